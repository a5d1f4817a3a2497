package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.diff.Change.ModifyTable;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The table as the listed changes leave it. That is the desired one unless a policy left changes out: what the policy
 * spares must survive a rebuild.
 */
final class SqliteRebuildTarget {
    private final ModifyTable modify;
    private final List<Column> columns;
    private final List<Index> indexes;
    private final List<ForeignKey> foreignKeys;
    private final List<Check> checks;
    private @Nullable PrimaryKey primaryKey;
    private @Nullable TableOptions options;

    private SqliteRebuildTarget(ModifyTable modify) {
        this.modify = modify;
        columns = new ArrayList<>(modify.from().columns());
        indexes = new ArrayList<>(modify.from().indexes());
        foreignKeys = new ArrayList<>(modify.from().foreignKeys());
        checks = new ArrayList<>(modify.from().checks());
        primaryKey = modify.from().primaryKey();
        options = modify.from().options();
    }

    static Table of(ModifyTable modify) {
        SqliteRebuildTarget target = new SqliteRebuildTarget(modify);
        modify.changes().forEach(target::apply);
        return Table.builder(modify.from().name())
                .columns(inOrderOf(
                        modify.to().columns(),
                        target.columns,
                        (a, b) -> a.name().equals(b.name())))
                .primaryKey(target.primaryKey)
                .indexes(inOrderOf(
                        modify.to().indexes(),
                        target.indexes,
                        (a, b) -> a.name().equals(b.name())))
                .foreignKeys(numbered(
                        inOrderOf(modify.to().foreignKeys(), target.foreignKeys, SqliteRebuildTarget::sameColumns)))
                .checks(inOrderOf(
                        modify.to().checks(),
                        target.checks,
                        (a, b) -> a.expression().equals(b.expression())))
                .options(target.options)
                .build();
    }

    private void apply(TableChange change) {
        switch (change) {
            case TableChange.AddColumn(Column column) -> columns.add(column);
            case TableChange.DropColumn(Column column) ->
                columns.removeIf(other -> other.name().equals(column.name()));
            case TableChange.ModifyColumn m -> replaceColumn(m.from(), m.to());
            case TableChange.RenameColumn(Column from, Column to) -> replaceColumn(from, to);
            case TableChange.AddPrimaryKey(PrimaryKey key) -> primaryKey = key;
            case TableChange.DropPrimaryKey d -> primaryKey = null;
            case TableChange.ModifyPrimaryKey m -> primaryKey = m.to();
            case TableChange.AddIndex(Index index, boolean concurrently) -> indexes.add(index);
            case TableChange.DropIndex(Index index, boolean concurrently) -> indexes.remove(index);
            case TableChange.ModifyIndex m -> indexes.replaceAll(index -> index.equals(m.from()) ? m.to() : index);
            case TableChange.RenameIndex(Index from, Index to) ->
                indexes.replaceAll(index -> index.equals(from) ? to : index);
            case TableChange.RenameConstraint(String from, String to) -> renameConstraint(from, to);
            case TableChange.AddForeignKey(ForeignKey key) -> foreignKeys.add(key);
            case TableChange.DropForeignKey(ForeignKey key) -> foreignKeys.remove(key);
            case TableChange.ModifyForeignKey m -> foreignKeys.replaceAll(key -> key.equals(m.from()) ? m.to() : key);
            case TableChange.AddCheck(Check check) -> checks.add(check);
            case TableChange.DropCheck(Check check) -> checks.remove(check);
            case TableChange.ModifyCheck(Check from, Check to) ->
                checks.replaceAll(check -> check.equals(from) ? to : check);
            case TableChange.ModifyComment m -> {
                // there are none in SQLite
            }
            case TableChange.ModifyOptions(TableOptions from, TableOptions to) -> options = to;
        }
    }

    private void renameConstraint(String from, String to) {
        checks.replaceAll(check -> from.equals(check.name())
                ? new Check(to, check.expression(), check.enforced(), check.noInherit(), check.range())
                : check);
        foreignKeys.replaceAll(key -> key.name().equals(from)
                ? new ForeignKey(
                        to,
                        key.columns(),
                        key.refTable(),
                        key.refColumns(),
                        key.onUpdate(),
                        key.onDelete(),
                        key.deferrability(),
                        key.options(),
                        key.range())
                : key);
        @Nullable PrimaryKey key = primaryKey;
        if (key != null && from.equals(key.name())) {
            primaryKey = new PrimaryKey(to, key.parts(), key.include(), key.range());
        }
    }

    private static boolean sameColumns(ForeignKey one, ForeignKey other) {
        return one.columns().equals(other.columns())
                && one.refTable().equals(other.refTable())
                && one.refColumns().equals(other.refColumns());
    }

    /** Keys without a name are numbered from the last to the first. */
    private static List<ForeignKey> numbered(List<ForeignKey> keys) {
        List<ForeignKey> numbered = new ArrayList<>();
        for (ForeignKey key : keys) {
            numbered.add(
                    SqliteNames.isNamed(key)
                            ? key
                            : new ForeignKey(
                                    String.valueOf(keys.size() - 1 - numbered.size()),
                                    key.columns(),
                                    key.refTable(),
                                    key.refColumns(),
                                    key.onUpdate(),
                                    key.onDelete(),
                                    key.deferrability(),
                                    key.options(),
                                    key.range()));
        }
        return numbered;
    }

    private void replaceColumn(Column from, Column to) {
        columns.replaceAll(column -> column.name().equals(from.name()) ? to : column);
    }

    /** What the desired table names comes in its order, all else behind it. */
    private static <T> List<T> inOrderOf(List<T> wanted, List<T> present, BiPredicate<T, T> same) {
        List<T> left = new ArrayList<>(present);
        List<T> ordered = new ArrayList<>();
        for (T model : wanted) {
            for (T candidate : List.copyOf(left)) {
                if (same.test(model, candidate)) {
                    ordered.add(candidate);
                    left.remove(candidate);
                    break;
                }
            }
        }
        ordered.addAll(left);
        return ordered;
    }
}
