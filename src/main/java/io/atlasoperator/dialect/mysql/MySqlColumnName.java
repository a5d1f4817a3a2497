package io.atlasoperator.dialect.mysql;

/**
 * A column.
 *
 * @param relation by what the query calls where it comes from; empty in an expression of a table
 * @param name its name in lower case
 */
record MySqlColumnName(String relation, String name) implements MySqlTerm {}
