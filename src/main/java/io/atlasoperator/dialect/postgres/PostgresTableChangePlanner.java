package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.TableOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements that change one table: dropped indexes, then one ALTER TABLE with dropped constraints first, then new
 * indexes, then comments and new names. For one change.
 */
final class PostgresTableChangePlanner {
    private final PostgresVersion version;
    private final PlanOptions options;
    private final PostgresClauses clauses;
    private final Change.ModifyTable change;
    private final QualifiedName table;
    private final PostgresIndexPlanner indexes;
    private final PostgresCommentPlanner comments;
    private final Set<String> droppedColumns;

    private final List<Statement> before = new ArrayList<>();
    private final List<AlterClause> constraintDrops = new ArrayList<>();
    private final List<AlterClause> alter = new ArrayList<>();
    /** What goes along with a dropped column, and has to be made again on the way back. */
    private final List<String> lostConstraints = new ArrayList<>();

    private final List<String> lostIndexes = new ArrayList<>();
    private final List<Statement> after = new ArrayList<>();
    private final List<Statement> last = new ArrayList<>();

    PostgresTableChangePlanner(
            PostgresVersion version, PlanOptions options, PostgresClauses clauses, Change.ModifyTable change) {
        this.version = version;
        this.options = options;
        this.clauses = clauses;
        this.change = change;
        this.table = change.name();
        this.indexes = new PostgresIndexPlanner(version, clauses, change.from());
        this.comments = new PostgresCommentPlanner(clauses);
        this.droppedColumns = change.changes().stream()
                .filter(TableChange.DropColumn.class::isInstance)
                .map(dropped -> ((TableChange.DropColumn) dropped).column().name())
                .collect(Collectors.toUnmodifiableSet());
    }

    List<Statement> plan() {
        for (TableChange one : change.changes()) {
            plan(one);
        }
        List<AlterClause> all = new ArrayList<>(constraintDrops);
        all.addAll(alter);
        List<Statement> statements = new ArrayList<>(before);
        if (!all.isEmpty()) {
            statements.add(alterTable(all));
        }
        statements.addAll(after);
        statements.addAll(last);
        return statements;
    }

    private Statement alterTable(List<AlterClause> all) {
        String start = "ALTER TABLE " + clauses.name(table) + " ";
        List<String> reverse = new ArrayList<>();
        boolean reversible = true;
        Set<Hazard> hazards = new HashSet<>();
        for (AlterClause clause : all) {
            hazards.addAll(clause.hazards());
            reversible &= !clause.reverse().isEmpty();
            reverse.addAll(0, clause.reverse());
        }
        reverse.addAll(lostConstraints);
        List<String> back = new ArrayList<>();
        if (reversible) {
            back.add(start + String.join(", ", reverse));
            back.addAll(lostIndexes);
        }
        return new Statement(
                start + all.stream().map(AlterClause::text).collect(Collectors.joining(", ")),
                "modify \"" + table.name() + "\" table",
                back,
                true,
                hazards);
    }

    private void plan(TableChange one) {
        switch (one) {
            case TableChange.AddColumn(Column column) -> addColumn(column);
            case TableChange.DropColumn(Column column) ->
                alter.add(new AlterClause(
                        dropColumn(column), List.of("ADD COLUMN " + clauses.column(column)), Set.of(Hazard.DATA_LOSS)));
            case TableChange.ModifyColumn(Column from, Column to, Set<ChangeKind> kinds) ->
                modifyColumn(from, to, kinds);
            case TableChange.RenameColumn(Column from, Column to) -> renameColumn(from, to);
            case TableChange.AddPrimaryKey(PrimaryKey key) -> addPrimaryKey(key);
            case TableChange.DropPrimaryKey(PrimaryKey key) -> dropPrimaryKey(key);
            case TableChange.ModifyPrimaryKey(PrimaryKey from, PrimaryKey to, Set<ChangeKind> kinds) -> {
                dropPrimaryKey(from);
                addPrimaryKey(to);
            }
            case TableChange.AddIndex(Index index, boolean concurrently) -> addIndex(index, concurrently);
            case TableChange.DropIndex(Index index, boolean concurrently) -> dropIndex(index, concurrently);
            case TableChange.ModifyIndex modify -> modifyIndex(modify);
            case TableChange.RenameConstraint(String from, String to) -> renameConstraint(from, to);
            case TableChange.RenameIndex(Index from, Index to) -> last.add(indexes.rename(from, to));
            case TableChange.AddForeignKey(ForeignKey key) -> addForeignKey(key);
            case TableChange.DropForeignKey(ForeignKey key) -> dropForeignKey(key);
            case TableChange.ModifyForeignKey(ForeignKey from, ForeignKey to, Set<ChangeKind> kinds) -> {
                dropForeignKey(from);
                addForeignKey(to);
            }
            case TableChange.AddCheck(Check check) -> alter.add(addCheck(check));
            case TableChange.DropCheck(Check check) -> constraintDrops.add(dropCheck(check));
            case TableChange.ModifyCheck(Check from, Check to) -> {
                // A check goes along with its columns, so where columns are dropped it has to go before them.
                (droppedColumns.isEmpty() ? alter : constraintDrops).add(dropCheck(from));
                alter.add(addCheck(to));
            }
            case TableChange.ModifyComment(String from, String to) -> last.add(comments.onTable(table, from, to));
            case TableChange.ModifyOptions(TableOptions from, TableOptions to) ->
                throw new PlanException(
                        "partition key of table \"" + table.name() + "\" cannot be changed (drop and add is required)");
        }
    }

