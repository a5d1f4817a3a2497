package io.atlasoperator.dialect;

import io.atlasoperator.diff.DiffRules;
import io.atlasoperator.inspect.Inspector;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.lint.Analyzer;
import io.atlasoperator.lint.LintRules;
import io.atlasoperator.migrate.RevisionTable;
import io.atlasoperator.plan.Planner;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.spec.SpecRules;
import io.atlasoperator.sql.SqlSyntax;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One kind of database: the bundle of everything the engine needs to know of it. Stateless and safe for use by several threads. */
public interface Dialect {

    /** Its name in reports and in HCL: {@code postgres}, {@code sqlite}. */
    String name();

    /** The URL schemes it answers to, lower case. */
    Set<String> schemes();

    /**
     * How to connect.
     *
     * @throws InvalidUrlException if the URL lacks something or has what this database can't do
     */
    ConnectionSpec connectionSpec(DatabaseUrl url);

    /** What the URL means: one schema, or all of them. */
    Scope scope(DatabaseUrl url);

    /** The URL bound to one schema, so that {@link #scope} gives that schema. */
    DatabaseUrl bind(DatabaseUrl url, String schema);

    /** Asks the server for its version. */
    ServerVersion version(Connection connection) throws SQLException;

    /** Quoting and script syntax. */
    SqlSyntax syntax();

    /** Reads the catalog of a server of that version. */
    Inspector inspector(ServerVersion version);

    /** Compares states for a server of that version. */
    DiffRules diffRules(ServerVersion version);

    /** Plans for a server of that version. */
    Planner planner(ServerVersion version);

    /** What it adds to HCL. */
    SpecRules spec();

    /**
     * The lint checks on changes of such a database: those for all databases, and its own.
     *
     * @param version the server that the changes are for, as far as that is known
     */
    List<Analyzer> analyzers(LintRules rules, Optional<ServerVersion> version);

    /** Its statements on the revisions table. */
    RevisionTable revisionTable();

    /** Its advisory lock. */
    TargetLock lock();

    /**
     * Runs one statement of a user's script; rows that it returns are thrown away. A text that holds several
     * statements, as other delimiters than a semicolon allow, is run to its end.
     */
    default void execute(Connection connection, String statement) throws SQLException {
        try (Statement running = connection.createStatement()) {
            running.setEscapeProcessing(false);
            running.execute(statement);
        }
    }

    /**
     * Runs one statement of a plan, as {@link #execute} does, but so that a server refuses what would change values of rows in
     * a way that nobody asked for, even where it is set up to let that pass.
     */
    default void change(Connection connection, String statement, ServerVersion version) throws SQLException {
        execute(connection, statement);
    }

    /**
     * Cancels the statement that runs on a connection, which then fails; nothing if none runs. Called from another thread
     * than the one that runs it.
     */
    void cancel(Connection connection) throws SQLException;

    /** Its transactions, with what has to be done around them. */
    Transactions transactions();

    /** Which statements are handed to the server together. */
    default Pipelining pipelining() {
        return Pipelining.NONE;
    }

    /** How changes wait for locks of tables. */
    default TableLocks tableLocks() {
        return TableLocks.NONE;
    }

    /**
     * Statements that make a leased dev database like the target in what written objects have from the place that they are
     * in, such as a character set. A session on the leased space runs them before anything else.
     *
     * @param target a connection to the target
     */
    default List<String> surroundings(Connection target, Scope scope) throws SQLException {
        return List.of();
    }

    /**
     * Statements after which a session of ours reads SQL as the server does for everybody, where ours read it in another
     * way; those who run scripts of users run them first. What is read of the catalog does not depend on it.
     */
    default List<String> beforeScripts() {
        return List.of();
    }

    /** How a fresh place for a dev database is made on a server of this kind. */
    DevSpace devSpace();

    /**
     * Why what a statement of a script makes can't be read from a server of that version again, in a sentence; nothing if it
     * can.
     */
    default Optional<String> unreadable(String statement, ServerVersion version) {
        return Optional.empty();
    }

    /**
     * Why what a statement of a desired state asks for would get lost, in a sentence, as nothing tells of it where it was made;
     * nothing if nothing would.
     */
    default Optional<String> unseen(String statement) {
        return Optional.empty();
    }

    /** How a desired state is tried out on the target's own server, where the owner allows that and the dialect can. */
    default Optional<ShadowSpace> shadowSpace() {
        return Optional.empty();
    }

