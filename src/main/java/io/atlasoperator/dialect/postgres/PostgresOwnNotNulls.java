package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.Change.ModifyTable;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.PrimaryKey;
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
import org.jspecify.annotations.Nullable;

/**
 * Columns that are NOT NULL in a partition or child by a constraint of its own. Where such constraints have names, the
 * server makes them again along with a new type, the parent's first, and then finds two of them in the child. So the
 * parent's is away meanwhile, which leaves the child its own; a primary key that asks for it goes along.
 */
final class PostgresOwnNotNulls {
    private final Map<QualifiedName, List<Table>> children = new HashMap<>();

    private PostgresOwnNotNulls(Realm from) {
        for (Schema schema : from.schemas()) {
            for (Table table : schema.tables()) {
                for (ObjectKey parent : PostgresTableOptions.of(table).needs()) {
                    children.computeIfAbsent(parent.name(), unused -> new ArrayList<>())
                            .add(table);
                }
            }
        }
    }

    /** The changes, with NOT NULL made anew in those parents. */
    static List<Change> madeWay(PostgresVersion version, List<Change> changes, Realm from) {
        if (!version.hasUnenforcedConstraints()) {
            return changes;
        }
        PostgresOwnNotNulls own = new PostgresOwnNotNulls(from);
        return own.children.isEmpty()
                ? changes
                : changes.stream()
                        .map(change -> change instanceof ModifyTable modify ? own.madeWay(modify) : change)
                        .toList();
    }

    /** Whether a change of a column says to make its NOT NULL anew. */
    static boolean isMadeAnew(Column from, Column to, Set<ChangeKind> kinds) {
        return kinds.contains(ChangeKind.NULL) && !from.nullable() && !to.nullable();
    }

    private ModifyTable madeWay(ModifyTable modify) {
        List<TableChange> changes = new ArrayList<>();
        boolean keyIsInTheWay = false;
        for (TableChange part : modify.changes()) {
            if (part instanceof TableChange.ModifyColumn(Column from, Column to, Set<ChangeKind> kinds)
                    && (kinds.contains(ChangeKind.TYPE) || kinds.contains(ChangeKind.COLLATION))
                    && !from.nullable()
                    && !to.nullable()
                    && isOwnBelow(modify.from(), from)) {
                Set<ChangeKind> more = EnumSet.copyOf(kinds);
                more.add(ChangeKind.NULL);
                changes.add(new TableChange.ModifyColumn(from, to, more));
                @Nullable PrimaryKey key = modify.from().primaryKey();
                keyIsInTheWay |= key != null && key.columns().contains(from.name());
            } else {
                changes.add(part);
            }
        }
        return new ModifyTable(modify.from(), modify.to(), keyIsInTheWay ? withKeyMadeAnew(modify, changes) : changes);
    }

    private static List<TableChange> withKeyMadeAnew(ModifyTable modify, List<TableChange> given) {
        List<TableChange> changes = new ArrayList<>(given);
        changes.removeIf(TableChange.ModifyPrimaryKey.class::isInstance);
        @Nullable PrimaryKey before = modify.from().primaryKey();
        @Nullable PrimaryKey after = modify.to().primaryKey();
        if (before != null && after != null) {
            changes.add(new TableChange.DropPrimaryKey(before));
            changes.add(new TableChange.AddPrimaryKey(after));
        }
        return changes;
    }

    /** Whether a table below has another constraint for the column than the one above it. */
    private boolean isOwnBelow(Table parent, Column column) {
        for (Table child : children.getOrDefault(parent.name(), List.of())) {
            Optional<Column> same = child.column(column.name());
            if (same.isPresent()
                    && (!name(child, same.get()).equals(name(parent, column)) || isOwnBelow(child, same.get()))) {
                return true;
            }
        }
        return false;
    }

    private static String name(Table table, Column column) {
        @Nullable String name = PostgresColumnOptions.of(column).notNullName();
        return name == null ? table.name().name() + "_" + column.name() + "_not_null" : name;
    }
}
