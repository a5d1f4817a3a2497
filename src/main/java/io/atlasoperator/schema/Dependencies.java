package io.atlasoperator.schema;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which things of a realm need which others to be there. What follows from the model itself, such as a foreign key's
 * table or a column's type, need not be among them. Immutable.
 */
public final class Dependencies {
    /** None. */
    public static final Dependencies NONE = new Dependencies(Set.of());

    private final Set<Dependency> all;
    private final Map<ObjectKey, Set<Dependency>> byDependent = new HashMap<>();
    private final Map<ObjectKey, Set<Dependency>> byNeeded = new HashMap<>();

    private Dependencies(Collection<Dependency> dependencies) {
        all = new LinkedHashSet<>(dependencies);
        for (Dependency dependency : all) {
            byDependent
                    .computeIfAbsent(dependency.dependent(), unused -> new LinkedHashSet<>())
                    .add(dependency);
            byNeeded.computeIfAbsent(dependency.needed(), unused -> new LinkedHashSet<>())
                    .add(dependency);
        }
    }

    /**
     * One thing needs another.
     *
     * @param dependent what can't be without the other
     * @param needed the other
     * @param column the column of the other that is needed, or null for the whole
     */
    public record Dependency(
            ObjectKey dependent, ObjectKey needed, @Nullable String column) {
        public Dependency {
            Objects.requireNonNull(dependent);
            Objects.requireNonNull(needed);
        }
    }

    /** These dependencies; what would need itself is left out. */
    public static Dependencies of(Collection<Dependency> dependencies) {
        List<Dependency> real = dependencies.stream()
                .filter(dependency -> !dependency.dependent().equals(dependency.needed()))
                .toList();
        return real.isEmpty() ? NONE : new Dependencies(real);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** What a thing needs. */
    public Set<Dependency> needs(ObjectKey dependent) {
        return Collections.unmodifiableSet(byDependent.getOrDefault(dependent, Set.of()));
    }

    /** What needs a thing. */
    public Set<Dependency> dependents(ObjectKey needed) {
        return Collections.unmodifiableSet(byNeeded.getOrDefault(needed, Set.of()));
    }

    /** These and others. */
    public Dependencies and(Dependencies others) {
        Set<Dependency> both = new LinkedHashSet<>(all);
        both.addAll(others.all);
        return of(both);
    }

    /** These dependencies, with other keys for some things. */
    public Dependencies renameKeys(Map<ObjectKey, ObjectKey> keys) {
        return of(all.stream()
                .map(dependency -> new Dependency(
                        keys.getOrDefault(dependency.dependent(), dependency.dependent()),
                        keys.getOrDefault(dependency.needed(), dependency.needed()),
                        dependency.column()))
                .toList());
    }

    /** These dependencies, with a column of a table under another name. */
    public Dependencies renameColumn(ObjectKey table, String from, String to) {
        return of(all.stream()
                .map(dependency -> dependency.needed().equals(table) && from.equals(dependency.column())
                        ? new Dependency(dependency.dependent(), table, to)
                        : dependency)
                .toList());
    }

    /** These, without those of one thing on any of the others. */
    public Dependencies without(ObjectKey dependent, Set<ObjectKey> needed) {
        return of(all.stream()
                .filter(dependency ->
                        !dependency.dependent().equals(dependent) || !needed.contains(dependency.needed()))
                .toList());
    }

    Dependencies renameSchema(String from, String to) {
        return of(all.stream()
                .map(dependency -> new Dependency(
                        dependency.dependent().renameSchema(from, to),
                        dependency.needed().renameSchema(from, to),
                        dependency.column()))
                .toList());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Dependencies dependencies && all.equals(dependencies.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    @Override
    public String toString() {
        return all.toString();
    }
}
