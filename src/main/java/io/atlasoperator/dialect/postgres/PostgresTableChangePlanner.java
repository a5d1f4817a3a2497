package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.TableOptions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The statements that change one table: which class plans which part. For one change. */
final class PostgresTableChangePlanner {
    private final PostgresClauses clauses;
    private final Change.ModifyTable change;
    private final QualifiedName table;
    private final PostgresTableSteps steps;
    private final PostgresConstraintChanges constraints;
    private final PostgresIndexChanges indexes;
    private final PostgresColumnChanges columns;
    private final PostgresTableSettings settings;

    PostgresTableChangePlanner(
            PostgresVersion version, PlanOptions options, PostgresClauses clauses, Change.ModifyTable given) {
        Change.ModifyTable change = PostgresRemadeColumns.apart(version, PostgresAncestry.complete(version, given));
        this.clauses = clauses;
        this.change = change;
        this.table = change.name();
        this.steps = new PostgresTableSteps(clauses, change);
        this.constraints = new PostgresConstraintChanges(version, options, clauses, change, steps);
        this.indexes = new PostgresIndexChanges(version, clauses, change, constraints, steps);
        this.columns = new PostgresColumnChanges(version, clauses, change, steps);
        this.settings = new PostgresTableSettings(version, clauses);
    }

    List<Statement> plan() {
        change.changes().forEach(this::plan);
        columns.makeOthersAnew();
        indexes.rebuildUses();
        return steps.statements();
    }

    private void plan(TableChange one) {
        switch (one) {
            case TableChange.AddColumn(Column column) -> columns.add(column);
            case TableChange.DropColumn(Column column) -> columns.drop(column);
            case TableChange.ModifyColumn(Column from, Column to, Set<ChangeKind> kinds) -> {
                if (kinds.contains(ChangeKind.TYPE)) {
                    requireNoPartitionKey(to);
                }
                columns.modify(from, to, kinds);
            }
            case TableChange.RenameColumn(Column from, Column to) -> columns.rename(from, to);
            case TableChange.AddPrimaryKey(PrimaryKey key) -> constraints.addPrimaryKey(key);
            case TableChange.DropPrimaryKey(PrimaryKey key) -> constraints.dropPrimaryKey(key);
            case TableChange.ModifyPrimaryKey(PrimaryKey from, PrimaryKey to, Set<ChangeKind> kinds) ->
                constraints.modifyPrimaryKey(from, to, kinds);
            case TableChange.AddIndex(Index index, boolean concurrently) -> indexes.add(index, concurrently);
            case TableChange.DropIndex(Index index, boolean concurrently) -> indexes.drop(index, concurrently);
            case TableChange.ModifyIndex modify -> indexes.modify(modify);
            case TableChange.RenameConstraint(String from, String to) -> constraints.rename(from, to);
            case TableChange.RenameIndex(Index from, Index to) -> indexes.rename(from, to);
            case TableChange.AddForeignKey(ForeignKey key) -> constraints.addForeignKey(key);
            case TableChange.DropForeignKey(ForeignKey key) -> constraints.dropForeignKey(key);
            case TableChange.ModifyForeignKey(ForeignKey from, ForeignKey to, Set<ChangeKind> kinds) ->
                constraints.modifyForeignKey(from, to, kinds);
            case TableChange.AddCheck(Check check) -> constraints.addCheck(check);
            case TableChange.DropCheck(Check check) -> constraints.dropCheck(check);
            case TableChange.ModifyCheck(Check from, Check to) -> constraints.modifyCheck(from, to);
            case TableChange.ModifyComment(String from, String to) ->
                steps.last.add(new PostgresCommentPlanner(clauses).onTable(table, from, to));
            case TableChange.ModifyOptions(TableOptions from, TableOptions to) ->
                modifyOptions(PostgresTableOptions.of(from), PostgresTableOptions.of(to));
        }
    }

    /** The server gives a column of a partition key no other type. */
    private void requireNoPartitionKey(Column column) {
        @Nullable
        PostgresPartitioning partitioning =
                PostgresTableOptions.of(change.to().options()).partitioning();
        if (partitioning != null
                && partitioning.parts().stream()
                        .anyMatch(part -> part instanceof IndexPart.OfColumn(String name, boolean _, var _)
                                && name.equals(column.name()))) {
            throw new PlanException("column \"" + column.name() + "\" of table \"" + table.name()
                    + "\" is part of its partition key, so its type cannot be changed: make another table beside it, copy"
                    + " the rows, and rename it");
        }
    }

    private void modifyOptions(PostgresTableOptions from, PostgresTableOptions to) {
        if (!Objects.equals(from.partitioning(), to.partitioning())
                && (from.partitioning() == null || to.partitioning() == null)) {
            throw new PlanException(
                    "partition key of table \"" + table.name() + "\" cannot be changed (drop and add is required)");
        }
        if (!Objects.equals(from.rowType(), to.rowType())) {
            steps.alter.add(new AlterClause(rowType(to), List.of(rowType(from)), Set.of()));
        }
        settings.storage(from.storage(), to.storage(), steps.alter);
        settings.security(from.rowSecurity(), to.rowSecurity(), steps.alter);
    }

    private String rowType(PostgresTableOptions to) {
        return to.rowType() == null ? "NOT OF" : "OF " + clauses.name(to.rowType());
    }
}
