package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;

/** An expression has no value. Caught where an attribute or block ends, or by {@code try}. */
final class EvaluationFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HclDiagnostic diagnostic;

    EvaluationFailure(HclDiagnostic diagnostic) {
        super(diagnostic.toString(), null, false, false);
        this.diagnostic = diagnostic;
    }

    EvaluationFailure(SourceRange range, String summary, String detail) {
        this(new HclDiagnostic(range, summary, detail));
    }

    HclDiagnostic diagnostic() {
        return diagnostic;
    }
}
