package io.atlasoperator.operator.ref;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Knows which resources refer to an object. It holds names only, and only of what is referred to. Safe for use by
 * several threads.
 */
public final class ReferenceIndex {
    private final Map<Reference, Set<Dependent>> dependents = new HashMap<>();
    private final Map<Dependent, Set<Reference>> references = new HashMap<>();
    private final Map<String, Consumer<Dependent>> listeners = new HashMap<>();

    /**
     * A resource that refers to something.
     *
     * @param controller the controller that looks after it
     * @param namespace its namespace
     * @param name its name
     */
    public record Dependent(String controller, String namespace, String name) {}

    /** Whom to tell about resources of a controller whose references changed. */
    public synchronized void listen(String controller, Consumer<Dependent> listener) {
        listeners.put(controller, listener);
    }

    /** From now on the resource refers to these objects and no others. */
    public synchronized void set(Dependent dependent, Set<Reference> wanted) {
        for (Reference old : references.getOrDefault(dependent, Set.of())) {
            if (!wanted.contains(old)) {
                unlink(dependent, old);
            }
        }
        if (wanted.isEmpty()) {
            references.remove(dependent);
            return;
        }
        references.put(dependent, Set.copyOf(wanted));
        wanted.forEach(reference -> dependents
                .computeIfAbsent(reference, ignored -> new HashSet<>())
                .add(dependent));
    }

    private void unlink(Dependent dependent, Reference reference) {
        Set<Dependent> left = dependents.get(reference);
        if (left != null && left.remove(dependent) && left.isEmpty()) {
            dependents.remove(reference);
        }
    }

    /** An object was made, changed or deleted. */
    public void changed(Reference reference) {
        tell(of(reference));
    }

    /** Changes of a kind may have been missed. */
    public void missed(Reference.Kind kind, String namespace) {
        Set<Dependent> all = new HashSet<>();
        synchronized (this) {
            dependents.forEach((reference, those) -> {
                boolean covered = namespace.isEmpty() || reference.namespace().equals(namespace);
                if (covered && reference.kind() == kind) {
                    all.addAll(those);
                }
            });
        }
        tell(all);
    }

    /** What of a kind is referred to. */
    public synchronized Set<Reference> of(Reference.Kind kind) {
        return dependents.keySet().stream()
                .filter(reference -> reference.kind() == kind)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How many objects are referred to. */
    public synchronized int size() {
        return dependents.size();
    }

    private synchronized Set<Dependent> of(Reference reference) {
        return Set.copyOf(dependents.getOrDefault(reference, Set.of()));
    }

    private void tell(Set<Dependent> those) {
        for (Dependent dependent : those) {
            Consumer<Dependent> listener;
            synchronized (this) {
                listener = listeners.get(dependent.controller());
            }
            if (listener != null) {
                listener.accept(dependent);
            }
        }
    }
}
