package io.atlasoperator.engine;

import io.atlasoperator.engine.MigrateApplyReport.CheckedFile;
import io.atlasoperator.migrate.MigrationFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was undone.
 *
 * @param driver name of the dialect
 * @param target the database
 * @param location what the directory is called
 * @param planned the files that were to be undone, the newest first
 * @param legs what became of them, in order
 * @param current version before, or empty
 * @param targetVersion version that was to be reached, or empty
 * @param outcome how it ended
 * @param error the whole error for a user, if it ended early
 * @param transientFailure whether the same run may succeed later
 * @param start when it began
 * @param end when it ended
 */
public record MigrateDownReport(
        String driver,
        TargetUrl target,
        String location,
        List<MigrationFile> planned,
        List<Leg> legs,
        String current,
        String targetVersion,
        Outcome outcome,
        Optional<String> error,
        boolean transientFailure,
        Instant start,
        Instant end) {

    public MigrateDownReport {
        planned = List.copyOf(planned);
        legs = List.copyOf(legs);
    }

    /** How a run ends. */
    public enum Outcome {
        /** The database is at the version wanted. */
        APPLIED,
        /** Nothing was to be changed. */
        PLANNED,
        /** Something failed. */
        FAILED
    }

    /** How much is undone at once. */
    public enum Scope {
        /** Whole versions, in one transaction. */
        VERSIONS,
        /** Statement by statement. */
        STATEMENT;

        /** Its word in reports. */
        public String text() {
            return this == VERSIONS ? "versions" : "statement";
        }
    }

    /**
     * A stretch of the way: versions that are undone by the same statements.
     *
     * @param files their files, the newest first
     * @param scope how much is undone at once
     * @param start when it began
     * @param end when it ended
     * @param skipped how many statements an earlier run had done
     * @param checks what was asked before it
     * @param notAsked what a dry run could not ask, for what is undone before may change the answer
     * @param statements the statements that ran, the failing one last
     * @param failure why it ended early, if it did
     */
    public record Leg(
            List<MigrationFile> files,
            Scope scope,
            Instant start,
            Instant end,
            int skipped,
            List<CheckedFile> checks,
            List<String> notAsked,
            List<String> statements,
            Optional<StatementFailure> failure) {

        public Leg {
            files = List.copyOf(files);
            checks = List.copyOf(checks);
            notAsked = List.copyOf(notAsked);
            statements = List.copyOf(statements);
        }
    }
}
