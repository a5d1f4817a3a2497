package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong, so that one run reports all of it. Not thread-safe. */
final class Diagnostics {
    private static final Comparator<HclDiagnostic> BY_PLACE = Comparator.comparing(
                    (HclDiagnostic diagnostic) -> diagnostic.range().file())
            .thenComparing(diagnostic -> diagnostic.range().start().line())
            .thenComparing(diagnostic -> diagnostic.range().start().column());

    /** A cause may be met from several places (a broken local): it is reported once. */
    private final Set<HclDiagnostic> collected = new LinkedHashSet<>();

    void add(SourceRange range, String summary, String detail) {
        collected.add(new HclDiagnostic(range, summary, detail));
    }

    void add(HclDiagnostic diagnostic) {
        collected.add(diagnostic);
    }

    /** Whether anything was collected. */
    boolean any() {
        return !collected.isEmpty();
    }

    /** What was collected, in no order. */
    List<HclDiagnostic> all() {
        return List.copyOf(collected);
    }

    /** @throws HclException if anything was collected */
    void throwIfAny() {
        if (!collected.isEmpty()) {
            List<HclDiagnostic> sorted = new ArrayList<>(collected);
            sorted.sort(BY_PLACE);
            throw new HclException(sorted);
        }
    }
}
