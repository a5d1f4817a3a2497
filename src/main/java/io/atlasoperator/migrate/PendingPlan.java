package io.atlasoperator.migrate;

import io.atlasoperator.hcl.Suggestions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What of a directory has not run on a database. Versions are compared as their tool does, in the atlas format as texts.
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
        Map<String, Revision> known = new HashMap<>();
        revisions.forEach(revision -> known.put(revision.version(), revision));
        Comparator<String> order = order(files);
        List<Revision> versioned = ordered(files, revisions).stream()
                .filter(revision -> !revision.version().isEmpty())
                .toList();
        List<MigrationFile> repeated = files.stream()
                .filter(MigrationFile::isRepeated)
                .filter(file -> !isCurrent(known.get(""), files))
                .toList();
        if (versioned.isEmpty()) {
            List<MigrationFile> pending = new ArrayList<>(fromLastCheckpoint(files));
            pending.removeIf(MigrationFile::isRepeated);
            pending.addAll(repeated);
            return new PendingPlan(pending, List.of(), revisions.stream().findFirst());
        }
        Revision first = versioned.getFirst();
        Revision last = versioned.getLast();
        if (last.partial() && find(files, last.version()).isEmpty()) {
            String name = last.description().isEmpty()
                    ? last.version() + ".sql"
                    : last.version() + "_" + last.description() + ".sql";
            throw new RevisionException("sql/migrate: missing migration: revision \"" + name
                    + "\" is partially applied but migration file was not found");
        }
        List<MigrationFile> pending = new ArrayList<>();
        List<MigrationFile> outOfOrder = new ArrayList<>();
        for (MigrationFile file : files) {
            if (file.isRepeated()) {
                continue;
            }
            Revision revision = known.get(file.version());
            boolean checkpoint = FileDirectives.of(file).checkpoint();
            if (revision != null) {
                // A checkpoint is only ever finished while it is the last thing that was begun.
                if (revision.partial() && (!checkpoint || revision.equals(last))) {
                    pending.add(file);
                }
            } else if (!checkpoint && order.compare(file.version(), last.version()) > 0) {
                pending.add(file);
            } else if (!checkpoint && order.compare(file.version(), first.version()) > 0) {
                outOfOrder.add(file);
            }
        }
        pending.addAll(repeated);
        return new PendingPlan(pending, outOfOrder, Optional.of(last));
    }

    /**
     * Whether what is repeated ran as it is now. One row stands for all of it, with the hash that the last of them had in the
     * chain of {@code atlas.sum}: so it is run again after any change of the directory.
     */
    private static boolean isCurrent(@Nullable Revision row, List<MigrationFile> files) {
        if (row == null || row.partial()) {
            return false;
        }
        Checksum sum = Checksum.of(files);
        return sum.hashOf(files.getLast().name()).filter(row.hash()::equals).isPresent();
    }

    /** Revisions in the order in which the files' tool runs versions. */
    public static List<Revision> ordered(List<MigrationFile> files, List<Revision> revisions) {
        return revisions.stream()
                .sorted(Comparator.comparing(Revision::version, order(files)))
                .toList();
    }

    /** The order in which the files' tool runs versions. */
    public static Comparator<String> order(List<MigrationFile> files) {
        return files.isEmpty()
                ? VersionOrder.TEXT
                : files.getFirst().format().layout().versions();
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
        MigrationFile end = find(files, version).orElseThrow(() -> new RevisionException(notFound(files, version)));
        return files.subList(0, files.indexOf(end) + 1);
    }

    /** What to tell of a version that there is no file of; it names the one that was meant, if that can be told. */
    public static String notFound(List<MigrationFile> files, String version) {
        return "sql/migrate: migration with version \"" + version + "\" not found"
                + meant(files, version)
                        .map(found -> ". Did you mean \"" + found + "\"?")
                        .orElse("");
    }

    /** Of a file's name the version, else the version that is nearly the same. */
    private static Optional<String> meant(List<MigrationFile> files, String version) {
        return files.stream()
                .filter(file -> file.name().equals(version) || file.name().equals(version + ".sql"))
                .map(MigrationFile::version)
                .findFirst()
                .or(() -> Suggestions.closest(
                        version,
                        files.stream()
                                .map(MigrationFile::version)
                                .filter(found -> !found.isEmpty())
                                .toList()));
    }

    /** The file of that version, if there is one. */
    public static Optional<MigrationFile> find(List<MigrationFile> files, String version) {
        return files.stream().filter(file -> file.version().equals(version)).findFirst();
    }

    /** The last checkpoint and what comes after it; all files if there is none. */
    public static List<MigrationFile> fromLastCheckpoint(List<MigrationFile> files) {
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
            if (!file.isRepeated() && !versions.add(file.version())) {
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
