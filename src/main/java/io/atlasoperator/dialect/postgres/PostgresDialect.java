package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.ConnectionSpec;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevContainer;
import io.atlasoperator.dialect.DevServer;
import io.atlasoperator.dialect.DevSpace;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.Pipelining;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.dialect.ShadowSpace;
import io.atlasoperator.dialect.TableLocks;
import io.atlasoperator.dialect.TargetLock;
import io.atlasoperator.dialect.Transactions;
import io.atlasoperator.diff.DiffRules;
import io.atlasoperator.inspect.Inspector;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.lint.Analyzer;
import io.atlasoperator.lint.Analyzers;
import io.atlasoperator.lint.DataDependAnalyzer;
import io.atlasoperator.lint.LintRules;
import io.atlasoperator.migrate.RevisionTable;
import io.atlasoperator.plan.Planner;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.spec.SpecRules;
import io.atlasoperator.sql.SqlSyntax;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/** PostgreSQL 13 and later. A URL with {@code search_path} means that schema, one without means the whole database. */
public final class PostgresDialect implements Dialect {
    private static final Set<String> TRANSIENT = Set.of("40001", "40P01", "55P03", "55006");
    private static final String PUBLIC_COMMENT = "standard public schema";

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Set<String> schemes() {
        return Set.of("postgres", "postgresql");
    }

    @Override
    public ConnectionSpec connectionSpec(DatabaseUrl url) {
        return PostgresConnections.spec(url);
    }

    @Override
    public Scope scope(DatabaseUrl url) {
        return PostgresConnections.scope(url);
    }

    @Override
    public DatabaseUrl bind(DatabaseUrl url, String schema) {
        return PostgresConnections.bind(url, schema);
    }

    @Override
    public ServerVersion version(Connection connection) throws SQLException {
        return PostgresVersion.of(connection);
    }

    @Override
    public SqlSyntax syntax() {
        return PostgresSyntax.INSTANCE;
    }

    @Override
    public Inspector inspector(ServerVersion version) {
        return new PostgresInspector(new PostgresVersion(version));
    }

    @Override
    public DiffRules diffRules(ServerVersion version) {
        return new PostgresDiffRules(new PostgresVersion(version));
    }

    @Override
    public Planner planner(ServerVersion version) {
        return new PostgresPlanner(new PostgresVersion(version));
    }

    @Override
    public SpecRules spec() {
        return new PostgresSpec();
    }

    @Override
    public List<Analyzer> analyzers(LintRules rules, Optional<ServerVersion> version) {
        return Analyzers.of(
                rules,
                new PostgresTypeChanges(),
                DataDependAnalyzer.FillCheck.USUAL,
                List.of(
                        new PostgresConcurrentIndexAnalyzer(),
                        new PostgresBlockingAnalyzer(),
                        new PostgresStaleValuesAnalyzer()));
    }

    @Override
    public RevisionTable revisionTable() {
        return new PostgresRevisionTable();
    }

    @Override
    public TargetLock lock() {
        return new PostgresLock();
    }

    /**
     * What a statement says of an extension may be so already, and not be for this user to say; rows that are to be copied
     * follow their statement.
     */
    @Override
    public void execute(Connection connection, String statement) throws SQLException {
        boolean shadow = PostgresShadowSpace.concerns(connection);
        if (shadow && PostgresShadowSpace.settles(statement)) {
            return;
        }
        if (PostgresPresentExtension.satisfies(connection, statement) || PostgresCopy.ran(connection, statement)) {
            return;
        }
        if (shadow || PostgresDevStatements.concern(connection)) {
            PostgresDevStatements.execute(connection, statement);
        } else {
            Dialect.super.execute(connection, statement);
        }
    }

    @Override
    public void cancel(Connection connection) throws SQLException {
        connection.unwrap(PGConnection.class).cancelQuery();
    }

    @Override
    public Transactions transactions() {
        return new PostgresTransactions();
    }

    @Override
    public Pipelining pipelining() {
        return new PostgresPipelining();
    }

    @Override
    public TableLocks tableLocks() {
        return new PostgresTableLocks();
    }

    @Override
    public DevSpace devSpace() {
        return new PostgresDevSpace();
    }

    @Override
    public Optional<ShadowSpace> shadowSpace() {
        return Optional.of(new PostgresShadowSpace());
    }

    @Override
    public Optional<DevServer> devServer(ServerVersion version) {
        return PostgresDevServer.of(version.major());
    }

    @Override
    public Optional<DevServer> devServer(String image) {
        return PostgresContainer.officialTag(image).flatMap(PostgresDevServer::tagged);
    }

    @Override
    public Optional<String> image(String name, String tag) {
        return PostgresContainer.image(name, tag);
    }

    @Override
    public Optional<DevContainer> devContainer(String image, String database, String password) {
        return Optional.of(PostgresContainer.of(image, database, password));
    }

    @Override
    public Optional<DevContainer> devContainer(ServerVersion version, Scope scope, String password) {
        return Optional.of(PostgresContainer.of(version, scope, password));
    }

    @Override
    public Optional<String> devUrlExample() {
        return Optional.of("docker://postgres/" + PostgresDevServer.NEWEST + "/dev");
    }

    @Override
    public Normalization normalization() {
        return Normalization.ALWAYS;
    }

    /** A schema {@code public} of a dev database has a comment that nobody asked for. */
    @Override
    public Schema underAnotherName(Schema schema) {
        return schema.name().equals("public") && PUBLIC_COMMENT.equals(schema.comment())
                ? schema.withComment(null)
                : schema;
    }

    /** A new database has a schema with a comment that nobody asked for. */
    @Override
    public Realm completed(Realm written, Realm current) {
        boolean untouched = current.schema("public")
                .map(schema -> PUBLIC_COMMENT.equals(schema.comment()))
                .orElse(false);
        return untouched
                ? written.mapSchemas(schema -> schema.name().equals("public") && schema.comment() == null
                        ? schema.withComment(PUBLIC_COMMENT)
                        : schema)
                : written;
    }

    /**
     * The message and the hint: the detail may quote rows, and the rest is about the server's own source code. The
     * prefix is the one that users know from logs.
     */
    @Override
    public String describe(SQLException failure) {
        return failure instanceof PSQLException e ? PostgresFailures.describe(e) : Dialect.super.describe(failure);
    }

    @Override
    public boolean isTransient(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        if (state == null || state.equals(PostgresFailures.REJECTED)) {
            return false;
        }
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P") || TRANSIENT.contains(state);
    }
}
