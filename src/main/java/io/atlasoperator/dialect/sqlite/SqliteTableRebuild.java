package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.diff.Change.ModifyTable;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds a table anew: makes the wanted one beside it, copies the rows, drops the old one and takes over its name. Its
 * indexes are made again; its triggers are dropped before and made again after, as changes of their own.
 */
final class SqliteTableRebuild {
    private static final SqliteSyntax SYNTAX = SqliteSyntax.INSTANCE;

    private final ModifyTable modify;
    private final SqliteTableWriter writer;
    private final Table target;
    private final String name;
    private final String temporary;

    SqliteTableRebuild(ModifyTable modify, SqliteTableWriter writer) {
        this.modify = modify;
        this.writer = writer;
        this.target = SqliteRebuildTarget.of(modify);
        this.name = modify.from().name().name();
        this.temporary = SqliteTableOptions.around(modify.to()).free("new_" + name);
    }

    List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        List<Column> copied = target.columns().stream()
                .filter(column -> column.generated() == null && source(column).isPresent())
                .toList();
        statements.add(Statement.of(writer.createTable(target, temporary), "create \"" + temporary + "\" table"));
        if (!copied.isEmpty()) {
            statements.add(copyRows(copied));
        }
        if (numbersRows(modify.from()) && numbersRows(target)) {
            statements.add(keepSequence());
        }
        statements.add(dropOld(copied));
        statements.addAll(takeOverName());
        for (Index index : target.indexes()) {
            if (!SqliteNames.isConstraint(index)) {
                statements.add(SqlitePlanner.addIndex(target, index, writer, Set.of()));
            }
        }
        return statements.stream()
                .map(statement -> statement.withHazard(Hazard.HALFWAY))
                .toList();
    }

    /** The old column whose values a new one takes. */
    private Optional<Column> source(Column column) {
        for (TableChange change : modify.changes()) {
            if (change instanceof TableChange.RenameColumn(Column from, Column to)
                    && to.name().equals(column.name())) {
                return Optional.of(from);
            }
        }
        return modify.from().column(column.name());
    }

    private Statement copyRows(List<Column> columns) {
        List<String> values = new ArrayList<>();
        for (Column column : columns) {
            Column old = source(column).orElseThrow();
            String value = SYNTAX.quoteIdentifier(old.name());
            if (old.nullable() && !column.nullable() && column.defaultValue() != null) {
                values.add("IFNULL(" + value + ", " + SqliteTableWriter.defaultText(column, column.defaultValue())
                        + ") AS " + SYNTAX.quoteIdentifier(column.name()));
            } else {
                values.add(value);
            }
        }
        List<String> names = new ArrayList<>(columns.stream().map(Column::name).toList());
        hiddenNumber().ifPresent(number -> {
            names.addFirst(number);
            values.addFirst(SYNTAX.quoteIdentifier(number));
        });
        String text = "INSERT INTO " + writer.name(schema(), temporary) + " (" + SYNTAX.identifiers(names) + ") SELECT "
                + String.join(", ", values) + " FROM " + writer.table(modify.from());
        Set<Hazard> hazards = EnumSet.of(Hazard.TABLE_REWRITE, Hazard.LONG_LOCK);
        if (modify.changes().stream().anyMatch(SqliteTableRebuild::mayFail)) {
            hazards.add(Hazard.MAY_FAIL);
        }
        return new Statement(
                text,
                "copy rows from old table \"" + name + "\" to new temporary table \"" + temporary + "\"",
                List.of(),
                true,
                hazards);
    }

    /** The name of the rows' hidden numbers, where something finds the rows by them. */
    private Optional<String> hiddenNumber() {
        if (!SqliteTableOptions.around(modify.to()).countsRowsOf(modify.from())
                || !hasHiddenNumbers(modify.from())
                || !hasHiddenNumbers(target)) {
            return Optional.empty();
        }
        return Stream.of("rowid", "_rowid_", "oid")
                .filter(number -> Stream.of(modify.from(), target)
                        .flatMap(table -> table.columns().stream())
                        .noneMatch(column -> column.name().equalsIgnoreCase(number)))
                .findFirst();
    }

    /** A single integer as primary key is the number itself, and no secret. */
    private static boolean hasHiddenNumbers(Table table) {
        @Nullable PrimaryKey key = table.primaryKey();
        boolean isNumber = key != null
                && key.columns().size() == 1
                && table.column(key.columns().getFirst())
                        .filter(column -> column.type() instanceof ColumnType.IntegerType(String name, boolean unsigned)
                                && name.equalsIgnoreCase("integer"))
                        .isPresent();
        return !isNumber && !SqliteTableOptions.of(table).withoutRowid();
    }

    private static boolean mayFail(TableChange change) {
        return switch (change) {
            case TableChange.AddColumn(Column column) -> !column.nullable() && column.defaultValue() == null;
            case TableChange.ModifyColumn(Column from, Column to, Set<ChangeKind> kinds) ->
                kinds.contains(ChangeKind.NULL) && !to.nullable() && to.defaultValue() == null
                        || kinds.contains(ChangeKind.TYPE);
            case TableChange.AddPrimaryKey a -> true;
            case TableChange.ModifyPrimaryKey m -> true;
            case TableChange.AddCheck a -> true;
            case TableChange.ModifyCheck m -> true;
            case TableChange.ModifyOptions m -> true;
            case TableChange.AddIndex(Index index, boolean concurrently) -> index.unique();
            case TableChange.ModifyIndex m -> m.to().unique();
            case TableChange.AddForeignKey a -> true;
            case TableChange.ModifyForeignKey m -> true;
            case TableChange.DropColumn d -> false;
            case TableChange.RenameColumn r -> false;
            case TableChange.DropPrimaryKey d -> false;
            case TableChange.DropIndex d -> false;
            case TableChange.RenameIndex r -> false;
            case TableChange.RenameConstraint r -> false;
            case TableChange.DropForeignKey d -> false;
            case TableChange.DropCheck d -> false;
            case TableChange.ModifyComment m -> false;
        };
    }

    private static boolean numbersRows(Table table) {
        return table.columns().stream().anyMatch(SqliteDiffRules::isAutoIncrement);
    }

    /** Numbers of rows that are gone must not come again. */
    private Statement keepSequence() {
        String sequences = writer.name(schema(), "sqlite_sequence");
        return Statement.of(
                "UPDATE " + sequences + " SET `seq` = max(`seq`, ifnull((SELECT `seq` FROM " + sequences
                        + " WHERE `name` = " + SYNTAX.quoteLiteral(name) + "), 0)) WHERE `name` = "
                        + SYNTAX.quoteLiteral(temporary),
                "set sequence for \"" + temporary + "\" table");
    }

    private Statement dropOld(List<Column> copied) {
        boolean loses = copied.isEmpty()
                || modify.changes().stream().anyMatch(change -> switch (change) {
                    case TableChange.DropColumn(Column column) -> column.generated() == null;
                    case TableChange.ModifyColumn(Column from, Column to, var kinds) ->
                        from.generated() == null && to.generated() != null;
                    case TableChange _ -> false;
                });
        return new Statement(
                "DROP TABLE " + writer.table(modify.from()),
                "drop \"" + name + "\" table "
                        + (copied.isEmpty() ? "without copying rows (no columns)" : "after copying rows"),
                List.of(),
                true,
                loses ? Set.of(Hazard.DATA_LOSS) : Set.of());
    }

    private List<Statement> takeOverName() {
        Statement rename = Statement.of(
                "ALTER TABLE " + writer.name(schema(), temporary) + " RENAME TO " + SYNTAX.quoteIdentifier(name),
                "rename temporary table \"" + temporary + "\" to \"" + name + "\"");
        if (!SqliteTableOptions.around(modify.to()).watched()) {
            return List.of(rename);
        }
        // A rename checks all views and triggers, and those that name the table find none at this point.
        return List.of(
                Statement.of("PRAGMA legacy_alter_table = on", "keep views and triggers out of the renaming"),
                rename,
                Statement.of("PRAGMA legacy_alter_table = off", "let views and triggers follow renaming again"));
    }

    private String schema() {
        QualifiedName qualified = modify.from().name();
        return qualified.schema();
    }
}
