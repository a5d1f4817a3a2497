package io.atlasoperator.migrate;

import io.atlasoperator.plan.TxMode;
import io.atlasoperator.sql.StatementScanner;
import java.util.List;
import java.util.Optional;

/** Files that ran on a database, and whether they still say what they said then. */
public final class RanFiles {
    private RanFiles() {}

    /**
     * Refuses files of which other statements ran than they have now, as far as the rows tell: undoing what they have now would
     * leave what they had then. A file with a way back that somebody wrote may have changed.
     *
     * @param files the directory's files, in order
     * @param rows the rows of the files to be undone
     * @param scanner the database's
     * @throws RevisionException that names the file
     */
    public static void requireUnchanged(List<MigrationFile> files, List<Revision> rows, StatementScanner scanner) {
        Checksum sum = Checksum.of(files);
        for (Revision row : rows) {
            boolean ran = (row.type() & Revision.RESOLVED) == 0
                    && DownMark.of(row).isEmpty()
                    && (row.applied() > 0 || row.total() > 0);
            Optional<MigrationFile> file = ran ? PendingPlan.find(files, row.version()) : Optional.empty();
            // The hash depends on the files before it as well, so another one alone says nothing.
            boolean isSame = file.isEmpty()
                    || sum.hashOf(file.get().name()).filter(row.hash()::equals).isPresent()
                    || file.get().down(scanner).isPresent();
            if (!isSame) {
                requireUnchanged(file.get(), row, scanner);
            }
        }
    }

    private static void requireUnchanged(MigrationFile file, Revision row, StatementScanner scanner) {
        MigrationScript script = MigrationScript.of(file, scanner, TxMode.FILE);
        if (row.partial()) {
            script.requireDone(row);
            return;
        }
        int now = script.statements().size();
        if (now != row.total() && now != row.applied()) {
            throw new RevisionException("sql/migrate: " + file.name() + " was edited after it ran: version "
                    + row.version() + " ran " + row.applied() + " statements, and the file has " + now
                    + " now, so nobody knows all that it did. Put the file back as it was, or write the way back into a"
                    + " down.sql of it (atlas:txtar)");
        }
    }
}
