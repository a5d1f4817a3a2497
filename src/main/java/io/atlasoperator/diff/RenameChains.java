package io.atlasoperator.diff;

import io.atlasoperator.schema.Rename;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Puts hints into an order in which each finds its new name free: what is to give a name away comes before what is to get
 * it. Hints that wait for each other in a circle come together. For one use.
 */
final class RenameChains {
    private final List<Rename> renames;
    private final List<List<Rename>> groups = new ArrayList<>();
    private final LinkedHashSet<Rename> done = new LinkedHashSet<>();

    private RenameChains(List<Rename> renames) {
        this.renames = renames;
    }

    /** The hints one by one, and those of a circle in one list, each of which waits for the next one. */
    static List<List<Rename>> of(List<Rename> renames) {
        RenameChains chains = new RenameChains(renames);
        renames.forEach(rename -> chains.visit(rename, new LinkedHashSet<>()));
        return List.copyOf(chains.groups);
    }

    /** Whether a name is given away by one hint and taken by another. */
    static boolean shift(List<Rename> renames) {
        return renames.stream().anyMatch(rename -> next(rename, renames).isPresent());
    }

    /** The hint by which something else gets the old name of this one, in the same table. */
    static Optional<Rename> successor(Rename rename, List<Rename> renames) {
        return renames.stream()
                .filter(other -> other != rename
                        && isAmongSame(rename, other)
                        && newName(other).equals(rename.oldName()))
                .findFirst();
    }

    static String newName(Rename rename) {
        return rename.part().isEmpty() ? rename.object().name() : rename.part();
    }

    private void visit(Rename rename, SequencedSet<Rename> path) {
        if (done.contains(rename)) {
            return;
        }
        path.add(rename);
        Optional<Rename> next = next(rename, renames);
        if (next.isPresent() && path.contains(next.get())) {
            List<Rename> circle = new ArrayList<>(path);
            List<Rename> group = circle.subList(circle.indexOf(next.get()), circle.size());
            if (group.stream().allMatch(other -> isAmongSame(rename, other))) {
                groups.add(List.copyOf(group));
                done.addAll(group);
            }
        } else {
            next.ifPresent(other -> visit(other, path));
        }
        if (done.add(rename)) {
            groups.add(List.of(rename));
        }
    }

    /** The hint by which the new name of this one becomes free. */
    private static Optional<Rename> next(Rename rename, List<Rename> renames) {
        return renames.stream()
                .filter(other -> other != rename
                        && other.what() == rename.what()
                        && (isAmongSame(rename, other)
                                // In many databases the names of indexes are those of a whole schema.
                                || rename.what() == Rename.What.INDEX
                                        && rename.object()
                                                .schema()
                                                .equals(other.object().schema()))
                        && other.oldName().equals(newName(rename)))
                .findFirst();
    }

    /** Whether two hints are about names of one space: the parts of one table, or the objects of one schema. */
    private static boolean isAmongSame(Rename one, Rename other) {
        return one.what() == other.what()
                && one.part().isEmpty() == other.part().isEmpty()
                && (one.part().isEmpty()
                        ? one.object().schema().equals(other.object().schema())
                        : one.object().equals(other.object()));
    }
}
