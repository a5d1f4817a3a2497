package io.atlasoperator.engine;

import io.atlasoperator.diff.Change;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.Revision;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A stretch of the way back.
 *
 * @param before all rows that there are before it
 * @param rows those that go with it, the newest first
 * @param files their files
 * @param written whether somebody wrote the statements, in the {@code down.sql} of the only file
 * @param statements what is run
 * @param inTransaction whether all of it can be rolled back
 * @param changes what is changed, as far as that was computed
 * @param checks what is asked first
 */
record DownLeg(
        List<Revision> before,
        List<Revision> rows,
        List<MigrationFile> files,
        boolean written,
        List<String> statements,
        boolean inTransaction,
        List<Change> changes,
        DownChecks checks) {

    /** Its versions as messages name them. */
    String versions() {
        return (rows.size() == 1 ? "version " : "versions ")
                + rows.stream().map(Revision::version).collect(Collectors.joining(", "));
    }
}
