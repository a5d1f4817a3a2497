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

    /** How the statement scanner reads this database's scripts. */
    ScannerOptions scanner();
}
