package io.atlasoperator.dialect.postgres;

/** The catalog queries for types and extensions. Each but the last takes the numbers of the schemas to look at. */
final class PostgresTypeQueries {

    private PostgresTypeQueries() {}

    /** The collation {@code co}: by its name where that is found, else with that of its schema, both in quotes then. */
    static final String COLLATION = """
            CASE WHEN co.oid IS NULL OR pg_catalog.pg_collation_is_visible(co.oid) THEN co.collname::text
                 ELSE (SELECT pg_catalog.format('"%s"."%s"', pg_catalog.replace(cn.nspname, '"', '""'),
                                                pg_catalog.replace(co.collname, '"', '""'))
                         FROM pg_catalog.pg_namespace cn WHERE cn.oid = co.collnamespace) END AS collname""";

    /** Parts of no extension. */
    private static final String OWN = """
             AND NOT EXISTS (
                   SELECT FROM pg_catalog.pg_depend e
                    WHERE e.deptype = 'e'
                      AND (e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid
                           OR e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = t.typrelid AND t.typrelid <> 0))
            """;

    /** What tells a type: its text, and the schema and name of the named type that it may be or be an array of. */
    private static String type(String number, String modifier) {
        return """
                pg_catalog.format_type(%1$s, %2$s) AS type, en.nspname AS type_schema, et.typname AS type_name,
                et.oid <> %1$s AS type_array""".formatted(number, modifier);
    }

    /** The type that a type is or is an array of; a domain over an array is itself. */
    private static String named(String type) {
        return """
                LEFT JOIN pg_catalog.pg_type et
                    ON et.oid = CASE WHEN %1$s.typtype = 'b' AND %1$s.typcategory = 'A' AND %1$s.typelem <> 0
                                     THEN %1$s.typelem ELSE %1$s.oid END
                  LEFT JOIN pg_catalog.pg_namespace en ON en.oid = et.typnamespace""".formatted(type);
    }

    /** The types that others refer to by name. */
    static final String NAMED = """
            SELECT n.nspname, t.typname,
                   CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range' ELSE 'composite' END
                       AS kind
              FROM pg_catalog.pg_type t
              JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
              LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
             WHERE t.typnamespace = ANY (?::oid[])
               AND (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c' AND c.relkind = 'c')
            """ + OWN;

    static final String DOMAINS = "SELECT t.oid, n.nspname, t.typname, " + type("t.typbasetype", "t.typtypmod") + ",\n"
            + """
                   t.typnotnull, pg_catalog.pg_get_expr(t.typdefaultbin, 'pg_catalog.pg_type'::regclass) AS expression,
                   """ + COLLATION + ", d.description\n" + """
              FROM pg_catalog.pg_type t
              JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
              JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
            """ + named("b") + """

              LEFT JOIN pg_catalog.pg_collation co ON co.oid = t.typcollation AND t.typcollation <> b.typcollation
              LEFT JOIN pg_catalog.pg_description d
                ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_type'::regclass AND d.objsubid = 0
             WHERE t.typnamespace = ANY (?::oid[]) AND t.typtype = 'd'
            """ + OWN
            + " ORDER BY n.nspname COLLATE \"C\", t.typname COLLATE \"C\"";

    static final String DOMAIN_CHECKS = """
            SELECT k.contypid, k.conname, k.convalidated, pg_catalog.pg_get_expr(k.conbin, 0) AS expression, d.description
              FROM pg_catalog.pg_constraint k
              JOIN pg_catalog.pg_type t ON t.oid = k.contypid
              LEFT JOIN pg_catalog.pg_description d
                ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass
             WHERE t.typnamespace = ANY (?::oid[]) AND k.contype = 'c'
             ORDER BY k.contypid, k.conname COLLATE "C"
            """;

    /** A row for each field; one without a field for a type that has none. */
    static final String COMPOSITES =
            "SELECT t.oid, t.typrelid, n.nspname, t.typname, td.description AS type_comment, a.attname, "
                    + type("a.atttypid", "a.atttypmod") + ", " + COLLATION + ", d.description\n" + """
              FROM pg_catalog.pg_type t
              JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
              JOIN pg_catalog.pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
              LEFT JOIN pg_catalog.pg_description td
                ON td.objoid = t.oid AND td.classoid = 'pg_catalog.pg_type'::regclass AND td.objsubid = 0
              LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              LEFT JOIN pg_catalog.pg_type b ON b.oid = a.atttypid
            """ + named("b")
                    + """

              LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation AND a.attcollation <> b.typcollation
              LEFT JOIN pg_catalog.pg_description d
                ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = a.attnum
             WHERE t.typnamespace = ANY (?::oid[]) AND t.typtype = 'c'
            """
                    + OWN + " ORDER BY n.nspname COLLATE \"C\", t.typname COLLATE \"C\", a.attnum";

    /** The type of several ranges is there since version 14. */
    private static final String RANGES = "SELECT t.oid, n.nspname, t.typname, " + type("r.rngsubtype", "NULL") + ",\n"
            + """
                   CASE WHEN NOT o.opcdefault
                        THEN pg_catalog.quote_ident(opn.nspname) || '.' || pg_catalog.quote_ident(o.opcname) END
                       AS operator_class,
                   """ + COLLATION + """
                   , NULLIF(r.rngsubdiff::oid, 0)::regproc::text AS difference,
                   NULLIF(r.rngcanonical::oid, 0)::regproc::text AS canonical,
                   m.oid AS multirange, m.typname AS multirange_name, d.description
              FROM pg_catalog.pg_type t
              JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
              JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
              JOIN pg_catalog.pg_type b ON b.oid = r.rngsubtype
            """ + named("b") + """

              LEFT JOIN pg_catalog.pg_opclass o ON o.oid = r.rngsubopc
              LEFT JOIN pg_catalog.pg_namespace opn ON opn.oid = o.opcnamespace
              LEFT JOIN pg_catalog.pg_collation co ON co.oid = r.rngcollation AND r.rngcollation <> b.typcollation
              LEFT JOIN pg_catalog.pg_type m ON m.oid = r.rngmultitypid
              LEFT JOIN pg_catalog.pg_description d
                ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_type'::regclass AND d.objsubid = 0
             WHERE t.typnamespace = ANY (?::oid[]) AND t.typtype = 'r'
            """ + OWN
            + " ORDER BY n.nspname COLLATE \"C\", t.typname COLLATE \"C\"";

    static String ranges(PostgresVersion version) {
        return version.hasMultiranges() ? RANGES : RANGES.replace("r.rngmultitypid", "NULL");
    }

    /** Version and comment are null where they are those that the server's files give. */
    static final String EXTENSIONS = """
            SELECT x.oid, x.extname, n.nspname,
                   CASE WHEN x.extversion IS DISTINCT FROM a.default_version THEN x.extversion END AS version,
                   CASE WHEN d.description IS DISTINCT FROM a.comment THEN COALESCE(d.description, '') END AS comment,
                   d.description
              FROM pg_catalog.pg_extension x
              JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace
              LEFT JOIN pg_catalog.pg_available_extensions() a ON a.name = x.extname
              LEFT JOIN pg_catalog.pg_description d
                ON d.objoid = x.oid AND d.classoid = 'pg_catalog.pg_extension'::regclass
             WHERE x.extname <> 'plpgsql'
             ORDER BY x.extname COLLATE "C"
            """;
}
