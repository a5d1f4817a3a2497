package io.atlasoperator.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers which state each target was found or brought to last, as digests: whoever asks for the same again will hardly
 * change anything. A mere guess, and nothing depends on it but who waits for whom. Bounded; the least recently used goes
 * first. Safe for use by several threads.
 */
final class SettledTargets {
    private final Map<String, String> states;

    /** @param capacity how many targets are kept at most */
    SettledTargets(int capacity) {
        this.states = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Whether a target was in that state when it was last looked at. */
    synchronized boolean isSettled(Session target, String state) {
        return state.equals(states.get(key(target)));
    }

    /** Keeps that a target is in that state. */
    synchronized void settle(Session target, String state) {
        states.put(key(target), state);
    }

    private static String key(Session target) {
        return new Digest().field(target.url().reveal()).base64();
    }
}
