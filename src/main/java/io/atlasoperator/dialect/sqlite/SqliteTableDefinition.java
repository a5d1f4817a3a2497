package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.Generated;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the text of a CREATE TABLE tells beyond the pragmas.
 *
 * @param columns the columns, in order
 * @param key the primary key's name and clause, or null if there is no primary key
 * @param uniques the UNIQUE constraints, in the order they were written
 * @param foreignKeys the foreign keys, in the order they were written
 * @param checks the checks, in the order they were written
 */
record SqliteTableDefinition(
        List<DefinedColumn> columns,
        @Nullable DefinedKey key,
        List<DefinedKey> uniques,
        List<DefinedForeignKey> foreignKeys,
        List<Check> checks) {

    SqliteTableDefinition {
        columns = List.copyOf(columns);
        uniques = List.copyOf(uniques);
        foreignKeys = List.copyOf(foreignKeys);
        checks = List.copyOf(checks);
    }

    /** The column of that name, whatever its case. */
    Optional<DefinedColumn> column(String name) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Whether the column of that name has AUTOINCREMENT. */
    boolean isAutoIncrement(String name) {
        return key != null && key.autoIncrement() && key.isOver(List.of(name));
    }

    /** The options of the UNIQUE constraint over those columns, or null if it has none. */
    @Nullable
    SqliteIndexOptions unique(List<String> over) {
        return uniques.stream()
                .filter(unique -> unique.isOver(over))
                // One of two over the same columns may say what the other leaves open.
                .map(unique -> new SqliteIndexOptions(unique.name(), unique.conflict()))
                .reduce((one, other) -> new SqliteIndexOptions(
                        one.constraint() == null ? other.constraint() : one.constraint(),
                        one.conflict() == null ? other.conflict() : one.conflict()))
                .map(SqliteIndexOptions::orNull)
                .orElse(null);
    }

    /**
     * A column.
     *
     * @param name its name
     * @param collation its collation, or null if it has the default one
     * @param generated how it is computed, or null
     * @param nullConflict the clause of its NOT NULL, or null
     */
    record DefinedColumn(
            String name,
            @Nullable String collation,
            @Nullable Generated generated,
            @Nullable SqliteConflict nullConflict) {}

    /**
     * A primary key or a UNIQUE constraint.
     *
     * @param name its name, or null if it has none
     * @param columns its columns, as written
     * @param autoIncrement whether it has AUTOINCREMENT
     * @param conflict its clause, or null
     */
    record DefinedKey(
            @Nullable String name,
            List<String> columns,
            boolean autoIncrement,
            @Nullable SqliteConflict conflict) {
        DefinedKey {
            columns = List.copyOf(columns);
        }

        boolean isOver(List<String> others) {
            return columns.stream()
                    .map(SqliteNames::folded)
                    .toList()
                    .equals(others.stream().map(SqliteNames::folded).toList());
        }
    }

    /**
     * A foreign key.
     *
     * @param name its symbol, or null if it has none
     * @param deferrability when it is checked
     */
    record DefinedForeignKey(@Nullable String name, Deferrability deferrability) {}
}
