package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresDefinition.What;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.SchemaObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads casts, collations, operators, text search dictionaries and configurations, and publications: all in one query. */
final class PostgresDefinitionReader {
    /**
     * The words and the values of each, in the same order; a value that is null is none. Casts are those of a type of the
     * schemas, or by a function of theirs between types that are no one's.
     */
    private static final String OF_SCHEMAS = """
            WITH schemas AS (
                SELECT n.oid, n.nspname FROM pg_catalog.pg_namespace n WHERE n.oid = ANY (?::oid[])
            ), found AS (
            SELECT 'COLLATION' AS what, 'pg_collation'::regclass AS class, x.oid, s.nspname, x.collname::text AS name,
                   '' AS operands, ARRAY['PROVIDER', 'LOCALE', 'LC_COLLATE', 'LC_CTYPE', 'DETERMINISTIC', 'RULES'] AS words,
                   ARRAY[CASE x.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
                         {locale},
                         CASE WHEN x.collprovider = 'c' AND x.collcollate <> x.collctype THEN x.collcollate::text END,
                         CASE WHEN x.collprovider = 'c' AND x.collcollate <> x.collctype THEN x.collctype::text END,
                         CASE WHEN NOT x.collisdeterministic THEN 'false' END, {rules}] AS texts,
                   '{}'::text[] AS parts, '{}'::text[] AS part_texts
              FROM pg_catalog.pg_collation x JOIN schemas s ON s.oid = x.collnamespace
             UNION ALL
            SELECT 'CAST', 'pg_cast'::regclass, x.oid, COALESCE(ss.nspname, ts.nspname, fs.nspname),
                   pg_catalog.format_type(x.castsource, NULL) || ' AS ' || pg_catalog.format_type(x.casttarget, NULL), '',
                   ARRAY['FUNCTION', 'INOUT', 'CONTEXT'],
                   ARRAY[CASE WHEN x.castmethod = 'f' THEN x.castfunc::regprocedure::text END,
                         CASE WHEN x.castmethod = 'i' THEN '' END,
                         CASE x.castcontext WHEN 'a' THEN 'ASSIGNMENT' WHEN 'i' THEN 'IMPLICIT' END],
                   '{}', '{}'
              FROM pg_catalog.pg_cast x
              JOIN pg_catalog.pg_type st ON st.oid = x.castsource
              JOIN pg_catalog.pg_type tt ON tt.oid = x.casttarget
              LEFT JOIN pg_catalog.pg_proc f ON f.oid = x.castfunc
              LEFT JOIN schemas ss ON ss.oid = st.typnamespace
              LEFT JOIN schemas ts ON ts.oid = tt.typnamespace
              LEFT JOIN schemas fs ON fs.oid = f.pronamespace
             WHERE x.oid >= 16384 AND COALESCE(ss.oid, ts.oid, fs.oid) IS NOT NULL
             UNION ALL
            SELECT 'OPERATOR', 'pg_operator'::regclass, x.oid, s.nspname, x.oprname::text,
                   '(' || CASE x.oprleft WHEN 0 THEN 'NONE' ELSE pg_catalog.format_type(x.oprleft, NULL) END || ', '
                       || CASE x.oprright WHEN 0 THEN 'NONE' ELSE pg_catalog.format_type(x.oprright, NULL) END || ')',
                   ARRAY['FUNCTION', 'COMMUTATOR', 'NEGATOR', 'RESTRICT', 'JOIN', 'HASHES', 'MERGES'],
                   ARRAY[x.oprcode::regproc::text,
                         CASE WHEN pg_catalog.pg_operator_is_visible(c.oid) THEN c.oprname::text
                              ELSE 'OPERATOR(' || pg_catalog.quote_ident(cs.nspname) || '.' || c.oprname || ')' END,
                         CASE WHEN pg_catalog.pg_operator_is_visible(g.oid) THEN g.oprname::text
                              ELSE 'OPERATOR(' || pg_catalog.quote_ident(gs.nspname) || '.' || g.oprname || ')' END,
                         NULLIF(x.oprrest::regproc::text, '-'), NULLIF(x.oprjoin::regproc::text, '-'),
                         CASE WHEN x.oprcanhash THEN '' END, CASE WHEN x.oprcanmerge THEN '' END],
                   '{}', '{}'
              FROM pg_catalog.pg_operator x
              JOIN schemas s ON s.oid = x.oprnamespace
              LEFT JOIN pg_catalog.pg_operator c ON c.oid = x.oprcom
              LEFT JOIN pg_catalog.pg_namespace cs ON cs.oid = c.oprnamespace
              LEFT JOIN pg_catalog.pg_operator g ON g.oid = x.oprnegate
              LEFT JOIN pg_catalog.pg_namespace gs ON gs.oid = g.oprnamespace
             -- what only another operator speaks of is none yet
             WHERE x.oprcode <> 0
             UNION ALL
            SELECT 'TEXT_SEARCH_DICTIONARY', 'pg_ts_dict'::regclass, x.oid, s.nspname, x.dictname::text, '',
                   ARRAY['TEMPLATE', 'OPTIONS'],
                   ARRAY[CASE WHEN pg_catalog.pg_ts_template_is_visible(t.oid) THEN pg_catalog.quote_ident(t.tmplname)
                              ELSE pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(t.tmplname) END,
                         x.dictinitoption],
                   '{}', '{}'
              FROM pg_catalog.pg_ts_dict x
              JOIN schemas s ON s.oid = x.dictnamespace
              JOIN pg_catalog.pg_ts_template t ON t.oid = x.dicttemplate
              JOIN pg_catalog.pg_namespace n ON n.oid = t.tmplnamespace
             UNION ALL
            SELECT 'TEXT_SEARCH_CONFIGURATION', 'pg_ts_config'::regclass, x.oid, s.nspname, x.cfgname::text, '',
                   ARRAY['PARSER'],
                   ARRAY[CASE WHEN pg_catalog.pg_ts_parser_is_visible(p.oid) THEN pg_catalog.quote_ident(p.prsname)
                              ELSE pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(p.prsname) END],
                   m.tokens, m.dictionaries
              FROM pg_catalog.pg_ts_config x
              JOIN schemas s ON s.oid = x.cfgnamespace
              JOIN pg_catalog.pg_ts_parser p ON p.oid = x.cfgparser
              JOIN pg_catalog.pg_namespace n ON n.oid = p.prsnamespace
             CROSS JOIN LATERAL (
                   SELECT pg_catalog.array_agg(a.alias) AS tokens, pg_catalog.array_agg(a.dictionaries) AS dictionaries
                     FROM (SELECT k.alias, pg_catalog.string_agg(c.mapdict::regdictionary::text, ', ' ORDER BY c.mapseqno)
                                  AS dictionaries
                             FROM pg_catalog.pg_ts_config_map c
                             JOIN pg_catalog.ts_token_type(x.cfgparser) k ON k.tokid = c.maptokentype
                            WHERE c.mapcfg = x.oid
                            GROUP BY k.alias) a) m
            """;

