package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.ConnectionSpec;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevContainer;
import io.atlasoperator.dialect.DevSpace;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.dialect.TableLocks;
import io.atlasoperator.dialect.TargetLock;
import io.atlasoperator.dialect.Transactions;
import io.atlasoperator.diff.DiffRules;
import io.atlasoperator.inspect.Inspector;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.lint.Analyzer;
import io.atlasoperator.lint.LintRules;
import io.atlasoperator.migrate.RevisionTable;
import io.atlasoperator.plan.Planner;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.View;
import io.atlasoperator.spec.SpecRules;
import io.atlasoperator.sql.SqlSyntax;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * MySQL 8.0 and later, and its relatives. A URL with a database means that one, one without means the whole server. What
 * product a server is, the server says, and not the URL.
 */
public final class MySqlDialect implements Dialect {
    /**
     * What may be otherwise a moment later: too many connections or locks, no memory or disk left (1021, 1037, 1038, 1040,
     * 1041, 1114, 1135, 1203, 1206, 1226); a shutdown or a broken connection (1053, 1077, 1079, 1152, 1158 to 1161, 1184,
     * 1927, 4031); another had a lock (1205, 1213, 1614, 3058, 3101, 3572); somebody has killed the statement (1317); a
     * server that is just taking no changes, as at a failover (1836, and 1290 if it says so).
     */
    private static final Set<Integer> TRANSIENT = Set.of(
            1021, 1037, 1038, 1040, 1041, 1053, 1077, 1079, 1114, 1135, 1152, 1158, 1159, 1160, 1161, 1184, 1203, 1205,
            1206, 1213, 1226, 1317, 1614, 1836, 1927, 3058, 3101, 3572, 4031);

    /** An option of the server prevents the statement. */
    private static final int OPTION_PREVENTS = 1290;

