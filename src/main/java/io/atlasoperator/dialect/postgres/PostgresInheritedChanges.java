package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.Change.ModifyTable;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
        return changes.stream()
                .flatMap(change -> change instanceof ModifyTable modify
                        ? inherited.rest(modify).stream().map(Change.class::cast)
                        : Stream.of(change))
                .toList();
    }

    private Optional<ModifyTable> rest(ModifyTable modify) {
        PostgresTableOptions options = PostgresTableOptions.of(modify.from());
        // The type of a typed table or the parent it has only from now on changes nothing in it.
        List<TableChange> above = options.needs().stream()
                .map(ObjectKey::name)
                .filter(parent -> !PostgresAncestry.leaves(modify.from(), modify.to(), parent))
                .flatMap(parent -> byTable.getOrDefault(parent, List.of()).stream())
                .flatMap(parent -> parent.changes().stream())
                .toList();
        if (above.isEmpty()) {
            return Optional.of(modify);
        }
        List<TableChange> left = modify.changes().stream()
                .flatMap(change -> rest(change, above, modify).stream())
                .toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(new ModifyTable(modify.from(), modify.to(), left));
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