    private void addColumn(Column given) {
        PostgresVersionChecks.check(version, given);
        PostgresNamedSerials serials = PostgresNamedSerials.of(change.from(), List.of(given), clauses);
        Column column = serials.columns().getFirst();
        before.addAll(serials.before());
        after.addAll(serials.after());
        Set<Hazard> hazards = new HashSet<>();
        boolean filled = column.defaultValue() != null
                || column.identity() != null
                || column.generated() != null
                || column.type() instanceof io.atlasoperator.schema.ColumnType.SerialType;
        if (!column.nullable() && !filled) {
            hazards.add(Hazard.MAY_FAIL);
        }
        if (PostgresColumnPlanner.writesEveryRow(column)) {
            hazards.add(Hazard.TABLE_REWRITE);
        }
        alter.add(new AlterClause("ADD COLUMN " + clauses.column(column), List.of(dropColumn(column)), hazards));
        if (PostgresTablePlanner.hasText(column.comment())) {
            last.add(comments.onColumn(table, column.name(), null, column.comment()));
        }
    }

    private static String dropColumn(Column column) {
        return "DROP COLUMN " + PostgresSyntax.quote(column.name());
    }

    private void modifyColumn(Column from, Column to, Set<ChangeKind> kinds) {
        PostgresVersionChecks.check(version, to);
        PostgresColumnPlanner column = new PostgresColumnPlanner(clauses, change.from(), from, to);
        before.addAll(column.before());
        alter.addAll(column.clauses(kinds));
        after.addAll(column.after());
        if (kinds.contains(ChangeKind.COMMENT)) {
            last.add(comments.onColumn(table, to.name(), from.comment(), to.comment()));
        }
    }

    private void renameColumn(Column from, Column to) {
        String start = "ALTER TABLE " + clauses.name(table) + " RENAME COLUMN ";
        // Every other clause of this change speaks of the column by its new name.
        before.addFirst(Statement.of(
                start + PostgresSyntax.quote(from.name()) + " TO " + PostgresSyntax.quote(to.name()),
                "rename a column from \"" + from.name() + "\" to \"" + to.name() + "\"",
                start + PostgresSyntax.quote(to.name()) + " TO " + PostgresSyntax.quote(from.name())));
    }

    private void renameConstraint(String from, String to) {
        String start = "ALTER TABLE " + clauses.name(table) + " RENAME CONSTRAINT ";
        last.add(Statement.of(
                start + PostgresSyntax.quote(from) + " TO " + PostgresSyntax.quote(to),
                "rename a constraint from \"" + from + "\" to \"" + to + "\"",
                start + PostgresSyntax.quote(to) + " TO " + PostgresSyntax.quote(from)));
    }

    private void addPrimaryKey(PrimaryKey key) {
        alter.add(new AlterClause(
                "ADD " + PostgresClauses.primaryKey(key),
                List.of(dropConstraint(PostgresClauses.primaryKeyName(table, key))),
                Set.of(Hazard.MAY_FAIL, Hazard.LONG_LOCK)));
    }

    private void dropPrimaryKey(PrimaryKey key) {
        constraintDrops.add(new AlterClause(
                dropConstraint(PostgresClauses.primaryKeyName(table, key)),
                List.of("ADD " + PostgresClauses.primaryKey(key)),
                Set.of()));
    }

    private void addIndex(Index index, boolean concurrently) {
        if (index.constraint()) {
            PostgresVersionChecks.check(version, index);
            alter.add(new AlterClause(
                    "ADD " + PostgresClauses.unique(index),
                    List.of(dropConstraint(index.name())),
                    Set.of(Hazard.MAY_FAIL, Hazard.LONG_LOCK)));
        } else {
            after.add(indexes.create(index, concurrently));
        }
        if (PostgresTablePlanner.hasText(index.comment())) {
            last.add(comments.onIndex(table, index, null, index.comment()));
        }
    }

