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
 * @param foreignKeys the foreign keys, in the order they were written
 * @param checks the checks, in the order they were written
 * @param conflictClause whether a constraint says {@code ON CONFLICT} and something else than to abort
 */
record SqliteTableDefinition(
        List<DefinedColumn> columns, List<DefinedForeignKey> foreignKeys, List<Check> checks, boolean conflictClause) {

    SqliteTableDefinition {
        columns = List.copyOf(columns);
        foreignKeys = List.copyOf(foreignKeys);
        checks = List.copyOf(checks);
    }

    /** The column of that name, whatever its case. */
    Optional<DefinedColumn> column(String name) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /**
     * A column.
     *
     * @param name its name
     * @param collation its collation, or null if it has the default one
     * @param generated how it is computed, or null
     * @param autoIncrement whether it has AUTOINCREMENT
     */
    record DefinedColumn(
            String name,
            @Nullable String collation,
            @Nullable Generated generated,
            boolean autoIncrement) {}

    /**
     * A foreign key.
     *
     * @param name its symbol, or null if it has none
     * @param deferrability when it is checked
     */
    record DefinedForeignKey(@Nullable String name, Deferrability deferrability) {}
}