    private static final Pattern DRIVER_PREFIX = Pattern.compile("^\\(conn=-?\\d+\\)\\s*");
    private static final Pattern NUMBER = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)");

    /** What the driver says where a port is open, and nothing comes from it. */
    private static final String NO_GREETING = "Socket timeout when connecting to ";

    private static final int NO_AUTHENTICATION = 1251;
    private static final int NO_DATABASE = 1046;

    /** What messages quote of rows, with what follows it: a value may have quotes and words in it. */
    private static final List<Pattern> VALUES = List.of(
            Pattern.compile("(Duplicate entry )'.*'( for key )", Pattern.DOTALL),
            Pattern.compile(
                    "((?:Incorrect|Truncated incorrect|Invalid) .*? value: )'.*'( for (?:column|function) |$)",
                    Pattern.DOTALL));

    private final String name;
    private final Set<String> schemes;
    private final List<Function<ServerVersion, Optional<MySqlFlavor>>> relatives;

    /**
     * @param name its name in reports
     * @param schemes the URL schemes it answers to
     * @param relatives the products beside MySQL itself: each gives the flavor of a server of that version, or nothing if
     *     it is another product's
     */
    public MySqlDialect(
            String name, Set<String> schemes, List<Function<ServerVersion, Optional<MySqlFlavor>>> relatives) {
        this.name = name;
        this.schemes = Set.copyOf(schemes);
        this.relatives = List.copyOf(relatives);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> schemes() {
        return schemes;
    }

    @Override
    public boolean sharesServersWith(Dialect other) {
        return other instanceof MySqlDialect;
    }

    @Override
    public Optional<DevContainer> devContainer(ServerVersion version, Scope scope, String password) {
        return Optional.of(MySqlContainer.of(flavor(version), version, scope, password));
    }

    @Override
    public Optional<String> image(String alias, String tag) {
        return schemes.contains(alias) ? Optional.of(name + ":" + tag) : Optional.empty();
    }

    @Override
    public Optional<DevContainer> devContainer(String image, String database, String password) {
        return Optional.of(MySqlContainer.of(name, image, database, password));
    }

    private MySqlFlavor flavor(ServerVersion version) {
        return relatives.stream()
                .flatMap(relative -> relative.apply(version).stream())
                .findFirst()
                .orElseGet(() -> new MySqlVersion(version));
    }

    @Override
    public ConnectionSpec connectionSpec(DatabaseUrl url) {
        return MySqlConnections.spec(url);
    }

    @Override
    public Scope scope(DatabaseUrl url) {
        return MySqlConnections.scope(url);
    }

    @Override
    public DatabaseUrl bind(DatabaseUrl url, String schema) {
        return MySqlConnections.bind(url, schema);
    }

    /** {@inheritDoc} A server of a version that is too old is refused. */
    @Override
    public ServerVersion version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT VERSION(), @@lower_case_table_names, @@SESSION.sql_mode,"
                        + " @@SESSION.default_week_format")) {
            row.next();
            String text = row.getString(1);
            Matcher matcher = NUMBER.matcher(text);
            if (!matcher.find()) {
                throw new SQLException("mysql: the server's version can't be read: " + text);
            }
            int number = Integer.parseInt(matcher.group(1)) * 10_000
                    + Integer.parseInt(matcher.group(2)) * 100
                    + Integer.parseInt(matcher.group(3));
            boolean folds = row.getInt(2) != 0;
            ServerVersion version = new ServerVersion(text, number, folds, row.getString(3));
            MySqlFlavor flavor = flavor(version);
            Optional<String> refusal = flavor.refusal();
            if (refusal.isPresent()) {
                throw new SQLException(refusal.get(), "0A000");
            }
            return flavor.fixedWeekFormat().isEmpty()
                    ? version
                    : new ServerVersion(text, number, folds, new MySqlSettings(row.getString(3), row.getInt(4)).text());
        }
    }

    @Override
    public SqlSyntax syntax() {
        return MySqlSyntax.INSTANCE;
    }

    @Override
    public Inspector inspector(ServerVersion version) {
        return new MySqlInspector(flavor(version));
    }

    @Override
    public DiffRules diffRules(ServerVersion version) {
        return new MySqlDiffRules(flavor(version));
    }

    @Override
    public Planner planner(ServerVersion version) {
        return new MySqlPlanner(flavor(version));
    }

    @Override
    public SpecRules spec() {
        return new MySqlSpec();
    }

    @Override
    public List<Analyzer> analyzers(LintRules rules, Optional<ServerVersion> version) {
        return MySqlAnalyzers.of(rules, flavor(version.orElse(MySqlAnalyzers.TODAY)));
    }

    @Override
    public RevisionTable revisionTable() {
        return new MySqlRevisionTable();
    }

    @Override
    public TargetLock lock() {
        return new MySqlLock();
    }

    /** {@inheritDoc} Outside of strict mode values would be cut, and NULL become 0, with no more than a warning. */
    @Override
    public void change(Connection connection, String statement, ServerVersion version) throws SQLException {
        MySqlStrictMode.Work work =
                () -> MySqlForgottenColumns.despite(connection, statement, () -> execute(connection, statement));
        if (MySqlStrictMode.matters(statement, MySqlMode.of(flavor(version).sessionMode()))) {
            MySqlStrictMode.on(connection, work);
        } else {
            work.run();
        }
    }

    @Override
    public void cancel(Connection connection) throws SQLException {
        connection.unwrap(org.mariadb.jdbc.Connection.class).cancelCurrentQuery();
    }

    @Override
    public Transactions transactions() {
        return new MySqlTransactions();
    }

    @Override
    public TableLocks tableLocks() {
        return new MySqlTableLocks();
    }

    @Override
    public List<String> surroundings(Connection target, Scope scope) throws SQLException {
        return MySqlSurroundings.of(target, scope);
    }

    @Override
    public List<String> beforeScripts() {
        return MySqlReading.theirs();
    }

    @Override
    public DevSpace devSpace() {
        return new MySqlDevSpace();
    }

    @Override
    public Optional<String> unreadable(String statement, ServerVersion version) {
        return MySqlUnreadable.reason(statement, flavor(version));
    }

    @Override
    public Optional<String> unseen(String statement) {
        return MySqlUnseen.reason(statement);
    }

    /** {@inheritDoc} Without a dev database, written states are compared by what is known of the server's ways. */
    @Override
    public Normalization normalization() {
        return Normalization.IF_NAMED;
    }

    /** Servers print the queries of views in words of their own. */
    @Override
    public boolean isReworded(Realm written) {
        return written.schemas().stream()
                .flatMap(schema -> schema.objects().stream())
                .anyMatch(View.class::isInstance);
    }

    @Override
    public Realm computed(Connection connection, Realm current, Realm written) throws SQLException {
        return MySqlAskedBounds.computed(connection, current, written);
    }

    @Override
    public List<String> undecided(Realm current, Realm wanted, ServerVersion version) {
        MySqlFlavor flavor = flavor(version);
        return Stream.concat(
                        MySqlUndecidedBounds.in(current, wanted, flavor).stream(),
                        MySqlViewQueries.undecided(current, wanted, flavor).stream())
                .toList();
    }

    /** As the server's users know it: {@code Error 1146 (42S02): Table 'app.t' doesn't exist}, without values of rows. */
    @Override
    public String describe(SQLException failure) {
        String message = DRIVER_PREFIX.matcher(Dialect.super.describe(failure)).replaceFirst("");
        String safe = message;
        for (Pattern value : VALUES) {
            safe = value.matcher(safe).replaceAll("$1'…'$2");
        }
        @Nullable String state = failure.getSQLState();
        if (failure.getErrorCode() == NO_DATABASE) {
            safe += ": put the name of one behind the host and port in the URL, or name it in the statements";
        }
        if (failure.getErrorCode() == NO_AUTHENTICATION) {
            // A server that knows no such user asks for a password in any way, so that nobody learns which users there
            // are.
            safe += ": check the name of the user, for a server also says this of one that it does not know";
        }
        if (safe.startsWith(NO_GREETING)) {
            safe +=
                    ": something listens there, but no MySQL or MariaDB server greets; check scheme, host and port of the URL";
        }
        return failure.getErrorCode() == 0
                ? safe
                : "Error " + failure.getErrorCode() + (state == null ? "" : " (" + state + ")") + ": " + safe;
    }

    @Override
    public String advice(SQLException failure) {
        return MySqlAdvice.on(failure);
    }

    @Override
    public boolean lacksEncryption(SQLException failure) {
        return String.valueOf(failure.getMessage()).contains("ssl not enabled in the server");
    }

    @Override
    public boolean isTransient(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        return TRANSIENT.contains(failure.getErrorCode())
                || failure.getErrorCode() == OPTION_PREVENTS
                        && describe(failure).contains("read-only")
                || state != null && (state.startsWith("08") && failure.getErrorCode() != 1045 || state.equals("40001"));
    }
}
