package io.atlasoperator.dialect.mysql;

/**
 * A constant, or a word of the language, such as a type.
 *
 * @param text it, with its quotes if it is a text
 */
record MySqlLiteral(String text) implements MySqlTerm {}
