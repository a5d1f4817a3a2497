package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.Differ;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statements by which a table joins and leaves its parents: as a partition, or by inheritance. */
final class PostgresAncestry {

    private PostgresAncestry() {}

    static Statement attach(PostgresClauses clauses, QualifiedName table, PostgresPartition partition) {
        return new Statement(
                attachText(clauses, table, partition),
                "attach partition \"" + table.name() + "\" to table: \""
                        + partition.parent().name() + "\"",
                List.of(detachText(clauses, table, partition)),
                true,
                Set.of(Hazard.MAY_FAIL, Hazard.LONG_LOCK));
    }

    private static Statement detach(PostgresClauses clauses, QualifiedName table, PostgresPartition partition) {
        return new Statement(
                detachText(clauses, table, partition),
                "detach partition \"" + table.name() + "\" from table: \""
                        + partition.parent().name() + "\"",
                List.of(attachText(clauses, table, partition)),
                true,
                Set.of(Hazard.LONG_LOCK));
    }

    /**
     * What has to leave its parents before anything else is done, so that others may take its rows, and the changes that
     * are left. A partition that is dropped leaves first if its parent stays and gets another, or if foreign keys point
     * to the parent: the server drops none that they hold, but lets one leave which has no row that they point to.
     */
    static Left left(List<Change> changes, PostgresPartitionTrees trees, PostgresClauses clauses) {
        List<Statement> statements = new ArrayList<>();
        List<Change> rest = new ArrayList<>();
        Set<QualifiedName> growing = new HashSet<>();
        Set<QualifiedName> dropped = new HashSet<>();
        for (Change change : changes) {
            switch (change) {
                case Change.AddTable(Table table) -> parent(table).ifPresent(growing::add);
                case Change.DropTable(Table table) -> dropped.add(table.name());
                case Change.ModifyTable(Table from, Table to, var inside) -> {
                    if (changes(from, to)) {
                        parent(to).ifPresent(growing::add);
                    }
                }
                case Change _ -> {}
            }
        }
        for (Change change : changes) {
            switch (change) {
                case Change.ModifyTable(Table from, Table to, var inside) -> {
                    statements.addAll(leave(clauses, from, to));
                    rest.add(change);
                }
                case Change.DropTable(Table table)
                when parent(table)
                        .filter(parent ->
                                growing.contains(parent) || !dropped.contains(parent) && trees.isHeld(table.name()))
                        .isPresent() -> {
                    Table alone = PostgresMergedParts.alone(table);
                    statements.addAll(leave(clauses, table, alone));
                    Table free = withoutKeysTo(dropped, table, alone);
                    if (free != alone) {
                        statements.addAll(dropKeys(clauses, alone, free));
                    }
                    rest.add(new Change.DropTable(free));
                }
                case Change _ -> rest.add(change);
            }
        }
        return new Left(statements, rest);
    }

    /** The keys that a partition takes along would hold tables that are dropped before it. */
    private static Table withoutKeysTo(Set<QualifiedName> dropped, Table table, Table alone) {
        List<ForeignKey> kept = alone.foreignKeys().stream()
                .filter(key -> table.foreignKeys().contains(key) || !dropped.contains(key.refTable()))
                .toList();
        return kept.size() == alone.foreignKeys().size()
                ? alone
                : alone.toBuilder().foreignKeys(kept).build();
    }

    private static List<Statement> dropKeys(PostgresClauses clauses, Table table, Table free) {
        List<AlterClause> drops = table.foreignKeys().stream()
                .filter(key -> !free.foreignKeys().contains(key))
                .map(key -> new AlterClause(
                        PostgresConstraintChanges.dropConstraint(key.name()),
                        List.of("ADD " + clauses.foreignKey(key)),
                        Set.of()))
                .toList();
        return List.of(PostgresAlterTable.of(clauses, table.name(), drops));
    }

    /** Whether tables leave their parents after a change: by their new names, and where no key holds them. */
    static boolean comesBeforeLeaving(Change change) {
        return switch (change) {
            case Change.RenameTable _, Change.RenameObject _ -> true;
            case Change.ModifyTable(Table from, Table to, List<TableChange> inside) ->
                inside.stream()
                        .allMatch(part -> part instanceof TableChange.DropForeignKey
                                || part instanceof TableChange.RenameColumn
                                || part instanceof TableChange.RenameIndex
                                || part instanceof TableChange.RenameConstraint);
            case Change _ -> false;
        };
    }

    record Left(List<Statement> statements, List<Change> changes) {}

    private static Optional<QualifiedName> parent(Table table) {
        return Optional.ofNullable(PostgresTableOptions.of(table).partition()).map(PostgresPartition::parent);
    }

    private static String attachText(PostgresClauses clauses, QualifiedName table, PostgresPartition partition) {
        return "ALTER TABLE " + clauses.name(partition.parent()) + " ATTACH PARTITION " + clauses.name(table) + " "
                + partition.bound();
    }

    private static String detachText(PostgresClauses clauses, QualifiedName table, PostgresPartition partition) {
        return "ALTER TABLE " + clauses.name(partition.parent()) + " DETACH PARTITION " + clauses.name(table);
    }

    static Statement inherit(PostgresClauses clauses, QualifiedName table, QualifiedName parent) {
        return Statement.of(
                inheritText(clauses, table, "INHERIT ", parent),
                "let \"" + table.name() + "\" inherit from table: \"" + parent.name() + "\"",
                inheritText(clauses, table, "NO INHERIT ", parent));
    }

