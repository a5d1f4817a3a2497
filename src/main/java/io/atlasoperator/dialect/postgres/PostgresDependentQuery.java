package io.atlasoperator.dialect.postgres;

import io.atlasoperator.inspect.Dependent;
import io.atlasoperator.schema.QualifiedName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Looks for what {@code DROP SCHEMA … CASCADE} takes along from other schemas. */
final class PostgresDependentQuery {

    private PostgresDependentQuery() {}

    private static final String OUTSIDE = """
            WITH RECURSIVE gone (classid, objid, objsubid) AS (
                SELECT 'pg_catalog.pg_namespace'::pg_catalog.regclass::oid, n.oid, 0
                  FROM pg_catalog.pg_namespace n WHERE n.nspname = ANY (?::text[])
                 UNION
                SELECT next.classid, next.objid, next.objsubid
                  FROM gone g
                 CROSS JOIN LATERAL (
                       SELECT d.classid, d.objid, d.objsubid
                         FROM pg_catalog.pg_depend d
                        WHERE d.refclassid = g.classid AND d.refobjid = g.objid
                          AND (g.objsubid = 0 OR d.refobjsubid = g.objsubid)
                        UNION ALL
                       -- a view goes with the rule that makes it one
                       SELECT d.refclassid, d.refobjid, d.refobjsubid
                         FROM pg_catalog.pg_depend d
                        WHERE d.classid = g.classid AND d.objid = g.objid AND d.deptype = 'i'
                          AND g.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass) next
            ), found (kind, schema, name, part) AS (
                SELECT CASE WHEN g.objsubid > 0 THEN 'column'
                            ELSE CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized'
                                                WHEN 'S' THEN 'sequence' WHEN 'c' THEN 'composite' ELSE 'table' END END,
                       c.relnamespace, c.relname::text, a.attname::text
                  FROM gone g
                  JOIN pg_catalog.pg_class c ON c.oid = g.objid AND c.relkind NOT IN ('i', 'I', 't')
                  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = g.objsubid AND g.objsubid > 0
                 WHERE g.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                 UNION
                SELECT 'index', t.relnamespace, t.relname, c.relname
                  FROM gone g
                  JOIN pg_catalog.pg_class c ON c.oid = g.objid
                  JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
                  JOIN pg_catalog.pg_class t ON t.oid = i.indrelid AND t.relkind <> 't'
                 WHERE g.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                 UNION
                SELECT 'constraint', t.relnamespace, t.relname, k.conname
                  FROM gone g
                  JOIN pg_catalog.pg_constraint k ON k.oid = g.objid
                  JOIN pg_catalog.pg_class t ON t.oid = k.conrelid
                 WHERE g.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
                 UNION
                SELECT 'default of column', t.relnamespace, t.relname, a.attname
                  FROM gone g
                  JOIN pg_catalog.pg_attrdef x ON x.oid = g.objid
                  JOIN pg_catalog.pg_class t ON t.oid = x.adrelid
                  JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.adnum
                 WHERE g.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
                 UNION
                SELECT 'trigger', t.relnamespace, t.relname, x.tgname
                  FROM gone g
                  JOIN pg_catalog.pg_trigger x ON x.oid = g.objid AND NOT x.tgisinternal
                  JOIN pg_catalog.pg_class t ON t.oid = x.tgrelid
                 WHERE g.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass
                 UNION
                SELECT 'policy', t.relnamespace, t.relname, x.polname
                  FROM gone g
                  JOIN pg_catalog.pg_policy x ON x.oid = g.objid
                  JOIN pg_catalog.pg_class t ON t.oid = x.polrelid
                 WHERE g.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass
                 UNION
                SELECT 'rule', t.relnamespace, t.relname, x.rulename
                  FROM gone g
                  JOIN pg_catalog.pg_rewrite x ON x.oid = g.objid AND x.rulename <> '_RETURN'
                  JOIN pg_catalog.pg_class t ON t.oid = x.ev_class
                 WHERE g.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
                 UNION
                SELECT CASE x.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
                       x.pronamespace, x.proname, NULL
                  FROM gone g
                  JOIN pg_catalog.pg_proc x ON x.oid = g.objid
                 WHERE g.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
                 UNION
                SELECT CASE x.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain'
                                      WHEN 'r' THEN 'range' WHEN 'm' THEN 'range' ELSE 'type' END,
                       x.typnamespace, x.typname, NULL
                  FROM gone g
                  JOIN pg_catalog.pg_type x ON x.oid = g.objid
                 -- neither the rows of a table nor arrays, which come and go with another type
                 WHERE x.typrelid = 0 AND x.typcategory <> 'A'
                   AND g.classid = 'pg_catalog.pg_type'::pg_catalog.regclass
                 UNION
                SELECT o.type, n.oid, o.name, NULL
                  FROM gone g
                 CROSS JOIN LATERAL pg_catalog.pg_identify_object(g.classid, g.objid, g.objsubid) o
                  JOIN pg_catalog.pg_namespace n ON n.nspname = o.schema
                 WHERE o.name IS NOT NULL
                   AND g.classid NOT IN ('pg_catalog.pg_class'::pg_catalog.regclass,
                                         'pg_catalog.pg_type'::pg_catalog.regclass)
            )
            SELECT f.kind, n.nspname, f.name, f.part
              FROM found f
              JOIN pg_catalog.pg_namespace n ON n.oid = f.schema
             WHERE n.nspname <> ALL (?::text[])
               -- temporary objects of others
               AND n.nspname NOT LIKE 'pg\\_%'
             ORDER BY 2, 3, 4, 1
            """;

    /** What is outside of the schemas and depends on something inside, itself or by way of others. */
    static List<Dependent> outside(Connection connection, Collection<String> schemas) throws SQLException {
        List<Dependent> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(OUTSIDE)) {
            Object[] names = schemas.toArray();
            statement.setArray(1, connection.createArrayOf("text", names));
            statement.setArray(2, connection.createArrayOf("text", names));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Dependent(
                            rows.getString(1),
                            new QualifiedName(rows.getString(2), rows.getString(3)),
                            rows.getString(4)));
                }
            }
        }
        return found;
    }
}
