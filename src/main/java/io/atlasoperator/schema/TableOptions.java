package io.atlasoperator.schema;

import java.util.List;

/**
 * What only one dialect knows about a table, such as SQLite's WITHOUT ROWID or PostgreSQL's partition key. Implemented by records of the dialect, which compare by value;
 * nothing outside the dialect looks inside.
 */
public interface TableOptions {

    /** These options, with a column of the table under another name. */
    default TableOptions renameColumn(String from, String to) {
        return this;
    }

    /** These options, with another table under another name. */
    default TableOptions renameTable(QualifiedName from, QualifiedName to) {
        return this;
    }

    /** The tables and types that must be there before the table, beside those of foreign keys and columns. */
    default List<ObjectKey> needs() {
        return List.of();
    }

    /** These options, with the schema named {@code from} called {@code to} wherever it is mentioned. */
    default TableOptions renameSchema(String from, String to) {
        return this;
    }
}
