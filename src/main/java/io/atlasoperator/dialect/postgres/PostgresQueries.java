package io.atlasoperator.dialect.postgres;

/**
 * The catalog queries. Each takes the numbers of the schemas to look at, and each leaves out what belongs to an
 * extension.
 */
final class PostgresQueries {

    private PostgresQueries() {}

    static final String SCHEMAS = """
            SELECT n.oid, n.nspname, d.description
              FROM pg_catalog.pg_namespace n
              LEFT JOIN pg_catalog.pg_description d
                ON d.objoid = n.oid AND d.classoid = 'pg_catalog.pg_namespace'::regclass AND d.objsubid = 0
             WHERE n.nspname !~ '^pg_'
               AND n.nspname NOT IN ('information_schema', 'crdb_internal')
               AND NOT EXISTS (
                   SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_namespace'::regclass AND e.objid = n.oid AND e.deptype = 'e')
             ORDER BY n.nspname COLLATE "C"
            """;

    /** Tables and views. */
    static final String TABLES = """
            SELECT c.oid, n.nspname, c.relname, c.relkind, d.description, p.partstrat, p.partattrs::text AS partattrs,
                   pg_catalog.pg_get_expr(p.partexprs, p.partrelid) AS partexprs,
                   pg_catalog.pg_get_partkeydef(p.partrelid) AS partkey,
                   c.relispartition, pg_catalog.pg_get_expr(c.relpartbound, c.oid) AS bound, parents.schemas AS parent_schemas,
                   parents.names AS parent_names, tn.nspname AS row_type_schema, ty.typname AS row_type_name,
                   c.relpersistence = 'u' AS unlogged, c.relrowsecurity, c.relforcerowsecurity, c.relreplident,
                   CASE WHEN c.relkind IN ('r', 'p') THEN am.amname END AS access_method,
                   CASE WHEN c.relkind IN ('r', 'p') THEN c.reloptions::text[] END AS parameters,
                   (SELECT pg_catalog.array_agg('toast.' || o.option)
                      FROM pg_catalog.pg_class tc, pg_catalog.unnest(tc.reloptions::text[]) AS o (option)
                     WHERE tc.oid = c.reltoastrelid AND c.relkind = 'r') AS toast_parameters,
                   (SELECT ic.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
                     WHERE i.indrelid = c.oid AND i.indisreplident) AS replica_index,
                   (SELECT ic.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
                     WHERE i.indrelid = c.oid AND i.indisclustered AND c.relkind <> 'm') AS cluster_index
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_catalog.pg_description d
                ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
              LEFT JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = c.oid
              LEFT JOIN pg_catalog.pg_type ty ON ty.oid = c.reloftype
              LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = ty.typnamespace
              LEFT JOIN pg_catalog.pg_am am
                ON am.oid = c.relam AND am.amname <> pg_catalog.current_setting('default_table_access_method')
              LEFT JOIN (
                   SELECT h.inhrelid, pg_catalog.array_agg(pn.nspname::text ORDER BY h.inhseqno) AS schemas,
                          pg_catalog.array_agg(pc.relname::text ORDER BY h.inhseqno) AS names
                     FROM pg_catalog.pg_inherits h
                     JOIN pg_catalog.pg_class pc ON pc.oid = h.inhparent AND pc.relkind IN ('r', 'p')
                     JOIN pg_catalog.pg_namespace pn ON pn.oid = pc.relnamespace
                    GROUP BY h.inhrelid) parents ON parents.inhrelid = c.oid
             WHERE c.relnamespace = ANY (?::oid[])
               AND c.relkind IN ('r', 'p', 'v', 'm')
               AND NOT EXISTS (
                   SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
             ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
            """;

    static final String VIEWS = """
            SELECT c.oid, c.relkind, c.relispopulated, pg_catalog.pg_get_viewdef(c.oid) AS definition,
                   c.reloptions::text[] AS parameters
              FROM pg_catalog.pg_class c
             WHERE c.relnamespace = ANY (?::oid[])
               AND c.relkind IN ('v', 'm')
               AND NOT EXISTS (
                   SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
            """;

