package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.diff.Change.ModifyTable;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The changes of a table that SQLite can make in place. */
final class SqliteTableAlteration {
    private static final SqliteSyntax SYNTAX = SqliteSyntax.INSTANCE;

    private final ModifyTable modify;
    private final SqliteTableWriter writer;

    SqliteTableAlteration(ModifyTable modify, SqliteTableWriter writer) {
        this.modify = modify;
        this.writer = writer;
    }

    /** Whether all of the changes can be made in place. */
    static boolean isDirect(ModifyTable modify) {
        return modify.changes().stream().allMatch(change -> isDirect(modify, change));
    }

    private static boolean isDirect(ModifyTable modify, TableChange change) {
        return switch (change) {
            case TableChange.AddIndex(Index index, boolean concurrently) ->
                SqliteIndexOptions.of(index).conflict() == null;
            case TableChange.DropIndex(Index index, boolean concurrently) -> !SqliteNames.isConstraint(index);
            case TableChange.RenameIndex(Index from, Index to) -> !SqliteNames.isConstraint(from);
            case TableChange.RenameColumn r -> true;
            case TableChange.RenameConstraint r -> false;
            case TableChange.AddColumn(Column column) -> canBeAdded(modify, column);
            case TableChange.DropColumn d -> false;
            case TableChange.ModifyColumn m -> false;
            case TableChange.AddPrimaryKey a -> false;
            case TableChange.DropPrimaryKey d -> false;
            case TableChange.ModifyPrimaryKey m -> false;
            case TableChange.ModifyIndex m -> false;
            case TableChange.AddForeignKey a -> false;
            case TableChange.DropForeignKey d -> false;
            case TableChange.ModifyForeignKey m -> false;
            case TableChange.AddCheck a -> false;
            case TableChange.DropCheck d -> false;
            case TableChange.ModifyCheck m -> false;
            case TableChange.ModifyComment m -> true;
            case TableChange.ModifyOptions m -> false;
        };
    }

    /** ADD COLUMN takes no stored column, no default that must be computed, and no row without a value. */
    private static boolean canBeAdded(ModifyTable modify, Column column) {
        boolean indexed =
                modify.to().indexes().stream().anyMatch(index -> index.columns().contains(column.name()));
        if (indexed || SqliteDiffRules.isAutoIncrement(column)) {
            return false;
        }
        if (column.generated() != null) {
            return column.generated().storage() == Generated.Storage.VIRTUAL && column.nullable();
        }
        return switch (column.defaultValue()) {
            case null -> column.nullable();
            case DefaultValue.Literal(String sql) -> column.nullable() || !sql.equalsIgnoreCase("null");
            case DefaultValue.Expression e -> false;
        };
    }

    List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        for (TableChange change : modify.changes()) {
            if (change instanceof TableChange.AddIndex(Index index, boolean concurrently)) {
                Set<Hazard> hazards =
                        index.unique() ? Set.of(Hazard.LONG_LOCK, Hazard.MAY_FAIL) : Set.of(Hazard.LONG_LOCK);
                statements.add(SqlitePlanner.addIndex(table(), index, writer, hazards));
            } else if (change instanceof TableChange.DropIndex(Index index, boolean concurrently)) {
                statements.add(dropIndex(index));
            } else if (change instanceof TableChange.RenameIndex(Index from, Index to)) {
                statements.add(dropIndex(from));
                statements.add(SqlitePlanner.addIndex(table(), to, writer, Set.of(Hazard.LONG_LOCK)));
            } else if (change instanceof TableChange.RenameColumn(Column from, Column to)) {
                statements.add(renameColumn(from, to));
            } else if (change instanceof TableChange.AddColumn(Column column)) {
                statements.add(addColumn(column));
            }
        }
        return statements;
    }

    /** The table as it is, in what is around it now. */
    private Table table() {
        return modify.from().toBuilder().options(modify.to().options()).build();
    }

    private Statement dropIndex(Index index) {
        return Statement.of(
                writer.dropIndex(table(), index),
                "drop index \"" + index.name() + "\" from table: \""
                        + table().name().name() + "\"",
                writer.createIndex(table(), index));
    }

    private Statement addColumn(Column column) {
        String alter = "ALTER TABLE " + writer.table(table());
        return Statement.of(
                alter + " ADD COLUMN " + writer.column(modify.to(), column),
                "add column \"" + column.name() + "\" to table: \""
                        + table().name().name() + "\"",
                alter + " DROP COLUMN " + SYNTAX.quoteIdentifier(column.name()));
    }

    private Statement renameColumn(Column from, Column to) {
        String alter = "ALTER TABLE " + writer.table(table()) + " RENAME COLUMN ";
        String oldName = SYNTAX.quoteIdentifier(from.name());
        String newName = SYNTAX.quoteIdentifier(to.name());
        return Statement.of(
                alter + oldName + " TO " + newName,
                "rename a column from \"" + from.name() + "\" to \"" + to.name() + "\"",
                alter + newName + " TO " + oldName);
    }
}
