package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Plans what becomes of the columns of one table. For one change. */
final class PostgresColumnChanges {
    private final PostgresVersion version;
    private final PostgresClauses clauses;
    private final Change.ModifyTable change;
    private final QualifiedName table;
    private final PostgresCommentPlanner comments;
    private final PostgresTableSettings settings;
    private final PostgresConstraintChanges constraints;
    private final PostgresIndexChanges indexes;
    private final PostgresTableSteps steps;

    PostgresColumnChanges(
            PostgresVersion version,
            PostgresClauses clauses,
            Change.ModifyTable change,
            PostgresConstraintChanges constraints,
            PostgresIndexChanges indexes,
            PostgresTableSteps steps) {
        this.version = version;
        this.clauses = clauses;
        this.change = change;
        this.table = change.name();
        this.comments = new PostgresCommentPlanner(clauses);
        this.settings = new PostgresTableSettings(version, clauses);
        this.constraints = constraints;
        this.indexes = indexes;
        this.steps = steps;
    }

    void add(Column given) {
        PostgresVersionChecks.check(version, given);
        PostgresNamedSerials serials = PostgresNamedSerials.of(change.from(), List.of(given), clauses);
        Column column = serials.columns().getFirst();
        steps.before.addAll(serials.before());
        steps.after.addAll(serials.after());
        Set<Hazard> hazards = new HashSet<>();
        boolean filled = column.defaultValue() != null
                || column.identity() != null
                || column.generated() != null
                || column.type() instanceof ColumnType.SerialType;
        if (!column.nullable() && !filled) {
            hazards.add(Hazard.MAY_FAIL);
        }
        if (PostgresColumnPlanner.writesEveryRow(column)) {
            hazards.add(Hazard.TABLE_REWRITE);
        }
        steps.alter.add(new AlterClause("ADD COLUMN " + clauses.column(column), List.of(dropClause(column)), hazards));
        settings.column(Column.of(column.name(), column.type(), column.nullable()), column, steps.settled);
        if (PostgresTablePlanner.hasText(column.comment())) {
            steps.last.add(comments.onColumn(table, column.name(), null, column.comment()));
        }
    }

    void drop(Column column) {
        steps.alter.add(new AlterClause(
                dropClause(column), List.of("ADD COLUMN " + clauses.column(column)), Set.of(Hazard.DATA_LOSS)));
    }

    void modify(Column from, Column to, Set<ChangeKind> kinds) {
        PostgresVersionChecks.check(version, to);
        if (kinds.contains(ChangeKind.GENERATED) && PostgresGeneratedColumns.madeAnew(version, from, to)) {
            makeAnew(from, to);
            return;
        }
        PostgresColumnPlanner column = new PostgresColumnPlanner(clauses, change.from(), from, to);
        steps.before.addAll(column.before());
        List<AlterClause> all = column.clauses(kinds);
        boolean defaultAlone =
                kinds.stream().allMatch(kind -> kind == ChangeKind.DEFAULT || kind == ChangeKind.COMMENT);
        boolean partitioned = PostgresTableOptions.of(change.from()).partitioning() != null;
        (partitioned && defaultAlone ? steps.alterOnly : steps.alter).addAll(all);
        boolean converted = kinds.contains(ChangeKind.TYPE);
        if (converted && PostgresColumnOptions.of(from).storage() != null) {
            List<AlterClause> taken = new ArrayList<>();
            settings.column(from, PostgresColumnOptions.withoutStorage(from), taken);
            steps.before.add(PostgresAlterTable.of(clauses, table, taken));
        }
        if (kinds.contains(ChangeKind.OPTIONS) || converted) {
            settings.column(
                    converted ? PostgresColumnOptions.withoutStorage(from) : from,
                    converted && PostgresColumnOptions.of(to).storage() == null
                            ? PostgresColumnOptions.withoutStorage(to)
                            : to,
                    steps.settled);
        }
        steps.after.addAll(column.after());
        if (kinds.contains(ChangeKind.COMMENT)) {
            steps.last.add(comments.onColumn(table, to.name(), from.comment(), to.comment()));
        }
    }

    /** Drops a generated column and adds it as it is to be, with what goes along when it is dropped. */
    private void makeAnew(Column from, Column to) {
        Table wanted = change.to();
        for (Index index : wanted.indexes()) {
            if (steps.isUnchanged(index) && PostgresGeneratedColumns.mentions(index, to.name())) {
                indexes.drop(index, false);
                indexes.add(index, false);
            }
        }
        for (ForeignKey key : wanted.foreignKeys()) {
            if (steps.isUnchanged(key) && key.columns().contains(to.name())) {
                constraints.dropForeignKey(key);
                constraints.addForeignKey(key);
            }
        }
        for (Check check : wanted.checks()) {
            if (steps.isUnchanged(check) && PostgresGeneratedColumns.mentions(check.expression(), to.name())) {
                constraints.dropCheck(check);
                constraints.addCheck(check);
            }
        }
        steps.alter.addFirst(new AlterClause(
                "ADD COLUMN " + clauses.column(to),
                List.of(dropClause(to)),
                Set.of(Hazard.TABLE_REWRITE, Hazard.LONG_LOCK)));
        steps.alter.addFirst(new AlterClause(
                dropClause(from), List.of("ADD COLUMN " + clauses.column(from)), Set.of(Hazard.LONG_LOCK)));
        settings.column(Column.of(to.name(), to.type(), to.nullable()), to, steps.settled);
        if (PostgresTablePlanner.hasText(from.comment())) {
            steps.before.add(comments.onColumn(table, to.name(), from.comment(), null));
        }
        if (PostgresTablePlanner.hasText(to.comment())) {
            steps.last.add(comments.onColumn(table, to.name(), null, to.comment()));
        }
    }

    void rename(Column from, Column to) {
        String start = "ALTER TABLE " + clauses.name(table) + " RENAME COLUMN ";
        // Every other clause of this change speaks of the column by its new name.
        steps.before.addFirst(Statement.of(
                start + PostgresSyntax.quote(from.name()) + " TO " + PostgresSyntax.quote(to.name()),
                "rename a column from \"" + from.name() + "\" to \"" + to.name() + "\"",
                start + PostgresSyntax.quote(to.name()) + " TO " + PostgresSyntax.quote(from.name())));
    }

    private static String dropClause(Column column) {
        return "DROP COLUMN " + PostgresSyntax.quote(column.name());
    }
}