    static final String COLUMNS = """
            SELECT a.attrelid, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
                   en.nspname AS type_schema, et.typname AS type_name, et.oid <> a.atttypid AS type_array,
                   a.attnotnull, pg_catalog.pg_get_expr(ad.adbin, ad.adrelid) AS expression,
                   a.attgenerated, a.attidentity, """ + PostgresTypeQueries.COLLATION + """
                   , d.description,
                   a.attislocal, a.attinhcount > 0 AS from_parent, c.relispartition,
                   CASE WHEN a.attstorage <> t.typstorage AND c.relkind IN ('r', 'p') THEN a.attstorage END AS storage,
                   CASE WHEN c.relkind IN ('r', 'p') THEN NULLIF(a.attcompression, '') END AS compression,
                   NULLIF(a.attstattarget, -1) AS statistics, a.attoptions::text[] AS parameters,
                   not_null.conname AS not_null_name
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
              LEFT JOIN pg_catalog.pg_type et
                ON et.oid = CASE WHEN t.typtype = 'b' AND t.typcategory = 'A' AND t.typelem <> 0
                                 THEN t.typelem ELSE t.oid END
              LEFT JOIN pg_catalog.pg_namespace en ON en.oid = et.typnamespace
              LEFT JOIN pg_catalog.pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
              LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation AND a.attcollation <> t.typcollation
              LEFT JOIN pg_catalog.pg_description d
                ON d.objoid = a.attrelid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = a.attnum
              LEFT JOIN pg_catalog.pg_constraint not_null
                ON not_null.conrelid = a.attrelid AND not_null.contype = 'n' AND not_null.conkey[1] = a.attnum
             WHERE c.relnamespace = ANY (?::oid[])
               AND c.relkind IN ('r', 'p', 'v', 'm')
             ORDER BY a.attrelid, a.attnum
            """;

    /** Every sequence, with the column that owns it if there is one: by identity ({@code i}) or otherwise ({@code a}). */
    static final String SEQUENCES = """
            SELECT c.oid, n.nspname, c.relname, pg_catalog.format_type(s.seqtypid, NULL) AS type, s.seqstart,
                   s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle, c.relpersistence = 'u' AS unlogged,
                   x.description, d.deptype, d.refobjid, d.refobjsubid, oc.relname AS owner_table,
                   oa.attname AS owner_column
              FROM pg_catalog.pg_sequence s
              JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_catalog.pg_depend d
                ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
               AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
              LEFT JOIN pg_catalog.pg_class oc ON oc.oid = d.refobjid
              LEFT JOIN pg_catalog.pg_attribute oa ON oa.attrelid = d.refobjid AND oa.attnum = d.refobjsubid
              LEFT JOIN pg_catalog.pg_description x
                ON x.objoid = c.oid AND x.classoid = 'pg_catalog.pg_class'::regclass AND x.objsubid = 0
             WHERE c.relnamespace = ANY (?::oid[])
               AND NOT EXISTS (
                   SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
             ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
            """;

