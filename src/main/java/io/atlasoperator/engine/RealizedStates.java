package io.atlasoperator.engine;

import io.atlasoperator.schema.Realm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers what desired states came to, so that an unchanged one needs no dev database again. Bounded; the least
 * recently used goes first. Safe for use by several threads.
 */
final class RealizedStates {
    private final Map<String, Realm> states;

    /** @param capacity how many states are kept at most */
    RealizedStates(int capacity) {
        this.states = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Realm> eldest) {
                return size() > capacity;
            }
        };
    }

    synchronized Optional<Realm> find(String key) {
        return Optional.ofNullable(states.get(key));
    }

    synchronized void keep(String key, Realm realm) {
        states.put(key, realm);
    }
}