    private void dropIndex(Index index, boolean concurrently) {
        if (index.columns().stream().anyMatch(droppedColumns::contains)
                || index.include().stream().anyMatch(droppedColumns::contains)) {
            if (index.constraint()) {
                lostConstraints.add("ADD " + PostgresClauses.unique(index));
            } else {
                lostIndexes.add(clauses.createIndex(table, index, false));
            }
            return;
        }
        if (index.constraint()) {
            constraintDrops.add(new AlterClause(
                    dropConstraint(index.name()), List.of("ADD " + PostgresClauses.unique(index)), Set.of()));
        } else {
            before.add(indexes.drop(index, concurrently));
        }
    }

    private void modifyIndex(TableChange.ModifyIndex modify) {
        if (modify.kinds().equals(Set.of(ChangeKind.COMMENT))) {
            last.add(comments.onIndex(
                    table, modify.to(), modify.from().comment(), modify.to().comment()));
            return;
        }
        // An index means the same with and without a constraint, and goes on as what it is.
        Index to = modify.from().constraint() && !modify.to().constraint() && fitsConstraint(modify.to())
                ? asConstraint(modify.to())
                : modify.to();
        if (modify.concurrently() && canBeReplaced(modify.from(), to)) {
            after.addAll(new PostgresIndexReplacement(indexes, change.from(), change.to()).plan(modify.from(), to));
            if (PostgresTablePlanner.hasText(to.comment())) {
                last.add(comments.onIndex(table, to, null, to.comment()));
            }
            return;
        }
        dropIndex(modify.from(), modify.concurrently());
        addIndex(to, modify.concurrently());
    }

    /** Whether the old index can go on serving while the new one is built. One that the server does not use serves nobody. */
    private boolean canBeReplaced(Index from, Index to) {
        return indexes.canBeBuiltBeside()
                && !from.constraint()
                && !to.constraint()
                && !(from.options() instanceof PostgresInvalidIndex)
                && from.columns().stream().noneMatch(droppedColumns::contains)
                && from.include().stream().noneMatch(droppedColumns::contains);
    }

    private static boolean fitsConstraint(Index index) {
        return index.unique()
                && index.predicate() == null
                && index.parts()
                        .equals(Index.of(index.name(), true, index.columns()).parts());
    }

    private static Index asConstraint(Index index) {
        return new Index(
                index.name(),
                true,
                true,
                index.parts(),
                index.include(),
                null,
                index.comment(),
                index.options(),
                index.range());
    }

    private void addForeignKey(ForeignKey key) {
        // The reference breaks the line here when it indents, and nowhere else in an ALTER TABLE.
        String add = options.indent().isEmpty() ? "ADD " : "ADD\n";
        alter.add(new AlterClause(
                add + clauses.foreignKey(key),
                List.of(dropConstraint(key.name())),
                Set.of(Hazard.MAY_FAIL, Hazard.LONG_LOCK)));
    }

    private void dropForeignKey(ForeignKey key) {
        if (key.columns().stream().anyMatch(droppedColumns::contains)) {
            lostConstraints.add("ADD " + clauses.foreignKey(key));
        } else {
            constraintDrops.add(
                    new AlterClause(dropConstraint(key.name()), List.of("ADD " + clauses.foreignKey(key)), Set.of()));
        }
    }

    private AlterClause addCheck(Check check) {
        PostgresVersionChecks.check(version, check);
        return new AlterClause(
                "ADD " + PostgresClauses.check(check),
                check.name() == null ? List.of() : List.of(dropConstraint(check.name())),
                check.enforced() ? Set.of(Hazard.MAY_FAIL, Hazard.LONG_LOCK) : Set.of());
    }

    private AlterClause dropCheck(Check check) {
        if (check.name() == null) {
            throw new PlanException(
                    "the check " + check.expression() + " of table \"" + table.name() + "\" has no name to drop it by");
        }
        return new AlterClause(dropConstraint(check.name()), List.of("ADD " + PostgresClauses.check(check)), Set.of());
    }

    private static String dropConstraint(String name) {
        return "DROP CONSTRAINT " + PostgresSyntax.quote(name);
    }

    /**
     * A clause of ALTER TABLE.
     *
     * @param reverse the clauses that undo it, in order; empty if none do
     */
    record AlterClause(String text, List<String> reverse, Set<Hazard> hazards) {}
}
