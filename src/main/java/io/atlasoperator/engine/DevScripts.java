package io.atlasoperator.engine;

import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.sql.ScannedStatement;
import io.atlasoperator.sql.SqlScanException;
import io.atlasoperator.sql.StatementScanner;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs SQL files on a dev database, so that it can be inspected for what they make. */
final class DevScripts {

    private DevScripts() {}

    /** What the files are, which decides how their errors read. */
    enum Origin {
        SCHEMA_FILE,
        MIGRATION_FILE
    }

    /** A statement and the file that it comes from. */
    record Step(SourceFile file, ScannedStatement statement) {}

    /**
     * The statements of all files, in order.
     *
     * @throws EngineException if a file can't be split into statements
     */
    static List<Step> scan(Dialect dialect, List<SourceFile> files, Origin origin) {
        StatementScanner scanner = new StatementScanner(dialect.syntax().scanner());
        List<Step> steps = new ArrayList<>();
        for (SourceFile file : files) {
            try {
                scanner.scan(file.content()).forEach(statement -> steps.add(new Step(file, statement)));
            } catch (SqlScanException e) {
                throw new EngineException(
                        reason(origin), false, "scanning \"" + file.name() + "\": " + e.getMessage(), e);
            }
        }
        return steps;
    }

    static void run(Session dev, Step step, Origin origin) {
        SourceFile file = step.file();
        ScannedStatement statement = step.statement();
        try {
            dev.execute(statement.text());
        } catch (SQLException e) {
            String doing = switch (origin) {
                case SCHEMA_FILE ->
                    "read state from \"" + file.name() + "\": line " + statement.line() + ": executing statement: \""
                            + statement.text() + "\"";
                case MIGRATION_FILE ->
                    "sql/migrate: read migration directory state: sql/migrate: executing statement \""
                            + statement.text() + "\" from version \"" + version(file) + "\"";
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

    private static String version(SourceFile file) {
        return MigrationDirectory.atlas("", List.of(file)).files().getFirst().version();
    }
}
