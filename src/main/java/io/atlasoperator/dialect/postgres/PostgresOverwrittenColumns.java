package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.Change.ModifyTable;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings back what columns of partitions and children have of their own, where the server overwrites it along with what
 * their parents have: NOT NULL where a parent's column takes NULL from now on, and the default where the type of a
 * parent's column is converted.
 */
final class PostgresOverwrittenColumns {
    private final Realm from;
    private final Realm to;
    private final List<Change> changes;
    private final Map<QualifiedName, List<Table>> children = new HashMap<>();

    private PostgresOverwrittenColumns(List<Change> changes, Realm from, Realm to) {
        this.changes = new ArrayList<>(changes);
        this.from = from;
        this.to = to;
        for (Schema schema : from.schemas()) {
            for (Table table : schema.tables()) {
                PostgresTableOptions options = PostgresTableOptions.of(table);
                for (ObjectKey parent : options.needs()) {
                    children.computeIfAbsent(parent.name(), unused -> new ArrayList<>())
                            .add(table);
                }
            }
        }
    }

    static List<Change> restored(List<Change> changes, Realm from, Realm to) {
        PostgresOverwrittenColumns columns = new PostgresOverwrittenColumns(changes, from, to);
        if (columns.children.isEmpty()) {
            return changes;
        }
        for (Change change : changes) {
            if (change instanceof ModifyTable(Table before, Table after, List<TableChange> inside)) {
                for (TableChange part : inside) {
                    if (part instanceof TableChange.ModifyColumn modify) {
                        columns.restore(before.name(), modify);
                    }
                }
            }
        }
        return columns.changes;
    }

    private void restore(QualifiedName parent, TableChange.ModifyColumn modify) {
        boolean takesNull =
                modify.kinds().contains(ChangeKind.NULL) && modify.to().nullable();
        boolean converts = modify.kinds().contains(ChangeKind.TYPE)
                && (modify.from().defaultValue() != null || modify.to().defaultValue() != null);
        if (!takesNull && !converts) {
            return;
        }
        for (Table child : children.getOrDefault(parent, List.of())) {
            Optional<Table> wanted = to.table(child.name());
            Optional<Column> before = child.column(modify.from().name());
            Optional<Column> after =
                    wanted.flatMap(table -> table.column(modify.to().name()));
            if (wanted.isEmpty()
                    || before.isEmpty()
                    || after.isEmpty()
                    || PostgresAncestry.leaves(child, wanted.get(), parent)) {
                continue;
            }
            Set<ChangeKind> kinds = EnumSet.noneOf(ChangeKind.class);
            Column current = before.get();
            if (takesNull && !after.get().nullable() && !current.nullable()) {
                kinds.add(ChangeKind.NULL);
                current = withNull(current);
            }
            if (converts
                    && PostgresDefaults.same(current.defaultValue(), after.get().defaultValue())) {
                kinds.add(ChangeKind.DEFAULT);
                current = current.withDefault(modify.to().defaultValue());
            }
            if (!kinds.isEmpty()) {
                add(child, wanted.get(), new TableChange.ModifyColumn(current, after.get(), kinds));
            }
            restore(child.name(), modify);
        }
    }

    private static Column withNull(Column column) {
        return new Column(
                column.name(),
                column.type(),
                true,
                column.defaultValue(),
                column.generated(),
                column.identity(),
                column.collation(),
                column.comment(),
                column.options(),
                column.range());
    }

    private void add(Table child, Table wanted, TableChange.ModifyColumn modify) {
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i) instanceof ModifyTable(Table before, Table after, List<TableChange> inside)
                    && after.name().equals(child.name())) {
                changes.set(i, new ModifyTable(before, after, with(inside, modify)));
                return;
            }
        }
        changes.add(new ModifyTable(from.table(child.name()).orElse(child), wanted, List.of(modify)));
    }

    private static List<TableChange> with(List<TableChange> inside, TableChange.ModifyColumn modify) {
        List<TableChange> all = new ArrayList<>();
        boolean merged = false;
        for (TableChange part : inside) {
            if (part instanceof TableChange.ModifyColumn(Column before, Column after, Set<ChangeKind> kinds)
                    && after.name().equals(modify.to().name())) {
                Set<ChangeKind> both = EnumSet.copyOf(kinds);
                both.addAll(modify.kinds());
                Column current = modify.kinds().contains(ChangeKind.NULL) ? withNull(before) : before;
                all.add(new TableChange.ModifyColumn(
                        modify.kinds().contains(ChangeKind.DEFAULT)
                                ? current.withDefault(modify.from().defaultValue())
                                : current,
                        after,
                        both));
                merged = true;
            } else {
                all.add(part);
            }
        }
        if (!merged) {
            all.add(modify);
        }
        return all;
    }
}