    /** A row for each part of each index; {@code indnullsnotdistinct} is there since version 15. */
    static final String INDEXES = """
            SELECT i.indrelid, i.indexrelid, ic.relname, i.indisunique, i.indisprimary, i.indisvalid, am.amname,
                   con.contype, con.condeferrable, con.condeferred, i.indnullsnotdistinct AS nulls_not_distinct,
                   pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS predicate,
                   (SELECT o.option_value FROM pg_catalog.pg_options_to_table(ic.reloptions) o
                     WHERE o.option_name = 'pages_per_range')::bigint AS pages_per_range,
                   (SELECT pg_catalog.array_agg(o.option) FROM pg_catalog.unnest(ic.reloptions::text[]) AS o (option)
                     WHERE o.option !~ '^pages_per_range=') AS parameters,
                   EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = i.indexrelid) AS attached,
                   c.relkind = 'p' AS partitioned, con.conperiod AS without_overlaps,
                   cd.description AS constraint_description,
                   CASE WHEN con.contype = 'x'
                        THEN (SELECT CASE WHEN pg_catalog.pg_operator_is_visible(xo.oid) THEN xo.oprname::text
                                          ELSE 'OPERATOR(' || pg_catalog.quote_ident(xn.nspname) || '.' || xo.oprname || ')'
                                          END
                                FROM pg_catalog.pg_operator xo
                                JOIN pg_catalog.pg_namespace xn ON xn.oid = xo.oprnamespace
                               WHERE xo.oid = con.conexclop[k.position]) END AS operator,
                   d.description, k.position > i.indnkeyatts AS included, a.attname,
                   CASE WHEN k.attnum = 0 THEN pg_catalog.pg_get_indexdef(i.indexrelid, k.position::int, false) END
                       AS expression,
                   i.indoption[k.position - 1] & 1 <> 0 AS descending,
                   i.indoption[k.position - 1] & 2 <> 0 AS nulls_first,
                   CASE WHEN NOT op.opcdefault
                          OR op.opcintype = 'text'::regtype AND ia.atttypid = 'bpchar'::regtype
                          OR ia.attoptions IS NOT NULL
                        THEN CASE WHEN pg_catalog.pg_opclass_is_visible(op.oid)
                                    OR opn.nspname = 'public' AND pg_catalog.current_setting('search_path') IN ('', '""')
                                  THEN '' ELSE pg_catalog.quote_ident(opn.nspname) || '.' END
                             || pg_catalog.quote_ident(op.opcname) END AS operator_class,
                   (SELECT pg_catalog.string_agg(o.option_name || '=' || o.option_value, ', ')
                      FROM pg_catalog.pg_options_to_table(ia.attoptions) o) AS operator_class_parameters,
                   """ + PostgresTypeQueries.COLLATION + "\n" + """
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_index i ON i.indrelid = c.oid
              JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
              JOIN pg_catalog.pg_am am ON am.oid = ic.relam
              LEFT JOIN pg_catalog.pg_constraint con
                ON con.conindid = i.indexrelid AND con.conrelid = i.indrelid AND con.contype IN ('p', 'u', 'x')
              LEFT JOIN pg_catalog.pg_description cd
                ON cd.objoid = con.oid AND cd.classoid = 'pg_catalog.pg_constraint'::regclass
              LEFT JOIN pg_catalog.pg_description d
                ON d.objoid = ic.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
             CROSS JOIN LATERAL pg_catalog.unnest(i.indkey) WITH ORDINALITY AS k (attnum, position)
              JOIN pg_catalog.pg_attribute ia ON ia.attrelid = i.indexrelid AND ia.attnum = k.position
              LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum <> 0
              LEFT JOIN pg_catalog.pg_type it ON it.oid = ia.atttypid
              LEFT JOIN pg_catalog.pg_opclass op ON op.oid = i.indclass[k.position - 1]
              LEFT JOIN pg_catalog.pg_namespace opn ON opn.oid = op.opcnamespace
              LEFT JOIN pg_catalog.pg_collation co
                ON co.oid = i.indcollation[k.position - 1]
               AND co.oid <> COALESCE(a.attcollation, it.typcollation)
             WHERE c.relnamespace = ANY (?::oid[])
               AND c.relkind IN ('r', 'p', 'v', 'm')
             ORDER BY i.indrelid, ic.relname COLLATE "C", k.position
            """;

