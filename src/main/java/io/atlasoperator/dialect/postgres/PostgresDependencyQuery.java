package io.atlasoperator.dialect.postgres;

/**
 * The query for what needs what, whatever the schema. A default, a constraint, an index or a rule counts as the relation
 * or type it belongs to, a row type as its relation, an array as its elements and a part of an extension as the
 * extension. What the server brought along itself is left out: its numbers are below 16384.
 *
 * <p>Most of the server's notes say only that a part belongs to its whole: an index to its columns, a row type to its
 * table. They are left out before anything is joined, for joining them is what would take the time.
 */
final class PostgresDependencyQuery {

    private PostgresDependencyQuery() {}

    static final String TEXT = """
            WITH noted AS MATERIALIZED (
                SELECT d.classid, d.objid, d.refclassid, d.refobjid, d.refobjsubid
                  FROM pg_catalog.pg_depend d
                 WHERE d.objid >= 16384 AND d.refobjid >= 16384
                   AND d.refclassid <> 'pg_catalog.pg_namespace'::regclass
                   -- the triggers of foreign keys
                   AND (d.classid <> 'pg_catalog.pg_trigger'::regclass
                        OR d.objid IN (SELECT t.oid FROM pg_catalog.pg_trigger t WHERE NOT t.tgisinternal))
                   AND (d.deptype = 'n'
                        OR d.deptype = 'a'
                       AND d.classid NOT IN ('pg_catalog.pg_attrdef'::regclass, 'pg_catalog.pg_constraint'::regclass)
                       -- the columns of an index, and a sequence that goes with its column
                       AND NOT (d.classid = 'pg_catalog.pg_class'::regclass
                                AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjsubid > 0)
                        OR d.deptype = 'i'
                       AND d.classid NOT IN ('pg_catalog.pg_attrdef'::regclass, 'pg_catalog.pg_constraint'::regclass,
                                             'pg_catalog.pg_class'::regclass, 'pg_catalog.pg_rewrite'::regclass,
                                             'pg_catalog.pg_type'::regclass))
            ), link AS (
                SELECT CASE WHEN rw.oid IS NOT NULL OR ad.oid IS NOT NULL OR i.indexrelid IS NOT NULL OR k.conrelid <> 0
                            THEN 'pg_class'
                            WHEN k.contypid <> 0 THEN 'pg_type'
                            ELSE (SELECT c.relname FROM pg_catalog.pg_class c WHERE c.oid = d.classid) END AS class,
                       COALESCE(rw.ev_class, ad.adrelid, i.indrelid, NULLIF(k.conrelid, 0), NULLIF(k.contypid, 0), d.objid)
                           AS number,
                       CASE WHEN e.refobjid IS NOT NULL THEN 'pg_extension'
                            WHEN rc.oid IS NOT NULL OR ri.indexrelid IS NOT NULL OR rk.conrelid <> 0 THEN 'pg_class'
                            WHEN rk.contypid <> 0 THEN 'pg_type'
                            ELSE (SELECT c.relname FROM pg_catalog.pg_class c WHERE c.oid = d.refclassid)
                            END AS needed_class,
                       COALESCE(e.refobjid, rc.oid, ri.indrelid, NULLIF(rk.conrelid, 0), NULLIF(rk.contypid, 0), re.oid,
                                d.refobjid) AS needed_number,
                       CASE WHEN d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjsubid > 0
                            THEN (SELECT a.attname FROM pg_catalog.pg_attribute a
                                   WHERE a.attrelid = d.refobjid AND a.attnum = d.refobjsubid) END AS needed_column
                  FROM noted d
                  LEFT JOIN pg_catalog.pg_rewrite rw
                    ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND rw.oid = d.objid AND rw.rulename = '_RETURN'
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
                 -- foreign keys are in the model, and a constraint trigger is no constraint of its table
                 WHERE COALESCE(k.contype NOT IN ('f', 't'), true)
            )
            SELECT DISTINCT class, number, needed_class, needed_number, needed_column
              FROM link
             WHERE class <> needed_class OR number <> needed_number
            """;
}
