package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a table that it has because a parent has them, under the names they have in the table itself. They are no
 * parts of its own and no difference between two states; they are told to make the table as it was, and to know what it
 * is left with when it leaves its parent.
 *
 * @param primaryKey the primary key, or null if that is none of a parent's
 * @param indexes indexes and unique constraints
 * @param foreignKeys foreign keys
 * @param checks checks that come from parents alone
 * @param repeatedChecks checks of parents that the table's own definition has too
 */
record PostgresMergedParts(
        @Nullable PrimaryKey primaryKey,
        List<Index> indexes,
        List<ForeignKey> foreignKeys,
        List<Check> checks,
        List<Check> repeatedChecks) {

    PostgresMergedParts {
        indexes = List.copyOf(indexes);
        foreignKeys = List.copyOf(foreignKeys);
        checks = List.copyOf(checks);
        repeatedChecks = List.copyOf(repeatedChecks);
    }

    boolean isEmpty() {
        return primaryKey == null
                && indexes.isEmpty()
                && foreignKeys.isEmpty()
                && checks.isEmpty()
                && repeatedChecks.isEmpty();
    }

    /** These parts without the foreign keys that come from some of a parent's. */
    PostgresMergedParts without(List<ForeignKey> keys) {
        return new PostgresMergedParts(
                primaryKey,
                indexes,
                foreignKeys.stream()
                        .filter(key -> keys.stream()
                                .noneMatch(gone -> gone.columns().equals(key.columns())
                                        && gone.refTable().equals(key.refTable())
                                        && gone.refColumns().equals(key.refColumns())))
                        .toList(),
                checks,
                repeatedChecks);
    }

    /** The table as it would be if it left its parents: what comes from them is its own. */
    static Table alone(Table table) {
        PostgresTableOptions options = PostgresTableOptions.of(table);
        PostgresMergedParts merged = options.merged();
        Table full = merged == null ? table : merged.with(table, true);
        return full.toBuilder()
                .columns(full.columns().stream()
                        .map(column -> column.withOptions(PostgresColumnOptions.of(column)
                                .withInherited(null)
                                .orNull()))
                        .toList())
                .options(options.alone().orNull())
                .build();
    }

    /** The table with these parts as its own. */
    Table with(Table table, boolean withForeignKeys) {
        return table.toBuilder()
                .primaryKey(primaryKey == null ? table.primaryKey() : primaryKey)
                .indexes(both(table.indexes(), indexes))
                .foreignKeys(withForeignKeys ? both(table.foreignKeys(), foreignKeys) : table.foreignKeys())
                .checks(both(both(table.checks(), checks), repeatedChecks))
                .build();
    }

    /** The table with the checks that its own definition has. */
    Table repeating(Table table) {
        return table.toBuilder().checks(both(table.checks(), repeatedChecks)).build();
    }

    private static <T> List<T> both(List<T> own, List<T> more) {
        List<T> all = new ArrayList<>(own);
        all.addAll(more);
        return all;
    }
}
