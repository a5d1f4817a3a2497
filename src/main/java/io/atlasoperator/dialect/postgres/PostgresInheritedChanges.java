package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.Change.ModifyTable;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Leaves out the changes of partitions and children that the server makes along with those of their parents. */
final class PostgresInheritedChanges {
    private static final Set<ChangeKind> FOLLOWING = EnumSet.of(
            ChangeKind.TYPE, ChangeKind.COLLATION, ChangeKind.NULL, ChangeKind.GENERATED, ChangeKind.IDENTITY);

    private final PostgresVersion version;
    private final Map<QualifiedName, List<ModifyTable>> byTable = new HashMap<>();

    private PostgresInheritedChanges(PostgresVersion version, List<Change> changes) {
        this.version = version;
        for (Change change : changes) {
            if (change instanceof ModifyTable modify) {
                byTable.computeIfAbsent(modify.name(), unused -> new ArrayList<>())
                        .add(modify);
            }
        }
    }

    static List<Change> without(PostgresVersion version, List<Change> changes) {
        PostgresInheritedChanges inherited = new PostgresInheritedChanges(version, changes);
        List<Change> early = new ArrayList<>();
        List<Change> left = new ArrayList<>();
        int start = -1;
        for (Change change : changes) {
            if (!(change instanceof ModifyTable modify)) {
                left.add(change);
                continue;
            }
            if (start < 0 && !PostgresGeneratedColumns.madeAnew(version, modify).isEmpty()) {
                start = left.size();
            }
            inherited.rest(modify, early).ifPresent(left::add);
        }
        if (!early.isEmpty()) {
            left.addAll(start, early);
        }
        return List.copyOf(left);
    }

    /** @param early gets what has to go before a table above drops a column */
    private Optional<ModifyTable> rest(ModifyTable modify, List<Change> early) {
        PostgresTableOptions options = PostgresTableOptions.of(modify.from());
        // The type of a typed table or the parent it has only from now on changes nothing in it.
        List<ModifyTable> parents = options.needs().stream()
                .map(ObjectKey::name)
                .filter(parent -> !PostgresAncestry.leaves(modify.from(), modify.to(), parent))
                .flatMap(parent -> byTable.getOrDefault(parent, List.of()).stream())
                .toList();
        if (parents.isEmpty()) {
            return Optional.of(modify);
        }
        List<TableChange> above =
                parents.stream().flatMap(parent -> parent.changes().stream()).toList();
        Set<String> anew = new HashSet<>();
        for (ModifyTable parent : parents) {
            for (String column : PostgresGeneratedColumns.madeAnew(version, parent)) {
                modify.from()
                        .column(column)
                        .filter(own -> isInherited(own, modify.from()))
                        .ifPresent(own -> anew.add(column));
            }
        }
        List<TableChange> over = modify.changes().stream()
                .filter(change -> goesAlong(change, anew, modify))
                .toList();
        if (!over.isEmpty()) {
            early.add(new ModifyTable(modify.from(), modify.to(), over));
        }
        List<TableChange> left = modify.changes().stream()
                .filter(change -> !over.contains(change))
                .flatMap(change -> rest(change, above, modify).stream())
                .toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(new ModifyTable(modify.from(), modify.to(), left));
    }

    /** Whether what is dropped would go with a column that a table above drops and adds. */
    private static boolean goesAlong(TableChange change, Set<String> columns, ModifyTable modify) {
        return switch (change) {
            case TableChange.DropIndex(Index index, boolean _) ->
                columns.stream().anyMatch(column -> PostgresGeneratedColumns.mentions(index, column));
            case TableChange.DropCheck(Check check) ->
                columns.stream().anyMatch(column -> PostgresGeneratedColumns.mentions(check.expression(), column));
            case TableChange.DropForeignKey(ForeignKey key) ->
                key.columns().stream().anyMatch(columns::contains)
                        && modify.changes().stream()
                                .anyMatch(other -> other instanceof TableChange.AddForeignKey(ForeignKey added)
                                        && added.name().equals(key.name()));
            case TableChange _ -> false;
        };
    }

    /** The new column of a table above, the furthest one, whose default all below it get along with it. */
    private Optional<Column> origin(ModifyTable modify, String column) {
        for (ObjectKey parent : PostgresTableOptions.of(modify.from()).needs()) {
            if (PostgresAncestry.leaves(modify.from(), modify.to(), parent.name())) {
                continue;
            }
            for (ModifyTable above : byTable.getOrDefault(parent.name(), List.of())) {
                for (TableChange change : above.changes()) {
                    if (change instanceof TableChange.AddColumn(Column added)
                            && added.name().equals(column)) {
                        return Optional.of(origin(above, column).orElse(added));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<TableChange> rest(TableChange change, List<TableChange> above, ModifyTable modify) {
        return switch (change) {
            case TableChange.AddColumn(Column column) ->
                origin(modify, column.name())
                        .map(added -> ownDefault(added, column))
                        .orElse(Optional.of(change));
            case TableChange.DropColumn(Column column) ->
                isInherited(column, modify.from())
                                && above.stream()
                                        .anyMatch(other -> other instanceof TableChange.DropColumn(Column dropped)
                                                && dropped.name().equals(column.name()))
                        ? Optional.empty()
                        : Optional.of(change);
            case TableChange.ModifyColumn(Column from, Column to, Set<ChangeKind> kinds) -> {
                Set<ChangeKind> own = EnumSet.copyOf(kinds);
                for (TableChange other : above) {
                    if (other instanceof TableChange.ModifyColumn(Column before, Column after, Set<ChangeKind> made)
                            && after.name().equals(to.name())) {
                        made.stream()
                                .filter(kind ->
                                        FOLLOWING.contains(kind) && (kind != ChangeKind.NULL || nullFollows(after, to)))
                                .forEach(own::remove);
                        if (made.contains(ChangeKind.GENERATED) && before.generated() == null) {
                            // The plain column goes with its default.
                            own.remove(ChangeKind.DEFAULT);
                        }
                    }
                }
                yield own.isEmpty() ? Optional.empty() : Optional.of(new TableChange.ModifyColumn(from, to, own));
            }
            case TableChange.RenameColumn(Column from, Column to) ->
                above.stream()
                                .anyMatch(other -> other instanceof TableChange.RenameColumn(Column old, Column named)
                                        && old.name().equals(from.name()))
                        ? Optional.empty()
                        : Optional.of(change);
            case TableChange _ -> Optional.of(change);
        };
    }

    /**
     * Where NOT NULL is a constraint with a name, the server leaves a column its own one when its parent's goes; there is
     * no harm in dropping one that has gone.
     */
    private boolean nullFollows(Column parent, Column column) {
        return parent.nullable() == column.nullable() && !(column.nullable() && version.hasUnenforcedConstraints());
    }

    /** A column comes with its parent's default. */
    private static Optional<TableChange> ownDefault(Column parent, Column column) {
        return PostgresDefaults.same(parent.defaultValue(), column.defaultValue())
                ? Optional.empty()
                : Optional.of(new TableChange.ModifyColumn(parent, column, Set.of(ChangeKind.DEFAULT)));
    }

    private static boolean isInherited(Column column, Table table) {
        return PostgresTableOptions.of(table).partition() != null
                || PostgresColumnOptions.of(column).inherited() != null;
    }
}
