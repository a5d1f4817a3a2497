package io.atlasoperator.dialect.postgres;

/** The query for what a database holds beyond the model: a kind, a schema and a name each. */
final class PostgresUnsupportedQueries {

    private PostgresUnsupportedQueries() {}

    /** Objects of the schemas whose numbers are given. */
    private static final String OBJECTS = """
            WITH schemas AS (
                SELECT n.oid, n.nspname FROM pg_catalog.pg_namespace n WHERE n.oid = ANY (?::oid[])
            ), extension AS MATERIALIZED (
                SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'
            ), relation AS MATERIALIZED (
                SELECT c.*, s.nspname
                  FROM pg_catalog.pg_class c
                  JOIN schemas s ON s.oid = c.relnamespace
                 WHERE NOT EXISTS (
                       SELECT FROM extension e WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid)
            )
            SELECT 'foreign table' AS kind, c.nspname, c.relname AS name
              FROM relation c WHERE c.relkind = 'f'
             UNION ALL
            SELECT 'privilege that its owner lacks', c.nspname, c.relname
              FROM relation c
             WHERE c.relacl IS NOT NULL AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
               AND EXISTS (
                   SELECT u.privilege_type
                     FROM pg_catalog.aclexplode(pg_catalog.acldefault(
                              CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, c.relowner)) u
                   EXCEPT
                   SELECT g.privilege_type FROM pg_catalog.aclexplode(c.relacl) g WHERE g.grantee = c.relowner)
             UNION ALL
            SELECT 'tablespace', c.nspname, c.relname
              FROM relation c
             WHERE c.relkind IN ('r', 'p', 'i', 'I') AND c.reltablespace <> 0
               -- where the server puts everything is no part of a definition
               AND c.reltablespace NOT IN (
                   SELECT x.oid FROM pg_catalog.pg_tablespace x
                    WHERE x.spcname = pg_catalog.current_setting('default_tablespace'))
             UNION ALL
            SELECT 'invalid index', c.nspname, ic.relname
              FROM relation c
              JOIN pg_catalog.pg_index i ON i.indrelid = c.oid
              JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
             WHERE NOT i.indisvalid AND c.relkind = 'r'
             UNION ALL
            SELECT 'NOT NULL with NO INHERIT or NOT VALID', c.nspname, c.relname || '.' || k.conname
              FROM relation c JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid
             WHERE k.contype = 'n' AND (k.connoinherit OR NOT k.convalidated)
             UNION ALL
            SELECT CASE t.typtype WHEN 'r' THEN 'range type with a canonical function' ELSE 'type' END,
                   s.nspname, t.typname
              FROM pg_catalog.pg_type t
              JOIN schemas s ON s.oid = t.typnamespace
              LEFT JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
             WHERE (t.typtype = 'b' AND t.typelem = 0 OR t.typtype = 'r' AND r.rngcanonical::oid <> 0)
               AND NOT EXISTS (
                   SELECT FROM extension e WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid)
             UNION ALL
            SELECT 'collation', s.nspname, x.collname
              FROM pg_catalog.pg_collation x JOIN schemas s ON s.oid = x.collnamespace
             UNION ALL
            SELECT 'operator', s.nspname, x.oprname
              FROM pg_catalog.pg_operator x JOIN schemas s ON s.oid = x.oprnamespace
             WHERE NOT EXISTS (
                   SELECT FROM extension e WHERE e.classid = 'pg_catalog.pg_operator'::regclass AND e.objid = x.oid)
             UNION ALL
            SELECT 'operator class', s.nspname, x.opcname
              FROM pg_catalog.pg_opclass x JOIN schemas s ON s.oid = x.opcnamespace
             WHERE NOT EXISTS (
                   SELECT FROM extension e WHERE e.classid = 'pg_catalog.pg_opclass'::regclass AND e.objid = x.oid)
             UNION ALL
            SELECT 'text search configuration', s.nspname, x.cfgname
              FROM pg_catalog.pg_ts_config x JOIN schemas s ON s.oid = x.cfgnamespace
             WHERE NOT EXISTS (
                   SELECT FROM extension e WHERE e.classid = 'pg_catalog.pg_ts_config'::regclass AND e.objid = x.oid)
             UNION ALL
            SELECT 'text search dictionary', s.nspname, x.dictname
              FROM pg_catalog.pg_ts_dict x JOIN schemas s ON s.oid = x.dictnamespace
             WHERE NOT EXISTS (
                   SELECT FROM extension e WHERE e.classid = 'pg_catalog.pg_ts_dict'::regclass AND e.objid = x.oid)
            """;

    /** Objects that live in no schema; looked at only with the whole database. */
    private static final String OF_DATABASE = """
             UNION ALL
            SELECT 'publication', '', x.pubname FROM pg_catalog.pg_publication x
             UNION ALL
            SELECT 'foreign server', '', x.srvname
              FROM pg_catalog.pg_foreign_server x
             WHERE NOT EXISTS (
                   SELECT FROM extension e
                    WHERE e.classid = 'pg_catalog.pg_foreign_server'::regclass AND e.objid = x.oid)
            """;

    private static final String ORDER = " ORDER BY 2, 1, 3";

    static String inSchemas(PostgresVersion version) {
        return of(version, OBJECTS) + ORDER;
    }

    static String inDatabase(PostgresVersion version) {
        return of(version, OBJECTS + OF_DATABASE) + ORDER;
    }

    /** Columns that an older version lacks are replaced by what they would say there. */
    private static String of(PostgresVersion version, String query) {
        String known = query;
        if (!version.hasCompression()) {
            known = known.replace("a.attcompression", "''");
        }
        if (!version.hasPartialSetNull()) {
            known = known.replace("k.confdelsetcols", "NULL");
        }
        return version.hasUnenforcedConstraints()
                ? known
                : known.replace("k.conenforced", "true").replace("k.conperiod", "false");
    }
}
