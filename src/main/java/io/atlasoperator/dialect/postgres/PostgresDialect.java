package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.ConnectionSpec;
import io.atlasoperator.dialect.DatabaseUrl;
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
import io.atlasoperator.spec.SpecRules;
import io.atlasoperator.sql.SqlSyntax;
import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** PostgreSQL 13 and later. A URL with {@code search_path} means that schema, one without means the whole database. */
public final class PostgresDialect implements Dialect {
    private static final Set<String> TRANSIENT = Set.of("40001", "40P01", "55P03", "55006");
    private static final String PUBLIC_COMMENT = "standard public schema";
    /** The driver's word for a server that refuses, such as for want of a password. */
    private static final String REJECTED = "08004";

    private static final String WITHOUT_TLS = " (hint: to connect in plain text all the same, add sslmode=disable to"
            + " the parameters of the database URL)";

    /** What a server says of an extension that it does not have, or that only a superuser may create. */
    private static final Pattern UNAVAILABLE =
            Pattern.compile("permission denied to create extension|extension \".*\" is not available"
                    + "|could not open extension control file");

    private static final Pattern NO_ROLE = Pattern.compile("\\brole \".*\" does not exist");

    private static final String ROLES =
            "; roles belong to a whole server and are not managed: create it there first, on"
                    + " the target's server and on that of a dev database that you name (CREATE ROLE ... NOLOGIN)";

    private static final String OWN_DEV_DATABASE = "; if it is the dev database that can't have the extension, name one"
            + " that does, with --dev-url or spec.devURL";

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
                List.of(new PostgresConcurrentIndexAnalyzer(), new PostgresBlockingAnalyzer()));
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
    public Optional<DevServer> devServer(String tag) {
        return PostgresDevServer.tagged(tag);
    }

    @Override
    public Optional<String> devUrlExample() {
        return Optional.of("docker://postgres/" + PostgresDevServer.NEWEST + "/dev");
    }

    @Override
    public Normalization normalization() {
        return Normalization.ALWAYS;
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
        if (!(failure instanceof PSQLException e)) {
            return Dialect.super.describe(failure);
        }
        @Nullable ServerErrorMessage server = e.getServerErrorMessage();
        if (server == null) {
            return withoutServer(e) + (lacksTls(e) ? WITHOUT_TLS : "");
        }
        @Nullable String hint = server.getHint();
        String message = "pq: " + server.getMessage() + (hint == null ? "" : " (hint: " + hint + ")");
        if (NO_ROLE.matcher(message).find()) {
            return message + ROLES;
        }
        return UNAVAILABLE.matcher(message).find() ? message + OWN_DEV_DATABASE : message;
    }

    /** The driver says that a connection failed, and its cause why: an unknown host, a certificate, a reset. */
    private String withoutServer(PSQLException failure) {
        String message = Dialect.super.describe(failure);
        String cause = switch (failure.getCause()) {
            case UnknownHostException e -> "unknown host " + e.getMessage();
            case IOException e -> Objects.requireNonNullElse(e.getMessage(), "");
            case null, default -> "";
        };
        return cause.isBlank() || message.contains(cause) ? message : message + " " + cause;
    }

    /** The driver tells it by its text alone, in the language of the machine. */
    private static boolean lacksTls(PSQLException failure) {
        return REJECTED.equals(failure.getSQLState())
                && GT.tr("The server does not support SSL.").equals(failure.getMessage());
    }

    @Override
    public boolean isTransient(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        if (state == null || state.equals(REJECTED)) {
            return false;
        }
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P") || TRANSIENT.contains(state);
    }
}
