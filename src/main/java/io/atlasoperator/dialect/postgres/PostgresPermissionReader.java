package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.CatalogNumbers.Catalog;
import io.atlasoperator.dialect.postgres.PostgresGranted.Kind;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.SchemaObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads who may do what with the things that were read before. */
final class PostgresPermissionReader {
    /** A row for each thing of the schemas whose rights somebody has set, with the thing that it goes with. */
    private static final String OF_SCHEMAS = """
            WITH schemas AS (
                SELECT n.oid, n.nspname, n.nspowner, n.nspacl
                  FROM pg_catalog.pg_namespace n WHERE n.oid = ANY (?::oid[])
            ), acl AS (
                SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind, s.nspname,
                       c.relname AS name, '' AS detail, NULL::name AS column_name, 'pg_class' AS class,
                       COALESCE((SELECT d.refobjid FROM pg_catalog.pg_depend d
                                  WHERE c.relkind = 'S' AND d.classid = 'pg_catalog.pg_class'::regclass
                                    AND d.objid = c.oid AND d.deptype IN ('a', 'i')
                                    AND d.refclassid = 'pg_catalog.pg_class'::regclass LIMIT 1), c.oid) AS number,
                       c.relowner AS owner, c.relacl AS acl
                  FROM pg_catalog.pg_class c JOIN schemas s ON s.oid = c.relnamespace
                 WHERE c.relacl IS NOT NULL AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
                 UNION ALL
                SELECT 'TABLE', s.nspname, c.relname, '', a.attname, 'pg_class', c.oid, c.relowner, a.attacl
                  FROM pg_catalog.pg_attribute a
                  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
                  JOIN schemas s ON s.oid = c.relnamespace
                 WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm')
                 UNION ALL
                SELECT 'ROUTINE', s.nspname, p.proname, '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')', NULL,
                       'pg_proc', p.oid, p.proowner, p.proacl
                  FROM pg_catalog.pg_proc p JOIN schemas s ON s.oid = p.pronamespace
                 WHERE p.proacl IS NOT NULL
                 UNION ALL
                SELECT 'TYPE', s.nspname, t.typname, '', NULL, 'pg_type', t.oid, t.typowner, t.typacl
                  FROM pg_catalog.pg_type t JOIN schemas s ON s.oid = t.typnamespace
                 WHERE t.typacl IS NOT NULL
                 UNION ALL
                SELECT 'DEFAULTS', s.nspname,
                       CASE d.defaclrole WHEN r.oid THEN '' ELSE pg_catalog.pg_get_userbyid(d.defaclrole) END,
                       CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                                            WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END,
                       NULL, '', d.oid, d.defaclrole, d.defaclacl
                  FROM pg_catalog.pg_default_acl d
                  JOIN pg_catalog.pg_roles r ON r.rolname = current_user
                  JOIN schemas s ON s.oid = d.defaclnamespace
            """;

    private static final String OF_DATABASE = """
                 UNION ALL
                SELECT 'SCHEMA', s.nspname, s.nspname, '', NULL, '', s.oid, s.nspowner, s.nspacl
                  FROM schemas s WHERE s.nspacl IS NOT NULL
                 UNION ALL
                SELECT 'DEFAULTS', '',
                       CASE d.defaclrole WHEN r.oid THEN '' ELSE pg_catalog.pg_get_userbyid(d.defaclrole) END,
                       CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                                            WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END,
                       NULL, '', d.oid, d.defaclrole, d.defaclacl
                  FROM pg_catalog.pg_default_acl d
                  JOIN pg_catalog.pg_roles r ON r.rolname = current_user
                 WHERE d.defaclnamespace = 0
            """;

    private static final String GRANTS = """
            )
            SELECT x.kind, x.nspname, x.name, x.detail, x.column_name, x.class, x.number,
                   pg_catalog.pg_get_userbyid(x.owner) AS owner,
                   CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(g.grantee) END AS grantee,
                   g.privileges, g.grantable
              FROM acl x
              LEFT JOIN pg_catalog.pg_default_acl u
                ON u.defaclrole = x.owner AND u.defaclnamespace = 0 AND x.kind <> 'DEFAULTS' AND x.column_name IS NULL
               AND u.defaclobjtype = CASE x.kind WHEN 'TABLE' THEN 'r' WHEN 'SEQUENCE' THEN 'S' WHEN 'ROUTINE' THEN 'f'
                                                 WHEN 'TYPE' THEN 'T' ELSE 'n' END::"char"
              LEFT JOIN LATERAL (
                   SELECT one.grantee, pg_catalog.array_agg(one.privilege_type ORDER BY one.privilege_type) AS privileges,
                          pg_catalog.array_agg(one.grantable::text ORDER BY one.privilege_type) AS grantable
                     FROM (SELECT e.grantee, e.privilege_type, pg_catalog.bool_or(e.is_grantable) AS grantable
                             FROM pg_catalog.aclexplode(x.acl) e
                            GROUP BY e.grantee, e.privilege_type) one
                    GROUP BY one.grantee) g ON g.grantee <> x.owner
             WHERE %s
             ORDER BY x.kind COLLATE "C", x.nspname COLLATE "C", x.name COLLATE "C", x.detail COLLATE "C",
                      x.column_name COLLATE "C" NULLS FIRST, pg_catalog.pg_get_userbyid(g.grantee) COLLATE "C"
            """;

