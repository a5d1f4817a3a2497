package io.atlasoperator.dialect.postgres;

import java.sql.SQLException;
import java.util.Collection;

/**
 * Which of the rarer objects a database has at all. Those that it has not are not asked for: to plan a query on the catalog
 * takes the server longer than to find that there is nothing.
 *
 * @param sequences whether there are sequences, also those of columns
 * @param routines whether there are functions, procedures or aggregates
 * @param triggers whether there are triggers on tables or views
 * @param ofTables whether there are policies, extended statistics or rules
 * @param eventTriggers whether there are event triggers
 * @param extensions whether there are extensions beside the one that each database has
 * @param definitions whether there are casts, collations, operators, text search objects or publications
 * @param families whether there are partitions, or tables that inherit
 * @param permissions whether somebody has granted or revoked anything
 * @param unmanaged whether there is anything of a kind that is not managed
 */
record PostgresCensus(
        boolean sequences,
        boolean routines,
        boolean triggers,
        boolean ofTables,
        boolean eventTriggers,
        boolean extensions,
        boolean definitions,
        boolean families,
        boolean permissions,
        boolean unmanaged) {

    /** Objects with a lower number came with the server. */
    private static final String QUERY = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_sequence) AS sequences,
                   EXISTS (SELECT FROM pg_catalog.pg_proc
                            WHERE oid >= 16384 AND pronamespace <> 'pg_catalog'::regnamespace) AS routines,
                   EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE NOT tgisinternal) AS triggers,
                   EXISTS (SELECT FROM pg_catalog.pg_policy)
                       OR EXISTS (SELECT FROM pg_catalog.pg_statistic_ext)
                       OR EXISTS (SELECT FROM pg_catalog.pg_rewrite WHERE oid >= 16384 AND rulename <> '_RETURN')
                       AS of_tables,
                   EXISTS (SELECT FROM pg_catalog.pg_event_trigger) AS event_triggers,
                   EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql') AS extensions,
                   EXISTS (SELECT FROM pg_catalog.pg_collation WHERE oid >= 16384)
                       OR EXISTS (SELECT FROM pg_catalog.pg_cast WHERE oid >= 16384)
                       OR EXISTS (SELECT FROM pg_catalog.pg_operator WHERE oid >= 16384)
                       OR EXISTS (SELECT FROM pg_catalog.pg_ts_dict WHERE oid >= 16384)
                       OR EXISTS (SELECT FROM pg_catalog.pg_ts_config WHERE oid >= 16384)
                       OR EXISTS (SELECT FROM pg_catalog.pg_publication)
                       AS definitions,
                   EXISTS (SELECT FROM pg_catalog.pg_inherits) AS families,
                   EXISTS (SELECT FROM pg_catalog.pg_class WHERE relacl IS NOT NULL AND oid >= 16384)
                   OR EXISTS (SELECT FROM pg_catalog.pg_proc WHERE proacl IS NOT NULL AND oid >= 16384)
                   OR EXISTS (SELECT FROM pg_catalog.pg_type WHERE typacl IS NOT NULL AND oid >= 16384)
                   OR EXISTS (SELECT FROM pg_catalog.pg_default_acl)
                   OR EXISTS (SELECT FROM pg_catalog.pg_namespace n
                               WHERE n.nspacl IS NOT NULL AND n.nspname <> 'information_schema'
                                 AND NOT EXISTS (
                                     SELECT FROM pg_catalog.pg_init_privs i
                                      WHERE i.objoid = n.oid AND i.classoid = 'pg_catalog.pg_namespace'::regclass
                                        AND i.initprivs = n.nspacl))
                   OR EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attacl IS NOT NULL AND attrelid >= 16384)
                       AS permissions,
                   EXISTS (SELECT FROM pg_catalog.pg_opfamily WHERE oid >= 16384)
                   OR EXISTS (SELECT FROM pg_catalog.pg_opclass WHERE oid >= 16384)
                   OR EXISTS (SELECT FROM pg_catalog.pg_conversion WHERE oid >= 16384)
                   OR EXISTS (SELECT FROM pg_catalog.pg_ts_parser WHERE oid >= 16384)
                   OR EXISTS (SELECT FROM pg_catalog.pg_ts_template WHERE oid >= 16384)
                   OR EXISTS (SELECT FROM pg_catalog.pg_foreign_data_wrapper)
                   OR EXISTS (SELECT FROM pg_catalog.pg_language WHERE oid >= 16384)
                   OR EXISTS (SELECT FROM pg_catalog.pg_am WHERE oid >= 16384)
                   OR EXISTS (SELECT FROM pg_catalog.pg_transform)
                   OR EXISTS (SELECT FROM pg_catalog.pg_cast WHERE oid >= 16384)
                   OR EXISTS (SELECT FROM pg_catalog.pg_largeobject_metadata)
                   OR EXISTS (SELECT FROM pg_catalog.pg_subscription s
                               WHERE s.subdbid = (SELECT b.oid FROM pg_catalog.pg_database b
                                                   WHERE b.datname = pg_catalog.current_database()))
                       AS unmanaged
            """;

    /** Looks into each catalog. */
    static PostgresCensus take(CatalogReader catalog) throws SQLException {
        Collection<PostgresCensus> one = catalog.map(
                        QUERY,
                        row -> 1,
                        row -> new PostgresCensus(
                                row.getBoolean("sequences"),
                                row.getBoolean("routines"),
                                row.getBoolean("triggers"),
                                row.getBoolean("of_tables"),
                                row.getBoolean("event_triggers"),
                                row.getBoolean("extensions"),
                                row.getBoolean("definitions"),
                                row.getBoolean("families"),
                                row.getBoolean("permissions"),
                                row.getBoolean("unmanaged")))
                .values();
        return one.iterator().next();
    }
}
