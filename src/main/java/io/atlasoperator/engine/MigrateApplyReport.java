package io.atlasoperator.engine;

import io.atlasoperator.migrate.MigrationFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a run of migrations did.
 *
 * @param driver name of the dialect
 * @param target the database
 * @param location what the directory is called
 * @param pending the files that were to run
 * @param applied what became of those that were begun
 * @param current version before, or empty
 * @param targetVersion version of the last file that was to run, or empty
 * @param error the whole error for a user, if the run ended early
 * @param transientFailure whether the same run may succeed later
 * @param start when it began
 * @param end when it ended
 */
public record MigrateApplyReport(
        String driver,
        TargetUrl target,
        String location,
        List<MigrationFile> pending,
        List<AppliedFile> applied,
        String current,
        String targetVersion,
        Optional<String> error,
        boolean transientFailure,
        Instant start,
        Instant end) {

    public MigrateApplyReport {
        pending = List.copyOf(pending);
        applied = List.copyOf(applied);
    }

    /**
     * A file that was begun.
     *
     * @param file the file
     * @param start when it began
     * @param end when it ended
     * @param skipped how many statements an earlier run had done
     * @param checks what was asked before it, in order
     * @param statements the statements that ran, the failing one last
     * @param failure why it ended early, if it did
     */
    public record AppliedFile(
            MigrationFile file,
            Instant start,
            Instant end,
            int skipped,
            List<CheckedFile> checks,
            List<String> statements,
            Optional<StatementFailure> failure) {

        public AppliedFile {
            checks = List.copyOf(checks);
            statements = List.copyOf(statements);
        }
    }

    /**
     * The answers to a file of checks.
     *
     * @param name name of the file
     * @param assertions what was asked
     * @param failure why they do not hold, if they don't
     */
    public record CheckedFile(
            String name, List<Assertion> assertions, Optional<StatementFailure> failure, Instant start, Instant end) {
        public CheckedFile {
            assertions = List.copyOf(assertions);
        }
    }

    /**
     * A question, and the answer.
     *
     * @param statement the question
     * @param error why the answer is not yes, if it is not
     */
    public record Assertion(String statement, Optional<String> error) {}
}
