package io.atlasoperator.migrate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a database has run, told by its revisions and the directory: run again on an empty one, it gives the same schema.
 *
 * @param parts the files, in order
 */
public record History(List<Part> parts) {

    /**
     * A file that ran.
     *
     * @param file the file
     * @param done how many of its statements ran; empty if all did
     */
    public record Part(MigrationFile file, Optional<Integer> done) {}

    public History {
        parts = List.copyOf(parts);
    }

    /**
     * Puts a history together.
     *
     * @param files the directory's files, in order
     * @param revisions the rows, in the order of their versions
     * @throws RevisionException if a file that ran is not there any more, and no checkpoint stands for it
     */
    public static History of(List<MigrationFile> files, List<Revision> revisions) {
        List<Revision> rows =
                revisions.stream().filter(row -> !row.version().isEmpty()).toList();
        if (rows.isEmpty()) {
            return new History(List.of());
        }
        Comparator<String> order = PendingPlan.order(files);
        Optional<MigrationFile> start = start(files, rows, order);
        List<Part> parts = new ArrayList<>();
        if (rows.getFirst().type() == Revision.BASELINE) {
            parts.addAll(before(files, rows.getFirst(), start, order));
        }
        for (Revision row : rows) {
            boolean isCovered = start.isPresent()
                    && order.compare(row.version(), start.get().version()) < 0;
            if (!isCovered) {
                MigrationFile file = PendingPlan.find(files, row.version()).orElseThrow(() -> missing(row));
                parts.add(new Part(file, done(row)));
            }
        }
        start.filter(file -> rows.stream().noneMatch(row -> row.version().equals(file.version())))
                .ifPresent(file -> parts.addFirst(new Part(file, Optional.empty())));
        // What is repeated ran again after whatever was new.
        if (revisions.stream().anyMatch(row -> row.version().isEmpty())) {
            files.stream()
                    .filter(MigrationFile::isRepeated)
                    .forEach(file -> parts.add(new Part(file, Optional.empty())));
        }
        return new History(parts);
    }

    /** The checkpoint to begin with: one that ran, or one that stands for files which are gone. */
    private static Optional<MigrationFile> start(
            List<MigrationFile> files, List<Revision> rows, Comparator<String> order) {
        Optional<String> missing = rows.stream()
                .map(Revision::version)
                .filter(version -> PendingPlan.find(files, version).isEmpty())
                .reduce((first, second) -> second);
        String last = rows.getLast().version();
        return files.stream()
                .filter(file -> FileDirectives.of(file).checkpoint())
                .filter(file -> order.compare(file.version(), last) <= 0)
                .filter(file -> rows.stream().anyMatch(row -> row.version().equals(file.version()))
                        || missing.filter(version -> order.compare(version, file.version()) < 0)
                                .isPresent())
                .reduce((first, second) -> second);
    }

    /** What the baseline stands for. */
    private static List<Part> before(
            List<MigrationFile> files, Revision baseline, Optional<MigrationFile> start, Comparator<String> order) {
        if (start.isPresent()) {
            return List.of();
        }
        return PendingPlan.fromLastCheckpoint(files.stream()
                        .filter(file -> !file.isRepeated())
                        .filter(file -> order.compare(file.version(), baseline.version()) < 0)
                        .toList())
                .stream()
                .map(file -> new Part(file, Optional.empty()))
                .toList();
    }

    private static Optional<Integer> done(Revision row) {
        return DownMark.of(row)
                .map(DownMark::done)
                .or(() -> row.partial() ? Optional.of(row.applied()) : Optional.empty());
    }

    private static RevisionException missing(Revision row) {
        return new RevisionException("sql/migrate: version " + row.version()
                + " is applied on the database, but its file is not in the directory, so the state to go back to is not"
                + " known. Put the file back, or a checkpoint in place of it");
    }
}
