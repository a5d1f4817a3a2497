package io.atlasoperator.engine;

import io.atlasoperator.dialect.DevSpace;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ShadowSpace;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.migrate.GoText;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.RevisionException;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.sql.ScannedStatement;
import io.atlasoperator.sql.ScriptImportException;
import io.atlasoperator.sql.ScriptImports;
import io.atlasoperator.sql.ScriptPart;
import io.atlasoperator.sql.SqlScanException;
import io.atlasoperator.sql.StatementScanner;
import io.atlasoperator.sql.StatementText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Runs SQL files on a dev database, so that it can be inspected for what they make. */
final class DevScripts {

    private DevScripts() {}

    /** What the files are, which decides how their errors read. */
    enum Origin {
        SCHEMA_FILE,
        MIGRATION_FILE
    }

    /**
     * A statement and where it comes from.
     *
     * @param file name of its file
     * @param version version of the file, if it is one of a migration directory; else empty
     */
    record Step(String file, String version, ScannedStatement statement) {}

    /**
     * The statements of a migration directory's files, in order.
     *
     * @throws EngineException if a file can't be split into statements
     */
    static List<Step> migrations(Dialect dialect, List<MigrationFile> files) {
        StatementScanner scanner = new StatementScanner(dialect.syntax().scanner());
        return files.stream().flatMap(file -> migration(scanner, file).stream()).toList();
    }

