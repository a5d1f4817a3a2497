package io.atlasoperator.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What the user may have meant by a name that does not exist. The same names always give the same answer. */
final class Suggestion {
    private static final int TOO_FAR = 3;

    private Suggestion() {}

    /** {@code  Did you mean "x"?} with a leading blank, or nothing if no name is near. */
    static String sentence(String name, Collection<String> known) {
        return nearest(name, known)
                .map(found -> " Did you mean \"" + found + "\"?")
                .orElse("");
    }

    /** The nearest name: fewest edits, then the shortest, then by the alphabet. */
    static Optional<String> nearest(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> near(name, candidate))
                .min(Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                        .thenComparingInt(String::length)
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean near(String name, String candidate) {
        int edits = distance(name, candidate);
        return edits < TOO_FAR && 2 * edits < Math.max(name.length(), candidate.length());
    }

    /** Insertions, deletions, replacements and swaps of neighbours. */
    static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= to.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            for (int j = 1; j <= to.length(); j++) {
                int replace = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[from.length()][to.length()];
    }
}