    private static Statement noInherit(PostgresClauses clauses, QualifiedName table, QualifiedName parent) {
        return Statement.of(
                inheritText(clauses, table, "NO INHERIT ", parent),
                "let \"" + table.name() + "\" inherit no more from table: \"" + parent.name() + "\"",
                inheritText(clauses, table, "INHERIT ", parent));
    }

    private static String inheritText(
            PostgresClauses clauses, QualifiedName table, String action, QualifiedName parent) {
        return "ALTER TABLE " + clauses.name(table) + " " + action + clauses.name(parent);
    }

    /** Whether a table has other parents in two states. */
    static boolean changes(Table from, Table to) {
        PostgresTableOptions before = PostgresTableOptions.of(from);
        PostgresTableOptions after = PostgresTableOptions.of(to);
        return !java.util.Objects.equals(before.partition(), after.partition())
                || !before.parents().equals(after.parents());
    }

    /**
     * The changes of a table that leaves or joins parents: what a parent gave it is its own while it has none, so that it
     * may have to be dropped, or is wanted already. The very same change if the table does neither.
     */
    static Change.ModifyTable complete(PostgresVersion version, Change.ModifyTable change) {
        if (!changes(change.from(), change.to())) {
            return change;
        }
        Table from = PostgresMergedParts.alone(change.from());
        Table to = PostgresMergedParts.alone(change.to());
        List<Change> differences =
                new Differ(new PostgresDiffRules(version), DiffPolicy.DEFAULT).diff(realm(from), realm(to));
        List<TableChange> changes = new ArrayList<>();
        change.changes().stream().filter(one -> !isOfParts(one)).forEach(changes::add);
        for (Change difference : differences) {
            if (difference instanceof Change.ModifyTable(Table before, Table after, List<TableChange> inside)) {
                inside.stream().filter(PostgresAncestry::isOfParts).forEach(changes::add);
            }
        }
        return new Change.ModifyTable(change.from(), change.to(), changes);
    }

    private static Realm realm(Table table) {
        return new Realm(List.of(Schema.empty(table.name().schema()).withTables(List.of(table))));
    }

    private static boolean isOfParts(TableChange change) {
        return switch (change) {
            case TableChange.AddPrimaryKey _,
                    TableChange.DropPrimaryKey _,
                    TableChange.ModifyPrimaryKey _,
                    TableChange.AddIndex _,
                    TableChange.DropIndex _,
                    TableChange.ModifyIndex _,
                    TableChange.RenameIndex _,
                    TableChange.AddForeignKey _,
                    TableChange.DropForeignKey _,
                    TableChange.ModifyForeignKey _,
                    TableChange.AddCheck _,
                    TableChange.DropCheck _,
                    TableChange.ModifyCheck _ -> true;
            case TableChange.AddColumn _,
                    TableChange.DropColumn _,
                    TableChange.ModifyColumn _,
                    TableChange.RenameColumn _,
                    TableChange.RenameConstraint _,
                    TableChange.ModifyComment _,
                    TableChange.ModifyOptions _ -> false;
        };
    }

    /** What takes a table from those of its parents that it is to have no more. */
    static List<Statement> leave(PostgresClauses clauses, Table from, Table to) {
        List<Statement> statements = new ArrayList<>();
        @Nullable PostgresPartition before = PostgresTableOptions.of(from).partition();
        if (before != null && !before.equals(PostgresTableOptions.of(to).partition())) {
            statements.add(detach(clauses, from.name(), before));
        }
        List<QualifiedName> kept = kept(from, to);
        // The last one first, so that the way back has them in their order.
        for (QualifiedName parent : PostgresTableOptions.of(from).parents().reversed()) {
            if (!kept.contains(parent)) {
                statements.add(noInherit(clauses, from.name(), parent));
            }
        }
        return statements;
    }

    /** Whether a table is without a parent while the parent changes, maybe to come back after. */
    static boolean leaves(Table from, Table to, QualifiedName parent) {
        @Nullable PostgresPartition before = PostgresTableOptions.of(from).partition();
        boolean detached = before != null
                && before.parent().equals(parent)
                && !before.equals(PostgresTableOptions.of(to).partition());
        return detached
                || PostgresTableOptions.of(from).parents().contains(parent)
                        && !kept(from, to).contains(parent);
    }

    /** What brings a table to its new parents. */
    static List<Statement> join(PostgresClauses clauses, Table from, Table to) {
        List<Statement> statements = new ArrayList<>();
        @Nullable PostgresPartition after = PostgresTableOptions.of(to).partition();
        if (after != null && !after.equals(PostgresTableOptions.of(from).partition())) {
            statements.add(attach(clauses, from.name(), after));
        }
        List<QualifiedName> kept = kept(from, to);
        for (QualifiedName parent : PostgresTableOptions.of(to).parents()) {
            if (!kept.contains(parent)) {
                statements.add(inherit(clauses, from.name(), parent));
            }
        }
        return statements;
    }

    /** The parents that stay: those with which both lists begin, as a new one comes last. */
    private static List<QualifiedName> kept(Table from, Table to) {
        List<QualifiedName> before = PostgresTableOptions.of(from).parents();
        List<QualifiedName> after = PostgresTableOptions.of(to).parents();
        int same = 0;
        List<QualifiedName> staying = before.stream().filter(after::contains).toList();
        while (same < staying.size() && same < after.size() && staying.get(same).equals(after.get(same))) {
            same++;
        }
        return staying.subList(0, same);
    }
}
