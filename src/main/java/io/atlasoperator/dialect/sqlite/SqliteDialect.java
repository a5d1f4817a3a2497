package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.dialect.ConnectionSpec;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevSpace;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.InvalidUrlException;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.dialect.TargetLock;
import io.atlasoperator.dialect.Transactions;
import io.atlasoperator.diff.DiffRules;
import io.atlasoperator.inspect.Inspector;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.lint.Analyzer;
import io.atlasoperator.lint.Analyzers;
import io.atlasoperator.lint.LintRules;
import io.atlasoperator.migrate.RevisionTable;
import io.atlasoperator.plan.Planner;
import io.atlasoperator.spec.SpecRules;
import io.atlasoperator.sql.SqlSyntax;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.SQLiteConnection;

/** SQLite: {@code sqlite://file.db}. Stateless and safe for use by several threads. */
public final class SqliteDialect implements Dialect {
    private static final Pattern DRIVER_MESSAGE = Pattern.compile("\\[SQLITE_[A-Z_]+]\\s.*?\\((.*)\\)", Pattern.DOTALL);

    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int CANNOT_OPEN = 14;

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public Set<String> schemes() {
        return Set.of("sqlite", "sqlite3");
    }

    @Override
    public ConnectionSpec connectionSpec(DatabaseUrl url) {
        return SqliteUrl.of(url).connectionSpec();
    }

    @Override
    public Scope scope(DatabaseUrl url) {
        return new Scope.OneSchema(SqliteInspector.MAIN);
    }

    @Override
    public DatabaseUrl bind(DatabaseUrl url, String schema) {
        if (!schema.equals(SqliteInspector.MAIN)) {
            throw new InvalidUrlException(
                    "sqlite: a database has the one schema \"main\", and no schema \"" + schema + "\"");
        }
        return url;
    }

    @Override
    public ServerVersion version(Connection connection) throws SQLException {
        return SqliteVersion.read(connection);
    }

    @Override
    public SqlSyntax syntax() {
        return SqliteSyntax.INSTANCE;
    }

    @Override
    public Inspector inspector(ServerVersion version) {
        return new SqliteInspector();
    }

    @Override
    public DiffRules diffRules(ServerVersion version) {
        return new SqliteDiffRules();
    }

    @Override
    public Planner planner(ServerVersion version) {
        return new SqlitePlanner();
    }

    @Override
    public SpecRules spec() {
        return new SqliteSpec();
    }

    @Override
    public List<Analyzer> analyzers(LintRules rules, Optional<ServerVersion> version) {
        return Analyzers.of(
                rules, new SqliteTypeChanges(), SqliteTypeChanges.FILL, List.of(new SqliteRebuildAnalyzer()));
    }

    @Override
    public RevisionTable revisionTable() {
        return new SqliteRevisionTable();
    }

    @Override
    public TargetLock lock() {
        return new SqliteLock(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** The driver runs more than the first statement of a text only as an update. */
    @Override
    public void execute(Connection connection, String statement) throws SQLException {
        try (Statement running = connection.createStatement()) {
            running.executeUpdate(statement);
        }
    }

    @Override
    public void cancel(Connection connection) throws SQLException {
        connection.unwrap(SQLiteConnection.class).getDatabase().interrupt();
    }

    @Override
    public Transactions transactions() {
        return new SqliteTransactions();
    }

    @Override
    public Optional<String> devUrlExample() {
        return Optional.of("sqlite://dev?mode=memory");
    }

    @Override
    public DevSpace devSpace() {
        return new SqliteDevSpace();
    }

    @Override
    public Normalization normalization() {
        return Normalization.NEVER;
    }

    /** SQLite's own words; the driver puts its name of the code before and the words in parentheses. */
    @Override
    public String describe(SQLException failure) {
        Matcher wrapped = DRIVER_MESSAGE.matcher(Dialect.super.describe(failure));
        String message = wrapped.matches() ? wrapped.group(1) : Dialect.super.describe(failure);
        return (failure.getErrorCode() & 0xff) == CANNOT_OPEN
                ? message + ": the folder of the file has to be there, and both have to be this process's to write"
                : message;
    }

    /** Whether another connection was in the way. */
    @Override
    public boolean isTransient(SQLException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLTransientException) {
                return true;
            }
            if (at instanceof SQLException e && e.getClass().getName().startsWith("org.sqlite.")) {
                // The low byte is the code, the others tell more about it.
                int code = e.getErrorCode() & 0xff;
                return code == BUSY || code == LOCKED;
            }
        }
        return false;
    }
}
