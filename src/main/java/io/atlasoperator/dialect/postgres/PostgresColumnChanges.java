package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.QualifiedName;
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
    private final PostgresTableSteps steps;
    /** Columns that are dropped and added, to be computed. */
    private final Set<String> madeAnew;

    PostgresColumnChanges(
            PostgresVersion version, PostgresClauses clauses, Change.ModifyTable change, PostgresTableSteps steps) {
        this.version = version;
        this.clauses = clauses;
        this.change = change;
        this.table = change.name();
        this.comments = new PostgresCommentPlanner(clauses);
        this.settings = new PostgresTableSettings(version, clauses);
        this.steps = steps;
        this.madeAnew = PostgresGeneratedColumns.madeAnew(version, change);
    }

    /** Makes those columns anew that are as they were, but for what they are computed from. */
    void makeOthersAnew() {
        Set<String> modified = new HashSet<>();
        for (TableChange part : change.changes()) {
            if (part instanceof TableChange.ModifyColumn(Column from, Column to, Set<ChangeKind> kinds)) {
                modified.add(to.name());
            }
        }
        for (Column column : change.from().columns()) {
            if (madeAnew.contains(column.name()) && !modified.contains(column.name())) {
                makeAnew(column, change.to().column(column.name()).orElseThrow());
            }
        }
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
        (column.generated() == null ? steps.alter : steps.computed)
                .add(new AlterClause("ADD COLUMN " + clauses.column(column), List.of(dropClause(column)), hazards));
        settings.column(Column.of(column.name(), column.type(), column.nullable()), column, steps.settled);
        if (PostgresTablePlanner.hasText(column.comment())) {
            steps.last.add(comments.onColumn(table, column.name(), null, column.comment()));
        }
    }

    void drop(Column column) {
        AlterClause drop = new AlterClause(
                dropClause(column), List.of("ADD COLUMN " + clauses.column(column)), Set.of(Hazard.DATA_LOSS));
        if (column.generated() == null) {
            steps.alter.add(drop);
        } else {
            // What it is computed from may be dropped too.
            steps.alter.addFirst(drop);
        }
    }

    void modify(Column from, Column to, Set<ChangeKind> kinds) {
        PostgresVersionChecks.check(version, to);
        if (madeAnew.contains(to.name())) {
            makeAnew(from, to);
            return;
        }
        if (kinds.contains(ChangeKind.GENERATED)
                && to.generated() == null
                && (kinds.size() > 1 || PostgresGeneratedColumns.losesSource(change, from))) {
            // While it is computed the server takes no USING for its values, and lets nothing it is computed from go.
            Column plain = from.withGenerated(null);
            steps.before.add(PostgresAlterTable.of(
                    clauses,
                    table,
                    new PostgresColumnPlanner(clauses, change.from(), from, plain)
                            .clauses(Set.of(ChangeKind.GENERATED))));
            Set<ChangeKind> others = new HashSet<>(kinds);
            others.remove(ChangeKind.GENERATED);
            modify(plain, to, others);
            return;
        }
        PostgresColumnPlanner column = new PostgresColumnPlanner(clauses, change.from(), from, to);
        steps.before.addAll(column.before());
        if (kinds.contains(ChangeKind.DEFAULT) && !column.converts(kinds) && hasChildren()) {
            // Defaults of partitions and children are their own.
            Set<ChangeKind> others = new HashSet<>(kinds);
            others.remove(ChangeKind.DEFAULT);
            steps.alter.addAll(column.clauses(others));
            steps.alterOnly.addAll(column.clauses(Set.of(ChangeKind.DEFAULT)));
        } else {
            steps.alter.addAll(column.clauses(kinds));
        }
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

    private boolean hasChildren() {
        PostgresTableOptions options = PostgresTableOptions.of(change.from());
        return options.partitioning() != null || options.inherited();
    }

    /** Drops a column and adds it as the generated one that it is to be. */
    private void makeAnew(Column from, Column to) {
        steps.computed.add(new AlterClause(
                "ADD COLUMN " + clauses.column(to),
                List.of(dropClause(to)),
                Set.of(Hazard.TABLE_REWRITE, Hazard.LONG_LOCK)));
        AlterClause drop = new AlterClause(
                dropClause(from),
                List.of("ADD COLUMN " + clauses.column(from)),
                from.generated() == null ? Set.of(Hazard.DATA_LOSS, Hazard.LONG_LOCK) : Set.of(Hazard.LONG_LOCK));
        if (from.generated() == null) {
            steps.alter.add(drop);
        } else {
            steps.alter.addFirst(drop);
        }
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
