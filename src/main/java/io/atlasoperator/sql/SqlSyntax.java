package io.atlasoperator.sql;

/** How a database quotes, and how its scripts are split into statements. */
public interface SqlSyntax {

    /** The name as a quoted identifier; a quote inside it is doubled. */
    String quoteIdentifier(String name);

    /** The text as a string literal; a quote inside it is escaped. */
    String quoteLiteral(String text);

    /** What a name that is not quoted stands for. */
    default String fold(String name) {
        return name;
    }

    /** Whether a name is in an expression, of whatever it may be there; what is within literals is none. */
    default boolean mentions(String expression, String name) {
        return IdentifierText.mentions(expression, name);
    }

    /** Whether parameters of a query are numbered, as in {@code $1}; else each is a question mark. */
    default boolean numbersParameters() {
        return false;
    }

    /** How the statement scanner reads this database's scripts. */
    ScannerOptions scanner();
}
