package io.atlasoperator.dialect.sqlite;

/**
 * The catalog queries. Each one reads all tables at once: the pragmas' table-valued forms joined with the schema
 * table. Names that start with {@code sqlite_} or {@code libsql_} belong to the library.
 */
final class SqliteQueries {
    /** The files behind the connection, without the one for temporary tables. */
    static final String DATABASES = """
            SELECT name FROM pragma_database_list WHERE name <> 'temp' ORDER BY seq""";

    /** Every object with its stored text, in the order of creation. */
    static final String OBJECTS = """
            SELECT type, name, tbl_name, sql
            FROM sqlite_master
            WHERE name NOT LIKE 'libsql\\_%' ESCAPE '\\'
              AND tbl_name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            ORDER BY rowid""";

    /** What kind of table each one is, and how it is stored. */
    static final String TABLES = """
            SELECT name, type, wr, strict
            FROM pragma_table_list
            WHERE schema = 'main'""";

    /** The columns of all ordinary tables. */
    static final String COLUMNS = """
            SELECT l.name AS table_name, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden
            FROM pragma_table_list AS l, pragma_table_xinfo(l.name, 'main') AS c
            WHERE l.schema = 'main' AND l.type = 'table' AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            ORDER BY l.name, c.cid""";

    /** The key parts of all indexes, those of constraints among them. */
    static final String INDEX_PARTS = """
            SELECT l.name AS table_name, i.name, i."unique", i.origin, i.seq, p.cid, p.name AS column_name, p."desc", p.coll
            FROM pragma_table_list AS l, pragma_index_list(l.name, 'main') AS i, pragma_index_xinfo(i.name, 'main') AS p
            WHERE l.schema = 'main' AND l.type = 'table' AND p.key = 1 AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            ORDER BY l.name, i.seq DESC, p.seqno""";

    /** The foreign keys of all tables; the one written last has the number 0. */
    static final String FOREIGN_KEYS = """
            SELECT l.name AS table_name, f.id, f."table" AS ref_table, f."from" AS column_name,
                   f."to" AS ref_column, f.on_update, f.on_delete
            FROM pragma_table_list AS l, pragma_foreign_key_list(l.name, 'main') AS f
            WHERE l.schema = 'main' AND l.type = 'table' AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            ORDER BY l.name, f.id DESC, f.seq""";

    private SqliteQueries() {}
}
