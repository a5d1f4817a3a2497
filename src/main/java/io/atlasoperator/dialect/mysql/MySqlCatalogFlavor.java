package io.atlasoperator.dialect.mysql;

import java.util.Objects;

/**
 * What the catalog of a product and version has in columns of its own: SQL expressions over tables of the information schema.
 * What it does not have is a constant.
 *
 * @param schemaComment over {@code SCHEMATA}: its comment
 * @param columnSrid over {@code COLUMNS}: the number of a spatial reference system
 * @param indexHidden over {@code STATISTICS}: 1 for what the optimizer passes by
 * @param indexExpression over {@code STATISTICS}: the expression of a part
 * @param checkTable over {@code CHECK_CONSTRAINTS}: the table; NULL if {@code TABLE_CONSTRAINTS} alone says it
 * @param checkOfColumn over {@code CHECK_CONSTRAINTS}: 1 for what is part of a column's definition
 * @param checkEnforced over {@code TABLE_CONSTRAINTS}: {@code YES} or {@code NO}
 * @param viewAlgorithm over {@code VIEWS}: the algorithm; NULL if {@code SHOW CREATE VIEW} alone says it
 */
public record MySqlCatalogFlavor(
        String schemaComment,
        String columnSrid,
        String indexHidden,
        String indexExpression,
        String checkTable,
        String checkOfColumn,
        String checkEnforced,
        String viewAlgorithm) {

    public MySqlCatalogFlavor {
        Objects.requireNonNull(schemaComment);
        Objects.requireNonNull(columnSrid);
        Objects.requireNonNull(indexHidden);
        Objects.requireNonNull(indexExpression);
        Objects.requireNonNull(checkTable);
        Objects.requireNonNull(checkOfColumn);
        Objects.requireNonNull(checkEnforced);
        Objects.requireNonNull(viewAlgorithm);
    }
}
