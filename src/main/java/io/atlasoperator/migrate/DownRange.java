package io.atlasoperator.migrate;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What of a database's history is to be undone.
 *
 * @param reverted the rows that go, the newest first
 * @param kept the rows that stay, in order
 * @param target the version that the database is at then; empty if nothing stays
 */
public record DownRange(List<Revision> reverted, List<Revision> kept, String target) {

    public DownRange {
        reverted = List.copyOf(reverted);
        kept = List.copyOf(kept);
    }

    /**
     * Compares a goal with the history.
     *
     * @param files the directory's files, in order
     * @param revisions the rows, in the order of their versions
     * @throws RevisionException if the goal can't be reached, or nobody knows what is to be undone
     */
    public static DownRange of(List<MigrationFile> files, List<Revision> revisions, DownGoal goal) {
        List<Revision> rows = revisions.stream()
                .filter(row -> !row.version().isEmpty())
                .sorted(Comparator.comparing(Revision::version, PendingPlan.order(files)))
                .toList();
        int staying = switch (goal) {
            case DownGoal.Amount(int count) -> staying(rows, count);
            case DownGoal.ToVersion(String version) -> upTo(files, rows, version);
            case DownGoal.ToTag(String tag) -> upTo(files, rows, tagged(files, tag));
        };
        List<Revision> reverted = rows.subList(staying, rows.size()).reversed();
        reverted.forEach(row -> requireKnown(files, row));
        for (Revision row : rows.subList(0, staying)) {
            if (DownMark.of(row).isPresent()) {
                throw new RevisionException(
                        "sql/migrate: " + DownMark.text(row.version()) + ", back to a version before it");
            }
        }
        String target = switch (goal) {
            case DownGoal.Amount(int count) ->
                staying == 0 ? "" : rows.get(staying - 1).version();
            case DownGoal.ToVersion(String version) -> version;
            case DownGoal.ToTag(String tag) -> tagged(files, tag);
        };
        return new DownRange(reverted, rows.subList(0, staying), target);
    }

    /** The version that the database is at before; empty if there is none. */
    public String current() {
        return !reverted.isEmpty()
                ? reverted.getFirst().version()
                : kept.isEmpty() ? "" : kept.getLast().version();
    }

    private static int staying(List<Revision> rows, int count) {
        if (rows.isEmpty()) {
            return 0;
        }
        if (count > rows.size()) {
            throw new RevisionException("sql/migrate: can't revert " + count + " migrations: the database has "
                    + (rows.size() == 1 ? "one" : rows.size()));
        }
        return rows.size() - count;
    }

    private static int upTo(List<MigrationFile> files, List<Revision> rows, String version) {
        Optional<MigrationFile> file = PendingPlan.find(files, version);
        Comparator<String> order = PendingPlan.order(files);
        int staying = (int) rows.stream()
                .filter(row -> order.compare(row.version(), version) <= 0)
                .count();
        boolean isDone = rows.stream().anyMatch(row -> row.version().equals(version));
        // A checkpoint stands for the files before it, which the database may have run instead.
        boolean standsFor = staying > 0
                && file.filter(found -> FileDirectives.of(found).checkpoint()).isPresent()
                && files.stream()
                        .filter(other ->
                                !other.isRepeated() && !FileDirectives.of(other).checkpoint())
                        .map(MigrationFile::version)
                        .filter(other -> order.compare(other, version) < 0)
                        .reduce((first, second) -> second)
                        .filter(last -> order.compare(rows.get(staying - 1).version(), last) < 0)
                        .isEmpty();
        if (!isDone && !standsFor) {
            String current = rows.isEmpty() ? "nothing is" : rows.getLast().version() + " is its last";
            throw new RevisionException(
                    file.isEmpty()
                            ? PendingPlan.notFound(files, version)
                            : "sql/migrate: version \"" + version + "\" is not applied on the database (" + current
                                    + "), so it can't go back to it");
        }
        return staying;
    }

    private static String tagged(List<MigrationFile> files, String tag) {
        return files.stream()
                .filter(file -> FileDirectives.of(file).checkpointTag().equals(Optional.of(tag)))
                .map(MigrationFile::version)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new RevisionException("sql/migrate: tag \"" + tag
                        + "\" not found: no checkpoint of the directory begins with \"-- atlas:checkpoint " + tag
                        + "\""));
    }

    private static void requireKnown(List<MigrationFile> files, Revision row) {
        if (row.type() == Revision.BASELINE) {
            throw new RevisionException("sql/migrate: version " + row.version()
                    + " is the baseline, at which the database was when its history began: it can't go further back"
                    + " than that (--to-version " + row.version() + ")");
        }
        if (PendingPlan.find(files, row.version()).isEmpty()) {
            throw new RevisionException("sql/migrate: version " + row.version()
                    + " is applied on the database, but its file is not in the directory, so nobody knows what it did."
                    + " Put the file back for the way down, and remove it afterwards");
        }
    }
}
