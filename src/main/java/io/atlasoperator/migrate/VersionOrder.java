package io.atlasoperator.migrate;

import java.math.BigInteger;
import java.util.Comparator;

/** The orders in which tools run versions. */
final class VersionOrder {
    /** As texts, byte for byte: {@code 10} before {@code 2}. */
    static final Comparator<String> TEXT = Comparator.naturalOrder();

    /** As numbers, and then as texts: {@code 2} before {@code 10}; what begins with no digit comes last. */
    static final Comparator<String> NUMBER = Comparator.comparing(
                    VersionOrder::number, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Comparator.naturalOrder());

    private VersionOrder() {}

    @org.jspecify.annotations.Nullable
    private static BigInteger number(String version) {
        int end = 0;
        while (end < version.length() && version.charAt(end) >= '0' && version.charAt(end) <= '9') {
            end++;
        }
        return end == 0 ? null : new BigInteger(version.substring(0, end));
    }
}
