package io.atlasoperator.hcl;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Names that may have been meant. */
public final class Suggestions {
    private static final int MAX_DISTANCE = 2;

    private Suggestions() {}

    /**
     * The candidate closest to the name, at most two edits away and with no more than half of its letters changed; of
     * equally close ones the shortest, then the alphabetically first.
     */
    public static Optional<String> closest(String name, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> !candidate.equals(name) && isNear(distance(name, candidate), name, candidate))
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparingInt(String::length)
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code  Did you mean "x"?} with a space before it, or nothing. */
    public static String didYouMean(String name, Collection<String> candidates) {
        return closest(name, candidates)
                .map(candidate -> " Did you mean \"" + candidate + "\"?")
                .orElse("");
    }

    private static boolean isNear(int distance, String name, String candidate) {
        return distance <= MAX_DISTANCE && 2 * distance <= Math.max(name.length(), candidate.length());
    }

    private static int distance(String from, String to) {
        if (Math.abs(from.length() - to.length()) > MAX_DISTANCE) {
            return MAX_DISTANCE + 1;
        }
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replace = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
