package io.atlasoperator.spec;

import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.Evaluation;
import io.atlasoperator.hcl.HclDiagnostic;
import io.atlasoperator.hcl.HclException;
import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong in a document. Not safe for use by several threads. */
final class Diagnostics {
    private static final Comparator<HclDiagnostic> TEXT_ORDER = Comparator.<HclDiagnostic, String>comparing(
                    diagnostic -> diagnostic.range().file())
            .thenComparingInt(diagnostic -> diagnostic.range().start().line())
            .thenComparingInt(diagnostic -> diagnostic.range().start().column());

    private final List<HclDiagnostic> found = new ArrayList<>();
    private final Set<Rejected> rejected = new HashSet<>();

    /** An attribute that did not fit, by the place of its block. */
    private record Rejected(SourceRange block, String attribute) {}

    void add(SourceRange range, String summary, String detail) {
        found.add(new HclDiagnostic(range, summary, detail));
    }

    /** Tells what the evaluation of a document found, and which attributes are left out for that. */
    void add(Evaluation evaluation) {
        found.addAll(evaluation.problems());
        evaluation.missing().forEach(missing -> rejected.add(new Rejected(missing.block(), missing.attribute())));
    }

    /** Notes that an attribute was written but is left out, so that nobody says it is missing. */
    void reject(Block block, String attribute) {
        rejected.add(new Rejected(block.range(), attribute));
    }

    boolean rejected(Block block, String attribute) {
        return rejected.contains(new Rejected(block.range(), attribute));
    }

    /** @throws HclException if anything was added */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new HclException(found.stream().sorted(TEXT_ORDER).toList());
        }
    }
}
