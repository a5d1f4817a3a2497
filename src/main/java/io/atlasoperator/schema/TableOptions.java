package io.atlasoperator.schema;

/**
 * What only one dialect knows about a table, such as SQLite's WITHOUT ROWID or PostgreSQL's partition key. Implemented by records of the dialect, which compare by value;
 * nothing outside the dialect looks inside.
 */
public interface TableOptions {

    /** These options, with a column of the table under another name. */
    default TableOptions renameColumn(String from, String to) {
        return this;
    }
}
