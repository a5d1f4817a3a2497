package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevSpace.Lease;
import io.atlasoperator.dialect.TargetLock;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.Inspection.UnsupportedObject;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The named database or schema itself, for a user who may not create databases: under a lock, empty at the beginning
 * and emptied at the end. What was there before, which is empty schemas and extensions, is there afterwards.
 */
final class PostgresGivenDatabase implements Lease {

    /** The statements that drop what is in a schema, relations first. */
    private static final String DROPS = """
            WITH extension AS (SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e')
            SELECT pg_catalog.format('DROP %s IF EXISTS %I.%I CASCADE',
                       CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE'
                                      WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, n.nspname, c.relname)
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
               AND NOT EXISTS (
                   SELECT FROM extension e WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid)
             UNION ALL
            SELECT pg_catalog.format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure)
              FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
             WHERE n.nspname = ?
               AND NOT EXISTS (
                   SELECT FROM extension e WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid)
             UNION ALL
            SELECT pg_catalog.format('DROP TYPE IF EXISTS %I.%I CASCADE', n.nspname, t.typname)
              FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
              LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
             WHERE n.nspname = ? AND (t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c')
               AND NOT EXISTS (
                   SELECT FROM extension e WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid)
            """;

    private final Connection connection;
    private final DatabaseUrl url;
    private final TargetLock.Held lock;
    private final Realm before;

    private PostgresGivenDatabase(Connection connection, DatabaseUrl url, TargetLock.Held lock, Realm before) {
        this.connection = connection;
        this.url = url;
        this.lock = lock;
        this.before = before;
    }

    /**
     * Waits for the place and looks whether it is empty.
     *
     * @throws SQLException if it is not to be had in time, or not empty
     */
    static PostgresGivenDatabase take(Connection connection, DatabaseUrl url, Duration timeout) throws SQLException {
        Scope scope = PostgresConnections.scope(url);
        String name = "atlas_dev" + (scope instanceof Scope.OneSchema(String schema) ? "_" + schema : "");
        TargetLock.Held lock = new PostgresLock().acquire(connection, url, name, timeout);
        try {
            Inspection found = inspect(connection, scope);
            Optional<String> dirt = dirt(found, scope);
            if (dirt.isPresent()) {
                throw new SQLException("sql/migrate: connected database is not clean: " + dirt.get());
            }
            return new PostgresGivenDatabase(connection, url, lock, found.realm());
        } catch (SQLException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Inspection inspect(Connection connection, Scope scope) throws SQLException {
        PostgresVersion version = new PostgresVersion(PostgresVersion.of(connection));
        return new PostgresInspector(version).inspect(connection, new InspectOptions(scope, List.of()));
    }

    /** What is there although nothing should be, in the reference's words. */
    private static Optional<String> dirt(Inspection found, Scope scope) {
        boolean bound = scope instanceof Scope.OneSchema;
        for (Schema schema : found.realm().schemas()) {
            if (!bound && !schema.name().equals("public")) {
                return Optional.of("found schema \"" + schema.name() + "\"");
            }
            String where = bound ? " in connected schema" : " in schema \"" + schema.name() + "\"";
            if (schema.tables().size() == 1 || bound && !schema.tables().isEmpty()) {
                return Optional.of(
                        "found table \"" + schema.tables().getFirst().name().name() + "\"" + where);
            }
            if (!schema.tables().isEmpty()) {
                return Optional.of("found " + schema.tables().size() + " tables" + where);
            }
            // Rights on a schema are no dirt, and what they are on is told in any case.
            Optional<SchemaObject> object = schema.objects().stream()
                    .filter(other -> !(other instanceof PostgresPermission))
                    .findFirst();
            if (object.isPresent()) {
                return Optional.of("found " + object.get().kind() + " \""
                        + object.get().name().name() + "\"" + where);
            }
        }
        return found.unsupported().stream().findFirst().map(PostgresGivenDatabase::dirt);
    }

    private static String dirt(UnsupportedObject object) {
        return "found " + object.kind() + " \"" + object.name().name() + "\" in schema \""
                + object.name().schema() + "\"";
    }

    @Override
    public DatabaseUrl url() {
        return url;
    }

    @Override
    public void release() throws SQLException {
        lock.close();
    }

    @Override
    public void close() throws SQLException {
        try {
            restore();
        } finally {
            lock.close();
        }
    }

    private void restore() throws SQLException {
        Scope scope = PostgresConnections.scope(url);
        for (SchemaObject object : inspect(connection, scope).realm().objects()) {
            if (object instanceof PostgresExtension
                    && before.object(object.key()).isEmpty()) {
                execute("DROP EXTENSION IF EXISTS "
                        + PostgresSyntax.quote(object.name().name()) + " CASCADE");
            }
        }
        Set<String> kept = before.schemas().stream().map(Schema::name).collect(Collectors.toUnmodifiableSet());
        if (scope instanceof Scope.WholeRealm) {
            for (Schema schema : inspect(connection, scope).realm().schemas()) {
                if (!kept.contains(schema.name())) {
                    execute("DROP SCHEMA IF EXISTS " + PostgresSyntax.quote(schema.name()) + " CASCADE");
                }
            }
        }
        for (Schema schema : before.schemas()) {
            String name = PostgresSyntax.quote(schema.name());
            execute("CREATE SCHEMA IF NOT EXISTS " + name);
            for (String drop : drops(schema.name())) {
                execute(drop);
            }
            restoreComment(schema, name);
        }
        restorePermissions(inspect(connection, scope).realm());
        Optional<String> left = dirt(inspect(connection, scope), scope);
        if (left.isPresent()) {
            throw new SQLException("the dev database could not be emptied, remove what is left: " + left.get());
        }
    }

    private void restorePermissions(Realm now) throws SQLException {
        PostgresPermissions kind = new PostgresPermissions(new PostgresVersion(PostgresVersion.of(connection)));
        PlanOptions options = new PlanOptions("", new PlanOptions.Qualifier.BySchema());
        List<io.atlasoperator.plan.Statement> statements = new ArrayList<>();
        for (SchemaObject object : now.allObjects().toList()) {
            if (object instanceof PostgresPermission permission) {
                statements.addAll(
                        before.object(permission.key()).orElse(null) instanceof PostgresPermission then
                                ? kind.modify(permission, then, options)
                                : kind.drop(permission, options));
            }
        }
        for (SchemaObject object : before.allObjects().toList()) {
            if (object instanceof PostgresPermission permission
                    && now.object(permission.key()).isEmpty()) {
                statements.addAll(kind.add(permission, options));
            }
        }
        for (io.atlasoperator.plan.Statement statement : statements) {
            execute(statement.text());
        }
    }

    private void restoreComment(Schema schema, String quoted) throws SQLException {
        @Nullable
        String now = inspect(connection, new Scope.OneSchema(schema.name()))
                .realm()
                .schemas()
                .getFirst()
                .comment();
        @Nullable String then = schema.comment();
        if (!java.util.Objects.equals(now, then)) {
            execute("COMMENT ON SCHEMA " + quoted + " IS "
                    + (then == null ? "NULL" : PostgresSyntax.INSTANCE.quoteLiteral(then)));
        }
    }

    private List<String> drops(String schema) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(DROPS)) {
            for (int i = 1; i <= 3; i++) {
                statement.setString(i, schema);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    statements.add(rows.getString(1));
                }
            }
        }
        return statements;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