    /** Foreign keys and checks; keys that the server adds for each partition of a referenced table are left out. */
    static final String CONSTRAINTS = """
            SELECT k.conrelid, k.contype, k.conname, k.connoinherit,
                   CASE WHEN k.contype = 'c' THEN pg_catalog.pg_get_expr(k.conbin, k.conrelid) END AS expression,
                   rn.nspname AS ref_schema, rc.relname AS ref_table, k.confupdtype, k.confdeltype,
                   k.condeferrable, k.condeferred, k.conenforced AS enforced, k.convalidated, k.conperiod AS period,
                   k.confmatchtype = 'f' AS match_full, NOT k.conislocal AS merged, k.coninhcount > 0 AS from_parent,
                   d.description,
                   CASE WHEN k.contype = 'f' THEN ARRAY (
                       SELECT (SELECT a.attname::text FROM pg_catalog.pg_attribute a
                                WHERE a.attrelid = k.conrelid AND a.attnum = u.attnum)
                         FROM pg_catalog.unnest(k.confdelsetcols) WITH ORDINALITY AS u (attnum, position)
                        ORDER BY u.position) END AS set_columns,
                   CASE WHEN k.contype = 'f' THEN ARRAY (
                       SELECT (SELECT a.attname::text FROM pg_catalog.pg_attribute a
                                WHERE a.attrelid = k.conrelid AND a.attnum = u.attnum)
                         FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u (attnum, position)
                        ORDER BY u.position) END AS columns,
                   CASE WHEN k.contype = 'f' THEN ARRAY (
                       SELECT (SELECT a.attname::text FROM pg_catalog.pg_attribute a
                                WHERE a.attrelid = k.confrelid AND a.attnum = u.attnum)
                         FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS u (attnum, position)
                        ORDER BY u.position) END AS ref_columns
              FROM pg_catalog.pg_constraint k
              JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
              LEFT JOIN pg_catalog.pg_class rc ON rc.oid = k.confrelid
              LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = rc.relnamespace
              LEFT JOIN pg_catalog.pg_constraint pk ON pk.oid = k.conparentid
              LEFT JOIN pg_catalog.pg_description d
                ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass
             WHERE c.relnamespace = ANY (?::oid[])
               AND c.relkind IN ('r', 'p')
               AND k.contype IN ('f', 'c')
               AND (pk.oid IS NULL OR pk.conrelid <> k.conrelid AND pk.confrelid = k.confrelid)
             ORDER BY k.conrelid, k.conname COLLATE "C"
            """;

    static final String ENUMS = """
            SELECT t.oid, n.nspname, t.typname, d.description,
                   (SELECT pg_catalog.array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
                      FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid) AS labels
              FROM pg_catalog.pg_type t
              JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
              LEFT JOIN pg_catalog.pg_description d
                ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_type'::regclass AND d.objsubid = 0
             WHERE t.typnamespace = ANY (?::oid[])
               AND t.typtype = 'e'
               AND NOT EXISTS (
                   SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
             ORDER BY n.nspname COLLATE "C", t.typname COLLATE "C"
            """;

    static String columns(PostgresVersion version) {
        String text = version.server().major() >= 14 ? COLUMNS : COLUMNS.replace("a.attcompression", "''");
        return version.hasUnenforcedConstraints() ? text : withoutNotNullNames(text);
    }

    private static String withoutNotNullNames(String text) {
        int from = text.indexOf("LEFT JOIN pg_catalog.pg_constraint not_null");
        int to = text.indexOf("WHERE", from);
        return (text.substring(0, from) + text.substring(to)).replace("not_null.conname", "NULL");
    }

    static String indexes(PostgresVersion version) {
        String text = version.hasNullsNotDistinct() ? INDEXES : INDEXES.replace("i.indnullsnotdistinct", "false");
        return version.hasUnenforcedConstraints() ? text : text.replace("con.conperiod", "false");
    }

    static String constraints(PostgresVersion version) {
        String text =
                version.hasPartialSetNull() ? CONSTRAINTS : CONSTRAINTS.replace("k.confdelsetcols", "NULL::int2[]");
        return version.hasUnenforcedConstraints()
                ? text
                : text.replace("k.conenforced", "true").replace("k.conperiod", "false");
    }
}
