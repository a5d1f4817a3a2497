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
            """;

    /** Objects of the schemas that few databases have any of. */
    private static final String RARE_OBJECTS = """
             UNION ALL
            SELECT 'operator family', s.nspname, x.opfname
              FROM pg_catalog.pg_opfamily x JOIN schemas s ON s.oid = x.opfnamespace
             WHERE NOT EXISTS (
                   SELECT FROM extension e WHERE e.classid = 'pg_catalog.pg_opfamily'::regclass AND e.objid = x.oid)
             UNION ALL
            SELECT 'operator class', s.nspname, x.opcname
              FROM pg_catalog.pg_opclass x JOIN schemas s ON s.oid = x.opcnamespace
             WHERE NOT EXISTS (
                   SELECT FROM extension e WHERE e.classid = 'pg_catalog.pg_opclass'::regclass AND e.objid = x.oid)
             UNION ALL
            SELECT 'conversion', s.nspname, x.conname
              FROM pg_catalog.pg_conversion x JOIN schemas s ON s.oid = x.connamespace
             WHERE NOT EXISTS (
                   SELECT FROM extension e WHERE e.classid = 'pg_catalog.pg_conversion'::regclass AND e.objid = x.oid)
             UNION ALL
            SELECT 'text search parser', s.nspname, x.prsname
              FROM pg_catalog.pg_ts_parser x JOIN schemas s ON s.oid = x.prsnamespace
             WHERE NOT EXISTS (
                   SELECT FROM extension e WHERE e.classid = 'pg_catalog.pg_ts_parser'::regclass AND e.objid = x.oid)
             UNION ALL
            SELECT 'text search template', s.nspname, x.tmplname
              FROM pg_catalog.pg_ts_template x JOIN schemas s ON s.oid = x.tmplnamespace
             WHERE NOT EXISTS (
                   SELECT FROM extension e WHERE e.classid = 'pg_catalog.pg_ts_template'::regclass AND e.objid = x.oid)
            """;

    /** Objects that live in no schema; looked at only with the whole database. */
    private static final String OF_DATABASE = """
             UNION ALL
            SELECT x.kind, '', x.name
              FROM (SELECT 'foreign server' AS kind, r.srvname AS name, r.oid, 'pg_catalog.pg_foreign_server'::regclass AS class
                      FROM pg_catalog.pg_foreign_server r
                     UNION ALL
                    SELECT 'foreign data wrapper', r.fdwname, r.oid, 'pg_catalog.pg_foreign_data_wrapper'::regclass
                      FROM pg_catalog.pg_foreign_data_wrapper r
                     UNION ALL
                    SELECT 'language', r.lanname, r.oid, 'pg_catalog.pg_language'::regclass
                      FROM pg_catalog.pg_language r WHERE r.oid >= 16384
                     UNION ALL
                    SELECT 'access method', r.amname, r.oid, 'pg_catalog.pg_am'::regclass
                      FROM pg_catalog.pg_am r WHERE r.oid >= 16384
                     UNION ALL
                    SELECT 'transform', t.typname, r.oid, 'pg_catalog.pg_transform'::regclass
                      FROM pg_catalog.pg_transform r JOIN pg_catalog.pg_type t ON t.oid = r.trftype
                     UNION ALL
                    SELECT 'cast', r.castsource::regtype::text || ' as ' || r.casttarget::regtype::text, r.oid,
                           'pg_catalog.pg_cast'::regclass
                      FROM pg_catalog.pg_cast r
                      JOIN pg_catalog.pg_type st ON st.oid = r.castsource AND st.oid < 16384
                      JOIN pg_catalog.pg_type tt ON tt.oid = r.casttarget AND tt.oid < 16384
                     WHERE r.oid >= 16384 AND r.castfunc < 16384
                     UNION ALL
                    SELECT 'user mapping', r.usename || ' on ' || r.srvname, r.umid, 'pg_catalog.pg_user_mapping'::regclass
                      FROM pg_catalog.pg_user_mappings r
                     UNION ALL
                    -- only some of its columns are for everybody, and its number is none of them everywhere
                    SELECT 'subscription', r.subname, 0::oid, 'pg_catalog.pg_subscription'::regclass
                      FROM pg_catalog.pg_subscription r
                     WHERE r.subdbid = (SELECT b.oid FROM pg_catalog.pg_database b
                                         WHERE b.datname = pg_catalog.current_database())
                     UNION ALL
                    SELECT 'large object', m.oid::text, m.oid, 'pg_catalog.pg_largeobject'::regclass
                      FROM pg_catalog.pg_largeobject_metadata m) x
             WHERE NOT EXISTS (SELECT FROM extension e WHERE e.classid = x.class AND e.objid = x.oid)
            """;

    private static final String ORDER = " ORDER BY 2, 1, 3";

    /**
     * The query for what is there.
     *
     * @param whole whether what lives in no schema belongs to it
     * @param census what of the rare kinds there is at all
     */
    static String of(PostgresVersion version, boolean whole, PostgresCensus census) {
        String rare = census.unmanaged() ? RARE_OBJECTS + (whole ? OF_DATABASE : "") : "";
        return of(version, OBJECTS + rare) + ORDER;
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
