package io.atlasoperator.dialect.postgres;

/** The catalog queries for routines. Each takes the numbers of the schemas to look at, and leaves extensions out. */
final class PostgresRoutineQueries {

    private PostgresRoutineQueries() {}

    /** What is neither part of an extension nor made along with a type. */
    private static final String OF_SCHEMAS = """
             WHERE p.pronamespace = ANY (?::oid[])
               AND NOT EXISTS (
                   SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid AND e.deptype IN ('e', 'i'))
            """;

    private static final String ROUTINES = """
            SELECT p.oid, n.nspname, p.proname, p.prokind, l.lanname, p.prosrc, p.probin, p.proretset, p.provolatile,
                   p.proisstrict, p.prosecdef, p.proleakproof, p.proparallel,
                   CASE WHEN p.procost <> CASE WHEN l.lanname IN ('internal', 'c') THEN 1 ELSE 100 END
                        THEN p.procost::text END AS cost,
                   CASE WHEN p.prorows <> CASE WHEN p.proretset THEN 1000 ELSE 0 END
                        THEN p.prorows::text END AS result_rows,
                   CASE WHEN p.prosupport <> 0 THEN p.prosupport::regproc::text END AS support,
                   p.proconfig::text[] AS settings,
                   (SELECT pg_catalog.array_agg(pg_catalog.format_type(t.type, NULL) ORDER BY t.position)
                      FROM pg_catalog.unnest(p.protrftypes) WITH ORDINALITY AS t (type, position)) AS transforms,
                   pg_catalog.pg_get_function_sqlbody(p.oid) AS sql_body, d.description
              FROM pg_catalog.pg_proc p
              JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
              JOIN pg_catalog.pg_language l ON l.oid = p.prolang
              LEFT JOIN pg_catalog.pg_description d
                ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_proc'::regclass AND d.objsubid = 0
            """ + OF_SCHEMAS + """
               AND p.prokind IN ('f', 'p', 'w')
             ORDER BY n.nspname COLLATE "C", p.proname COLLATE "C",
                      pg_catalog.pg_get_function_identity_arguments(p.oid) COLLATE "C"
            """;

    /** A row for what each routine returns, at position 0, and for each of its arguments. */
    static final String ARGUMENTS = """
            SELECT p.oid, u.position - 1 AS position,
                   CASE WHEN u.position = 1 THEN 'r' ELSE COALESCE(p.proargmodes[(u.position - 1)::int]::text, 'i') END AS mode,
                   CASE WHEN u.position > 1 THEN NULLIF(p.proargnames[(u.position - 1)::int], '') END AS name,
                   pg_catalog.format_type(u.type, NULL) AS type,
                   en.nspname AS type_schema, et.typname AS type_name, et.oid <> u.type AS type_array,
                   CASE WHEN u.position > 1
                        THEN pg_catalog.pg_get_function_arg_default(p.oid, (u.position - 1)::int) END AS default_value
              FROM pg_catalog.pg_proc p
             CROSS JOIN LATERAL pg_catalog.unnest(
                   pg_catalog.array_prepend(p.prorettype, COALESCE(p.proallargtypes, p.proargtypes::oid[])))
                   WITH ORDINALITY AS u (type, position)
              JOIN pg_catalog.pg_type t ON t.oid = u.type
              LEFT JOIN pg_catalog.pg_type et
                ON et.oid = CASE WHEN t.typtype = 'b' AND t.typcategory = 'A' AND t.typelem <> 0
                                 THEN t.typelem ELSE t.oid END
              LEFT JOIN pg_catalog.pg_namespace en ON en.oid = et.typnamespace
            """ + OF_SCHEMAS + " ORDER BY p.oid, u.position";

    static String routines(PostgresVersion version) {
        return version.hasStandardBodies()
                ? ROUTINES
                : ROUTINES.replace("pg_catalog.pg_get_function_sqlbody(p.oid)", "NULL::text");
    }
}