    /**
     * A dev server of its own for targets of that version, where the product brings one; started when first asked
     * for, and shared.
     */
    default Optional<DevServer> devServer(ServerVersion version) {
        return Optional.empty();
    }

    /**
     * A dev server of its own that does as well as one of an image: {@code postgres:16-alpine}, {@code
     * docker.io/library/postgres}. Empty if the product brings none like it.
     */
    default Optional<DevServer> devServer(String image) {
        return Optional.empty();
    }

    /**
     * The image that a URL {@code docker://NAME/TAG} means, if that is a name for servers of this kind.
     *
     * @param tag as written, not empty
     */
    default Optional<String> image(String name, String tag) {
        return Optional.empty();
    }

    /**
     * A server for dev databases in a container of an image that somebody names; nothing if there are no such servers.
     *
     * @param image any image that takes the variables of the usual ones
     * @param database the database that is to be there and to which the URL leads; empty for the one that always is there, or
     *     for none
     * @param password what the server is to ask for
     */
    default Optional<DevContainer> devContainer(String image, String database, String password) {
        return Optional.empty();
    }

    /**
     * A server for dev databases in a container, like a target of that version; nothing if there is no image of it.
     *
     * @param scope what the target's URL means
     * @param password what the server is to ask for
     */
    default Optional<DevContainer> devContainer(ServerVersion version, Scope scope, String password) {
        return Optional.empty();
    }

    /** A URL for {@code --dev-url} that needs no server of the user's, if there is one. */
    default Optional<String> devUrlExample() {
        return Optional.empty();
    }

    /** Whether a dev database of another dialect may stand for one of this: both mean servers of the same kinds. */
    default boolean sharesServersWith(Dialect other) {
        return name().equals(other.name());
    }

    /** How written schemas get the form in which they are compared. */
    enum Normalization {
        /** By what is known of the database; no dev database is needed. */
        NEVER,
        /** In a dev database where the user names one, else by what is known of the database. */
        IF_NAMED,
        /** In a dev database. */
        ALWAYS
    }

    /** Whether written schemas pass through a dev database to be compared. */
    Normalization normalization();

    /**
     * Whether a written state has texts that servers keep in other words which nobody here foresees: then only a dev database
     * tells for certain what it means. Asked where one is used {@linkplain Normalization#IF_NAMED if it is named}.
     */
    default boolean isReworded(Realm written) {
        return false;
    }

    /**
     * The wanted state with what the server of the target alone can compute as what it comes to there, so that it can be
     * compared. Reads alone, and asks nothing where nothing is to be computed.
     *
     * @param connection a session of the target
     * @param current what is there
     * @param written the wanted state, as somebody wrote it or as a server had it
     * @throws SQLException if the server can't be asked
     */
    default Realm computed(Connection connection, Realm current, Realm written) throws SQLException {
        return written;
    }

    /**
     * What of a written state that never was on a server can't be told from what is there, in sentences: it is changed although
     * it may be the same.
     *
     * @param current what is there
     * @param wanted the state as somebody wrote it
     */
    default List<String> undecided(Realm current, Realm wanted, ServerVersion version) {
        return List.of();
    }

    /**
     * A schema that stands for one of another name, without what the server itself says of the one but not of the other.
     *
     * @param schema as it was found in a dev database
     */
    default Schema underAnotherName(Schema schema) {
        return schema;
    }

    /**
     * A state as somebody wrote it, with what every database of this kind comes with and a current state therefore
     * shows, although nobody writes it. Asks no server.
     */
    default Realm completed(Realm written, Realm current) {
        return written;
    }

    /**
     * What the server said, in a sentence as its users know it: without the driver's wrapping, and without values of
     * rows, which a message must not spread.
     */
    default String describe(SQLException failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? "the driver gave no message (SQL state " + failure.getSQLState() + ")"
                : message.strip();
    }

    /** What to do about a statement of a plan that the server refused, to stand behind its message; empty where that says it. */
    default String advice(SQLException failure) {
        return "";
    }

    /** Whether connecting failed because the server has no encryption. */
    default boolean lacksEncryption(SQLException failure) {
        return false;
    }

    /** Whether the failure may go away by itself: the server is down, a lock was not to be had, a deadlock. */
    boolean isTransient(SQLException failure);
}
