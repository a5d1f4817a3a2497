package io.atlasoperator.engine;

import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.sql.ScannedStatement;
import io.atlasoperator.sql.SqlScanException;
import io.atlasoperator.sql.StatementScanner;
import java.sql.SQLException;
import java.util.List;

/** Runs SQL files on a dev database, so that it can be inspected for what they make. */
final class DevScripts {

    private DevScripts() {}

    /** What the files are, which decides how their errors read. */
    enum Origin {
        SCHEMA_FILE,
        MIGRATION_FILE
    }

    static void run(Session dev, List<SourceFile> files, Origin origin) {
        StatementScanner scanner = new StatementScanner(dev.dialect().syntax().scanner());
        for (SourceFile file : files) {
            List<ScannedStatement> statements;
            try {
                statements = scanner.scan(file.content());
            } catch (SqlScanException e) {
                throw new EngineException(
                        reason(origin), false, "scanning \"" + file.name() + "\": " + e.getMessage(), e);
            }
            for (ScannedStatement statement : statements) {
                execute(dev, file, statement, origin);
            }
        }
    }

    private static void execute(Session dev, SourceFile file, ScannedStatement statement, Origin origin) {
        try {
            dev.dialect().execute(dev.connection(), statement.text());
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
