package io.atlasoperator.dialect.postgres;

/**
 * The query for what needs what, whatever the schema. A default, a constraint, an index or a rule counts as the relation
 * or type it belongs to, a row type as its relation, an array as its elements and a part of an extension as the
 * extension. What the server brought along itself is left out: its numbers are below 16384.
 */
final class PostgresDependencyQuery {

    private PostgresDependencyQuery() {}

    static final String TEXT = """
            WITH link AS (
                SELECT CASE WHEN rw.oid IS NOT NULL OR ad.oid IS NOT NULL OR i.indexrelid IS NOT NULL OR k.conrelid <> 0
                            THEN 'pg_class'
                            WHEN k.contypid <> 0 THEN 'pg_type'
                            ELSE dc.relname END AS class,
                       COALESCE(rw.ev_class, ad.adrelid, i.indrelid, NULLIF(k.conrelid, 0), NULLIF(k.contypid, 0), d.objid)
                           AS number,
                       CASE WHEN e.refobjid IS NOT NULL THEN 'pg_extension'
                            WHEN rc.oid IS NOT NULL OR ri.indexrelid IS NOT NULL OR rk.conrelid <> 0 THEN 'pg_class'
                            WHEN rk.contypid <> 0 THEN 'pg_type'
                            ELSE nc.relname END AS needed_class,
                       COALESCE(e.refobjid, rc.oid, ri.indrelid, NULLIF(rk.conrelid, 0), NULLIF(rk.contypid, 0), re.oid,
                                d.refobjid) AS needed_number,
                       a.attname AS needed_column
                  FROM pg_catalog.pg_depend d
                  JOIN pg_catalog.pg_class dc ON dc.oid = d.classid
                  JOIN pg_catalog.pg_class nc ON nc.oid = d.refclassid
                  LEFT JOIN pg_catalog.pg_rewrite rw
                    ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND rw.oid = d.objid
                  LEFT JOIN pg_catalog.pg_attrdef ad
                    ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND ad.oid = d.objid
                  LEFT JOIN pg_catalog.pg_constraint k
                    ON d.classid = 'pg_catalog.pg_constraint'::regclass AND k.oid = d.objid
                  LEFT JOIN pg_catalog.pg_index i
                    ON d.classid = 'pg_catalog.pg_class'::regclass AND i.indexrelid = d.objid
                  LEFT JOIN pg_catalog.pg_type rt
                    ON d.refclassid = 'pg_catalog.pg_type'::regclass AND rt.oid = d.refobjid
                  LEFT JOIN pg_catalog.pg_type re
                    ON re.oid = CASE WHEN rt.typtype = 'b' AND rt.typcategory = 'A' AND rt.typelem <> 0 THEN rt.typelem ELSE rt.oid END
                  LEFT JOIN pg_catalog.pg_class rc
                    ON rc.oid = re.typrelid AND rc.relkind <> 'c'
                  LEFT JOIN pg_catalog.pg_index ri
                    ON d.refclassid = 'pg_catalog.pg_class'::regclass AND ri.indexrelid = d.refobjid
                  LEFT JOIN pg_catalog.pg_constraint rk
                    ON d.refclassid = 'pg_catalog.pg_constraint'::regclass AND rk.oid = d.refobjid
                  LEFT JOIN pg_catalog.pg_depend e
                    ON e.classid = d.refclassid AND e.objid = d.refobjid AND e.deptype = 'e'
                  LEFT JOIN pg_catalog.pg_attribute a
                    ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjsubid > 0
                   AND a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                 WHERE d.objid >= 16384 AND d.refobjid >= 16384
                   AND d.deptype IN ('n', 'a', 'i')
                   -- foreign keys are in the model, a constraint trigger is no constraint of its table, and a sequence
                   -- that goes with its column does not need it
                   AND COALESCE(k.contype NOT IN ('f', 't'), true)
                   AND NOT (
                       d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
                       AND d.refclassid = 'pg_catalog.pg_class'::regclass AND i.indexrelid IS NULL)
            )
            SELECT DISTINCT class, number, needed_class, needed_number, needed_column
              FROM link
             WHERE class <> needed_class OR number <> needed_number
            """;
}
