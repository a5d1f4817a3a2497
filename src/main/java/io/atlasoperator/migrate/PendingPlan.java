package io.atlasoperator.migrate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a directory has not run on a database. Versions are compared as texts.
 *
 * @param pending files to run, in order, without those out of order
 * @param outOfOrder files without a revision between files with one
 * @param last the revision with the greatest version, if there is any
 */
public record PendingPlan(List<MigrationFile> pending, List<MigrationFile> outOfOrder, Optional<Revision> last) {

    public PendingPlan {
        pending = List.copyOf(pending);
        outOfOrder = List.copyOf(outOfOrder);
    }

    /**
     * Compares a directory with the revisions of a database.
     *
     * @param files the directory's files, in order
     * @param revisions the revisions, in order of their versions
     * @throws RevisionException if a file that was begun is gone
     */
    public static PendingPlan of(List<MigrationFile> files, List<Revision> revisions) {
        if (revisions.isEmpty()) {
            return new PendingPlan(fromLastCheckpoint(files), List.of(), Optional.empty());
        }
        Revision first = revisions.getFirst();
        Revision last = revisions.getLast();
        if (last.partial() && find(files, last.version()).isEmpty()) {
            String name = last.description().isEmpty()
                    ? last.version() + ".sql"
                    : last.version() + "_" + last.description() + ".sql";
            throw new RevisionException("sql/migrate: missing migration: revision \"" + name
                    + "\" is partially applied but migration file was not found");
        }
        Map<String, Revision> known = new HashMap<>();
        revisions.forEach(revision -> known.put(revision.version(), revision));
        List<MigrationFile> pending = new ArrayList<>();
        List<MigrationFile> outOfOrder = new ArrayList<>();
        for (MigrationFile file : files) {
            Revision revision = known.get(file.version());
            boolean checkpoint = FileDirectives.of(file).checkpoint();
            if (revision != null) {
                // A checkpoint is only ever finished while it is the last thing that was begun.
                if (revision.partial() && (!checkpoint || revision.equals(last))) {
                    pending.add(file);
                }
            } else if (!checkpoint && file.version().compareTo(last.version()) > 0) {
                pending.add(file);
            } else if (!checkpoint && file.version().compareTo(first.version()) > 0) {
                outOfOrder.add(file);
            }
        }
        return new PendingPlan(pending, outOfOrder, Optional.of(last));
    }

    /**
     * What is pending on a database that is taken to be at a version.
     *
     * @throws RevisionException if there is no such file
     */
    public static List<MigrationFile> after(List<MigrationFile> files, String baseline) {
        List<MigrationFile> plain = files.stream()
                .filter(file -> !FileDirectives.of(file).checkpoint())
                .toList();
        MigrationFile base = find(plain, baseline)
                .orElseThrow(() -> new RevisionException("baseline version \"" + baseline + "\" not found"));
        return plain.subList(plain.indexOf(base) + 1, plain.size());
    }

    /**
     * The directory as if it ended at a version.
     *
     * @throws RevisionException if there is no such file
     */
    public static List<MigrationFile> upTo(List<MigrationFile> files, String version) {
        MigrationFile end = find(files, version)
                .orElseThrow(() ->
                        new RevisionException("sql/migrate: migration with version \"" + version + "\" not found"));
        return files.subList(0, files.indexOf(end) + 1);
    }

    /** The file of that version, if there is one. */
    public static Optional<MigrationFile> find(List<MigrationFile> files, String version) {
        return files.stream().filter(file -> file.version().equals(version)).findFirst();
    }

    private static List<MigrationFile> fromLastCheckpoint(List<MigrationFile> files) {
        for (int i = files.size() - 1; i >= 0; i--) {
            if (FileDirectives.of(files.get(i)).checkpoint()) {
                return files.subList(i, files.size());
            }
        }
        return files;
    }

    /**
     * The files to run in that order.
     *
     * @throws RevisionException if files are out of order and that is not allowed, or if two have the same version
     */
    public List<MigrationFile> in(ExecOrder order) {
        List<MigrationFile> chosen = new ArrayList<>();
        switch (order) {
            case LINEAR -> {
                if (!outOfOrder.isEmpty()) {
                    throw new RevisionException(outOfOrderMessage());
                }
            }
            case LINEAR_SKIP -> {}
            case NON_LINEAR -> chosen.addAll(outOfOrder);
        }
        chosen.addAll(pending);
        Set<String> versions = new HashSet<>();
        for (MigrationFile file : chosen) {
            if (!versions.add(file.version())) {
                throw new RevisionException(
                        "the pending migration " + file.name() + " has the same version as another: " + file.version()
                                + ". Give each file a version of its own, then run 'atlas migrate hash'");
            }
        }
        return chosen;
    }

    /** What to tell of files out of order. */
    public String outOfOrderMessage() {
        String names = outOfOrder.stream().map(MigrationFile::name).collect(Collectors.joining(", "));
        return (outOfOrder.size() == 1 ? "migration file " + names + " was" : "migration files " + names + " were")
                + " added out of order. See: https://atlasgo.io/versioned/apply#non-linear-error";
    }
}