    /**
     * The statements of a migration file, in order.
     *
     * @throws EngineException if it can't be split into statements
     */
    static List<Step> migration(StatementScanner scanner, MigrationFile file) {
        try {
            return file.statements(scanner).stream()
                    .map(statement -> new Step(file.name(), file.version(), statement))
                    .toList();
        } catch (SqlScanException e) {
            throw new EngineException(
                    Reason.DIRECTORY, false, "scanning \"" + file.name() + "\": " + e.getMessage(), e);
        } catch (RevisionException e) {
            throw new EngineException(Reason.DIRECTORY, false, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The statements of a schema's parts, in order.
     *
     * @throws EngineException if a file can't be split into statements, or has an import where none can be
     */
    static List<Step> schema(Dialect dialect, List<ScriptPart> parts) {
        Map<SourceFile, List<ScannedStatement>> scanned = new HashMap<>();
        List<Step> steps = new ArrayList<>();
        for (ScriptPart part : parts) {
            SourceFile file = part.file();
            if (!scanned.containsKey(file)) {
                List<ScannedStatement> statements = scan(dialect, file);
                scanned.put(file, statements);
                checkImports(dialect, file, parts, statements);
            }
            for (ScannedStatement statement : scanned.getOrDefault(file, List.of())) {
                if (part.holds(statement.line())) {
                    steps.add(new Step(file.name(), "", statement));
                }
            }
        }
        return steps;
    }

    private static void checkImports(
            Dialect dialect, SourceFile file, List<ScriptPart> parts, List<ScannedStatement> statements) {
        try {
            ScriptImports.checkFollowed(
                    file,
                    parts.stream().filter(part -> part.file().equals(file)).toList(),
                    statements,
                    dialect.syntax().scanner());
        } catch (ScriptImportException e) {
            throw new EngineException(Reason.DESIRED_STATE, false, String.valueOf(e.getMessage()), e);
        }
    }

    private static List<ScannedStatement> scan(Dialect dialect, SourceFile file) {
        try {
            return new StatementScanner(dialect.syntax().scanner()).scan(file.content());
        } catch (SqlScanException e) {
            throw new EngineException(
                    Reason.DESIRED_STATE, false, "scanning \"" + file.name() + "\": " + e.getMessage(), e);
        }
    }

    /**
     * Checks statements that are to run on the target's server.
     *
     * @throws EngineException naming the first that must not, and its place
     */
    static void requireHarmless(Dialect dialect, List<Step> steps, Origin origin) {
        Optional<ShadowSpace> space = dialect.shadowSpace();
        for (Step step : steps) {
            Optional<String> refusal =
                    space.flatMap(shadow -> shadow.refusal(step.statement().text()));
            if (refusal.isPresent()) {
                throw EngineException.permanent(
                        reason(origin),
                        step.file() + ":" + step.statement().line() + ": not run in a shadow database on the"
                                + " target's server: " + refusal.get() + "; take it out of the desired state, or name a"
                                + " dev database (devURL): "
                                + StatementText.withoutPasswords(
                                        step.statement().text()));
            }
        }
    }

    /**
     * Keeps what scripts are about to do inside a lease: refuses statements that name another schema than the leased one
     * for what they make, where that would be somebody else's; and says which schemas will be made where a whole server
     * is leased. A statement of which the dev database would not tell what it has made is refused too.
     *
     * @return the schemas that the statements name
     * @throws EngineException naming the first such statement, and its place
     */
    static Set<String> stayInside(DevDatabase.Lease lease, List<Step> steps, Origin origin) {
        Session dev = lease.session();
        DevSpace space = dev.dialect().devSpace();
        Set<String> claimed = new TreeSet<>();
        for (Step step : steps) {
            String text = step.statement().text();
            Optional<String> refusal = dev.dialect().unreadable(text, dev.version());
            if (refusal.isEmpty() && origin == Origin.SCHEMA_FILE) {
                // Migrations run as they are written.
                refusal = dev.dialect().unseen(text);
            }
            if (refusal.isPresent()) {
                throw EngineException.permanent(
                        reason(origin), step.file() + ":" + step.statement().line() + ": " + refusal.get());
            }
            Set<String> reached = space.reached(step.statement().text());
            if (dev.scope() instanceof Scope.OneSchema(String own)) {
                Optional<String> other =
                        reached.stream().filter(name -> !name.equals(own)).findFirst();
                if (other.isPresent()) {
                    throw EngineException.permanent(
                            reason(origin),
                            step.file() + ":" + step.statement().line()
                                    + ": the desired state names the schema \"" + other.get()
                                    + "\", but the URL is bound to one schema: leave the names of schemas out,"
                                    + " or use URLs that are not bound to one");
                }
            }
            claimed.addAll(reached);
        }
        lease.claim(claimed);
        return claimed;
    }

    /**
     * Refuses a state with schemas that its statements do not name: another user may have made them at the same time.
     *
     * @param claimed what {@link #stayInside} gave
     * @param made the state that scripts have made in a place of which {@code dev} sees all
     */
    static void requireNamed(Session dev, Set<String> claimed, Realm made, Origin origin) {
        if (dev.scope() instanceof Scope.OneSchema || !dev.dialect().devSpace().hasNeighbors()) {
            return;
        }
        Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        named.addAll(claimed);
        for (Schema schema : made.schemas()) {
            if (!named.contains(schema.name())) {
                throw EngineException.permanent(
                        reason(origin),
                        "the dev database has a schema \"" + schema.name()
                                + "\" now that no statement of the desired state names: others must not use the dev"
                                + " database's server at the same time, and a desired state has to name what it makes");
            }
        }
    }

    /** Has a dev database read SQL as its server does for everybody. */
    static void readAsServer(Session dev) {
        try {
            dev.readAsServer();
        } catch (SQLException e) {
            throw dev.failure(Reason.DEV_DATABASE, "dev database", e);
        }
    }

    static void run(Session dev, Step step, Origin origin) {
        String file = step.file();
        ScannedStatement statement = step.statement();
        String shown = StatementText.withoutPasswords(statement.text());
        try {
            dev.execute(statement.text());
        } catch (SQLException e) {
            String doing = switch (origin) {
                case SCHEMA_FILE ->
                    "read state from \"" + file + "\": line " + statement.line() + ": executing statement: \"" + shown
                            + "\"";
                case MIGRATION_FILE ->
                    "sql/migrate: read migration directory state: sql/migrate: executing statement "
                            + GoText.quote(shown) + " from version " + GoText.quote(step.version());
            };
            throw dev.failure(reason(origin), doing, e);
        }
    }

    private static Reason reason(Origin origin) {
        return switch (origin) {
            case SCHEMA_FILE -> Reason.DESIRED_STATE;
            case MIGRATION_FILE -> Reason.DIRECTORY;
        };
    }
}