    private static final String OF_DATABASE = """
             UNION ALL
            SELECT 'PUBLICATION', 'pg_publication'::regclass, x.oid, '', x.pubname::text, '',
                   ARRAY['ALL_TABLES', 'PUBLISH', 'PUBLISH_VIA_PARTITION_ROOT', 'PUBLISH_GENERATED_COLUMNS'],
                   ARRAY[CASE WHEN x.puballtables THEN '' END,
                         CASE WHEN NOT (x.pubinsert AND x.pubupdate AND x.pubdelete AND x.pubtruncate)
                              THEN pg_catalog.concat_ws(', ', CASE WHEN x.pubinsert THEN 'insert' END,
                                       CASE WHEN x.pubupdate THEN 'update' END, CASE WHEN x.pubdelete THEN 'delete' END,
                                       CASE WHEN x.pubtruncate THEN 'truncate' END) END,
                         CASE WHEN x.pubviaroot THEN 'true' END, {generated}],
                   r.tables, ARRAY[]::text[]
              FROM pg_catalog.pg_publication x
             CROSS JOIN LATERAL (
                   SELECT pg_catalog.array_agg(a.part) AS tables
                     FROM (SELECT 'TABLE ' || pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
                                  || {columns} AS part
                             FROM pg_catalog.pg_publication_rel pr
                             JOIN pg_catalog.pg_class c ON c.oid = pr.prrelid
                             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                            WHERE pr.prpubid = x.oid
                            {schemas}) a) r
            """;

    /** Those that publish something of the schemas and nothing else; the rest is not for a part of a database to change. */
    private static final String OF_SELECTED = """
             WHERE NOT x.puballtables AND r.tables IS NOT NULL
               AND NOT EXISTS (
                   SELECT FROM pg_catalog.pg_publication_rel pr
                     JOIN pg_catalog.pg_class c ON c.oid = pr.prrelid
                    WHERE pr.prpubid = x.oid AND c.relnamespace NOT IN (SELECT s.oid FROM schemas s))
            """;

    private static final String OF_SELECTED_SCHEMAS = """
               AND NOT EXISTS (
                   SELECT FROM pg_catalog.pg_publication_namespace pn
                    WHERE pn.pnpubid = x.oid AND pn.pnnspid NOT IN (SELECT s.oid FROM schemas s))
            """;