    /** What the server grants on everything new is no part of the definition of one thing, unless it is part of the state. */
    private static final String NOT_BY_DEFAULT = "x.acl IS DISTINCT FROM u.defaclacl";

    private final PostgresVersion version;
    private final CatalogNumbers known;
    private final List<PostgresPermission> found = new ArrayList<>();

    private PostgresPermissionReader(PostgresVersion version, CatalogNumbers known) {
        this.version = version;
        this.known = known;
    }

    /**
     * The rights on what is known, in order.
     *
     * @param whole whether rights on schemas and on what will be made in any schema belong to it
     */
    static List<SchemaObject> read(
            CatalogReader catalog,
            PostgresVersion version,
            Collection<Long> schemas,
            boolean whole,
            CatalogNumbers known)
            throws SQLException {
        PostgresPermissionReader reader = new PostgresPermissionReader(version, known);
        List<PostgresPermission> rows = new ArrayList<>();
        String query = whole
                ? OF_SCHEMAS + OF_DATABASE + GRANTS.formatted("true")
                : OF_SCHEMAS + GRANTS.formatted(NOT_BY_DEFAULT);
        catalog.each(query, schemas, row -> reader.row(row).ifPresent(rows::add));
        reader.collect(rows);
        return List.copyOf(reader.found);
    }

    private java.util.Optional<PostgresPermission> row(ResultSet row) throws SQLException {
        Kind kind = Kind.valueOf(row.getString("kind"));
        String number = row.getString("class");
        @Nullable ObjectKey target = number.isEmpty() ? null : known.key(Catalog.of(number), row.getLong("number"));
        if (target == null && !number.isEmpty()) {
            // It belongs to an extension, or to something that is not looked at.
            return java.util.Optional.empty();
        }
        SortedMap<String, Boolean> privileges = new TreeMap<>();
        List<String> names = CatalogReader.texts(row, "privileges");
        List<String> grantable = CatalogReader.texts(row, "grantable");
        for (int i = 0; i < names.size(); i++) {
            privileges.put(names.get(i), Boolean.parseBoolean(grantable.get(i)));
        }
        @Nullable String grantee = row.getString("grantee");
        return java.util.Optional.of(new PostgresPermission(
                new PostgresGranted(kind, CatalogReader.name(row, "nspname", "name"), row.getString("detail")),
                row.getString("column_name"),
                grantee == null ? "" : grantee,
                privileges,
                target,
                row.getString("owner"),
                null));
    }

    /** What everybody may do stands out by not being there too; so does what nobody may do. */
    private void collect(List<PostgresPermission> rows) {
        Map<PostgresGranted, List<PostgresPermission>> things = new java.util.LinkedHashMap<>();
        rows.forEach(row ->
                things.computeIfAbsent(row.on(), unused -> new ArrayList<>()).add(row));
        things.forEach((thing, all) -> {
            SortedMap<String, Boolean> usual = new TreeMap<>();
            thing.usual(version).forEach(privilege -> usual.put(privilege, false));
            List<PostgresPermission> own = new ArrayList<>(all.stream()
                    .filter(one -> !one.grantee().isEmpty()
                            && !(isOfEverybody(one) && one.privileges().equals(usual)))
                    .toList());
            boolean silent = all.stream().anyMatch(one -> one.column() == null)
                    && all.stream().noneMatch(PostgresPermissionReader::isOfEverybody)
                    && !usual.isEmpty();
            PostgresPermission first = all.getFirst();
            if (silent) {
                own.addFirst(everybody(first, new TreeMap<>()));
            } else if (own.isEmpty() && thing.kind() != Kind.SCHEMA && thing.kind() != Kind.DEFAULTS) {
                own.add(everybody(first, usual));
            }
            found.addAll(own);
        });
        for (PostgresPermission permission : found) {
            @Nullable ObjectKey target = permission.target();
            if (target != null) {
                known.link(permission.key(), target, permission.column());
            }
        }
    }

    private static boolean isOfEverybody(PostgresPermission permission) {
        return permission.column() == null && permission.grantee().equals(PostgresPermission.EVERYBODY);
    }

    private static PostgresPermission everybody(PostgresPermission like, SortedMap<String, Boolean> privileges) {
        return new PostgresPermission(
                like.on(), null, PostgresPermission.EVERYBODY, privileges, like.target(), like.ownedBy(), null);
    }
}
