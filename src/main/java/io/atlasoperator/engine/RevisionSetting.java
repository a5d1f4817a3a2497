package io.atlasoperator.engine;

import io.atlasoperator.dialect.Transactions;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.PendingPlan;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.migrate.Revisions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Writes revisions by hand, all in one transaction: those up to a version are done, and there are none after it.
 *
 * @param files the directory's files in the order they run
 * @param checksum their hashes
 */
record RevisionSetting(List<MigrationFile> files, Checksum checksum, Clock clock, String operatorVersion) {

    /** @param wanted the version; without one it is that of the last file */
    MigrateSetReport run(RevisionStore store, Optional<String> wanted) {
        List<Revision> rows = PendingPlan.ordered(files, store.read());
        if (wanted.isEmpty() && rows.isEmpty()) {
            throw EngineException.permanent(Reason.OPTION, "accepts 1 arg(s), received 0");
        }
        Optional<String> version = wanted.or(this::last);
        version.filter(text -> PendingPlan.find(files, text).isEmpty()).ifPresent(text -> {
            throw EngineException.permanent(
                    Reason.OPTION, PendingPlan.notFound(files, text).replace("sql/migrate: ", ""));
        });
        MigrateSetReport report = planned(rows, version.orElse(""));
        if (report.set().isEmpty() && report.removed().isEmpty()) {
            return report;
        }
        write(store, rows, report);
        return report;
    }

    private Optional<String> last() {
        return files.stream()
                .filter(file -> !file.isRepeated())
                .map(MigrationFile::version)
                .reduce((first, second) -> second);
    }

    /** @param version empty to take all rows away */
    private MigrateSetReport planned(List<Revision> rows, String version) {
        Comparator<String> order = PendingPlan.order(files);
        List<Revision> set = new ArrayList<>();
        List<Revision> removed = new ArrayList<>();
        for (Revision row : rows) {
            if (version.isEmpty() || order.compare(row.version(), version) > 0) {
                removed.add(row);
            } else if (row.version().equals(version)
                    && (row.type() & Revision.RESOLVED) == 0
                    && (row.applied() != row.total() || !row.error().isEmpty())) {
                set.add(row.resolved());
            }
        }
        String last = rows.stream()
                .map(Revision::version)
                .filter(found -> !found.isEmpty())
                .reduce("", (first, second) -> second);
        for (MigrationFile file : files) {
            boolean isNew = last.isEmpty() || order.compare(file.version(), last) > 0;
            if (!version.isEmpty() && !file.isRepeated() && isNew && order.compare(file.version(), version) <= 0) {
                set.add(done(file));
            }
        }
        return new MigrateSetReport(version, set, removed);
    }

    private Revision done(MigrationFile file) {
        return new Revision(
                file.version(),
                file.description(),
                Revision.RESOLVED,
                0,
                0,
                clock.instant(),
                Duration.ZERO,
                "",
                "",
                checksum.hashOf(file.name()).orElse(""),
                List.of(),
                operatorVersion);
    }

    private static void write(RevisionStore store, List<Revision> rows, MigrateSetReport report) {
        Session session = store.session();
        store.create();
        Revisions revisions = store.revisions();
        try (Transactions.Open transaction = session.dialect().transactions().begin(session.connection())) {
            for (Revision row : report.removed()) {
                revisions.delete(row.version());
            }
            for (Revision row : report.set()) {
                boolean isThere =
                        rows.stream().anyMatch(known -> known.version().equals(row.version()));
                if (!isThere) {
                    revisions.insert(row);
                } else if (!revisions.update(row, row.applied())) {
                    throw EngineException.permanent(
                            Reason.REVISIONS,
                            "the revision of version \"" + row.version()
                                    + "\" was changed by another process meanwhile, nothing was changed: try again");
                }
            }
            transaction.commit();
        } catch (SQLException e) {
            throw session.failure(Reason.REVISIONS, "sql/migrate: write revision", e);
        }
    }
}