    private static final String COLUMNS = """
            COALESCE((SELECT ' (' || pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')'
                                          FROM pg_catalog.unnest(pr.prattrs::int[]) AS k (number)
                                          JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number), '')
                                  || COALESCE(' WHERE (' || pg_catalog.pg_get_expr(pr.prqual, pr.prrelid) || ')', '')""";

    private static final String SCHEMAS = """
            UNION ALL
                           SELECT 'TABLES IN SCHEMA ' || pg_catalog.quote_ident(n.nspname)
                             FROM pg_catalog.pg_publication_namespace pn
                             JOIN pg_catalog.pg_namespace n ON n.oid = pn.pnnspid
                            WHERE pn.pnpubid = x.oid""";

    private static final String REST = """
            )
            SELECT x.*, d.description, x.class::oid::regclass::text AS catalog
              FROM found x
              LEFT JOIN pg_catalog.pg_description d ON d.classoid = x.class AND d.objoid = x.oid AND d.objsubid = 0
             WHERE NOT EXISTS (
                   SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = x.class AND e.objid = x.oid AND e.deptype IN ('e', 'i'))
             ORDER BY x.what COLLATE "C", x.nspname COLLATE "C", x.name COLLATE "C", x.operands COLLATE "C"
            """;

    /** How much of a database is looked at. */
    enum Reach {
        /** The schema that the URL names. */
        ONE_SCHEMA,
        /** Schemas that were selected. */
        SOME_SCHEMAS,
        /** All. */
        DATABASE
    }

    private PostgresDefinitionReader() {}

    /**
     * The objects, in order.
     *
     * @param reach which publications belong to it
     */
    static List<SchemaObject> read(
            CatalogReader catalog, PostgresVersion version, Collection<Long> schemas, Reach reach, CatalogNumbers known)
            throws SQLException {
        List<SchemaObject> found = new ArrayList<>();
        catalog.each(query(version, reach), schemas, row -> {
            PostgresDefinition definition = definition(row);
            known.put(definition.what().catalog(), row.getLong("oid"), definition.key());
            found.add(definition);
        });
        return found;
    }

    private static String query(PostgresVersion version, Reach reach) {
        String query = OF_SCHEMAS
                + switch (reach) {
                    case ONE_SCHEMA -> "";
                    case SOME_SCHEMAS ->
                        OF_DATABASE + OF_SELECTED + (version.hasPublishedParts() ? OF_SELECTED_SCHEMAS : "");
                    case DATABASE -> OF_DATABASE;
                };
        return (query + REST)
                .replace("{locale}", locale(version))
                .replace("{rules}", version.hasCollationRules() ? "x.collicurules" : "NULL")
                .replace(
                        "{generated}",
                        version.hasVirtualColumns() ? "CASE WHEN x.pubgencols = 's' THEN 'stored' END" : "NULL")
                .replace("{columns}", version.hasPublishedParts() ? COLUMNS : "''")
                .replace("{schemas}", version.hasPublishedParts() ? SCHEMAS : "");
    }

    private static String locale(PostgresVersion version) {
        String own = version.hasOneCollationLocale()
                ? "x.colllocale"
                : version.hasIcuLocale() ? "x.colliculocale" : "x.collcollate::text";
        return "CASE WHEN x.collprovider <> 'c' THEN " + own
                + " WHEN x.collcollate = x.collctype THEN x.collcollate::text END";
    }

    private static PostgresDefinition definition(ResultSet row) throws SQLException {
        return new PostgresDefinition(
                What.valueOf(row.getString("what")),
                new QualifiedName(row.getString("nspname"), row.getString("name")),
                row.getString("operands"),
                pairs(row, "words", "texts"),
                pairs(row, "parts", "part_texts"),
                row.getString("description"),
                null);
    }

    /** Words with their texts; a word that has none has an empty one, and one whose text is null is not there. */
    private static SortedMap<String, String> pairs(ResultSet row, String words, String texts) throws SQLException {
        SortedMap<String, String> pairs = new TreeMap<>();
        @Nullable String[] keys = array(row, words);
        @Nullable String[] values = array(row, texts);
        for (int i = 0; i < keys.length; i++) {
            @Nullable String key = keys[i];
            @Nullable String value = i < values.length ? values[i] : "";
            if (key != null && value != null) {
                pairs.put(key, value);
            }
        }
        return pairs;
    }

    private static @Nullable String[] array(ResultSet row, String column) throws SQLException {
        java.sql.@Nullable Array array = row.getArray(column);
        return array == null ? new @Nullable String[0] : (@Nullable String[]) array.getArray();
    }
}
