package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.CatalogNumbers.Catalog;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.SchemaObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the objects that go with a table and are no part of it: policies, extended statistics, rules. */
final class PostgresTableObjectReader {
    private static final String POLICIES = """
            SELECT p.oid, n.nspname, c.relname, p.polname, p.polpermissive, p.polcmd, d.description,
                   (SELECT pg_catalog.array_agg(CASE r.oid WHEN 0 THEN 'PUBLIC' ELSE a.rolname::text END)
                      FROM pg_catalog.unnest(p.polroles) AS r (oid)
                      LEFT JOIN pg_catalog.pg_roles a ON a.oid = r.oid) AS roles,
                   pg_catalog.pg_get_expr(p.polqual, p.polrelid) AS using,
                   pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) AS with_check
              FROM pg_catalog.pg_policy p
              JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_catalog.pg_description d
                ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_policy'::regclass
             WHERE c.relnamespace = ANY (?::oid[])
               AND NOT EXISTS (
                   SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
             ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", p.polname COLLATE "C"
            """;

    /** The definition behind the name; the name in it always has its schema. */
    private static final String STATISTICS = """
            SELECT s.oid, n.nspname, s.stxname, tn.nspname AS table_schema, c.relname,
                   NULLIF(s.stxstattarget, -1) AS target, d.description,
                   pg_catalog.substr(
                       pg_catalog.pg_get_statisticsobjdef(s.oid),
                       pg_catalog.length('CREATE STATISTICS ' || pg_catalog.quote_ident(n.nspname) || '.'
                           || pg_catalog.quote_ident(s.stxname)) + 1) AS definition,
                   pg_catalog.length(' FROM ' || c.oid::regclass::text) AS ending
              FROM pg_catalog.pg_statistic_ext s
              JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
              JOIN pg_catalog.pg_class c ON c.oid = s.stxrelid
              JOIN pg_catalog.pg_namespace tn ON tn.oid = c.relnamespace
              LEFT JOIN pg_catalog.pg_description d
                ON d.objoid = s.oid AND d.classoid = 'pg_catalog.pg_statistic_ext'::regclass
             WHERE s.stxnamespace = ANY (?::oid[])
             ORDER BY n.nspname COLLATE "C", s.stxname COLLATE "C"
            """;

    private static final String RULES = """
            SELECT r.oid, n.nspname, c.relname, c.relkind, r.rulename, r.ev_type, r.ev_enabled, d.description,
                   pg_catalog.pg_get_ruledef(r.oid, true) AS definition, ' TO ' || c.oid::regclass::text AS target
              FROM pg_catalog.pg_rewrite r
              JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_catalog.pg_description d
                ON d.objoid = r.oid AND d.classoid = 'pg_catalog.pg_rewrite'::regclass
             WHERE c.relnamespace = ANY (?::oid[])
               AND r.rulename <> '_RETURN'
               AND NOT EXISTS (
                   SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
             ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", r.rulename COLLATE "C"
            """;

    private PostgresTableObjectReader() {}

    /** The objects, by kind. */
    static List<SchemaObject> read(CatalogReader catalog, Collection<Long> schemas, CatalogNumbers known)
            throws SQLException {
        List<SchemaObject> found = new ArrayList<>();
        catalog.each(
                POLICIES, schemas, row -> found.add(put(known, Catalog.PG_POLICY, row.getLong("oid"), policy(row))));
        catalog.each(
                STATISTICS,
                schemas,
                row -> found.add(put(known, Catalog.PG_STATISTIC_EXT, row.getLong("oid"), statistics(row))));
        catalog.each(RULES, schemas, row -> found.add(put(known, Catalog.PG_REWRITE, row.getLong("oid"), rule(row))));
        return found;
    }

    private static SchemaObject put(CatalogNumbers known, Catalog catalog, long number, SchemaObject object) {
        known.put(catalog, number, object.key());
        return object;
    }

    private static PostgresPolicy policy(ResultSet row) throws SQLException {
        QualifiedName table = CatalogReader.name(row, "nspname", "relname");
        return new PostgresPolicy(
                new QualifiedName(table.schema(), row.getString("polname")),
                table,
                row.getBoolean("polpermissive"),
                switch (row.getString("polcmd")) {
                    case "r" -> "SELECT";
                    case "a" -> "INSERT";
                    case "w" -> "UPDATE";
                    case "d" -> "DELETE";
                    default -> "ALL";
                },
                CatalogReader.texts(row, "roles"),
                row.getString("using"),
                row.getString("with_check"),
                row.getString("description"),
                null);
    }

    private static PostgresStatistics statistics(ResultSet row) throws SQLException {
        String definition = row.getString("definition");
        String rest = definition
                .substring(0, definition.length() - row.getInt("ending"))
                .strip();
        String kinds = "";
        if (rest.startsWith("(")) {
            int end = rest.indexOf(')');
            kinds = rest.substring(1, end);
            rest = rest.substring(end + 1).strip();
        }
        int target = row.getInt("target");
        @Nullable Integer kept = row.wasNull() ? null : target;
        return new PostgresStatistics(
                CatalogReader.name(row, "nspname", "stxname"),
                CatalogReader.name(row, "table_schema", "relname"),
                kinds,
                rest.substring("ON ".length()),
                kept,
                row.getString("description"),
                null);
    }

    private static PostgresRule rule(ResultSet row) throws SQLException {
        QualifiedName relation = CatalogReader.name(row, "nspname", "relname");
        String definition = row.getString("definition").strip();
        String target = row.getString("target");
        String body = definition
                .substring(definition.indexOf(target) + target.length())
                .strip();
        return new PostgresRule(
                new QualifiedName(relation.schema(), row.getString("rulename")),
                relation,
                switch (row.getString("relkind")) {
                    case "v" -> "view";
                    case "m" -> "materialized";
                    default -> "table";
                },
                switch (row.getString("ev_type")) {
                    case "1" -> "SELECT";
                    case "2" -> "UPDATE";
                    case "3" -> "INSERT";
                    default -> "DELETE";
                },
                body.endsWith(";") ? body.substring(0, body.length() - 1) : body,
                switch (row.getString("ev_enabled")) {
                    case "D" -> "DISABLE";
                    case "R" -> "ENABLE REPLICA";
                    case "A" -> "ENABLE ALWAYS";
                    default -> "ENABLE";
                },
                row.getString("description"),
                null);
    }
}
