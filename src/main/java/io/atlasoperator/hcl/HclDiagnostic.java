package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;
import java.util.Objects;

/**
 * What is wrong in an HCL file.
 *
 * @param range where
 * @param summary what in a few words: {@code Unknown column.type}
 * @param detail a sentence that says what to do
 */
public record HclDiagnostic(SourceRange range, String summary, String detail) {

    public HclDiagnostic {
        Objects.requireNonNull(range);
        Objects.requireNonNull(summary);
        Objects.requireNonNull(detail);
    }

    /** {@code file:line,col-col: Summary; Detail}. */
    @Override
    public String toString() {
        return range + ": " + summary + "; " + detail;
    }
}
