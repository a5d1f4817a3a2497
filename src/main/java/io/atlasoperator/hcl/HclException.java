package io.atlasoperator.hcl;

import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong in a set of HCL files, found in one pass. */
public final class HclException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<HclDiagnostic> diagnostics;

    /** @param diagnostics at least one, in the order of the text; what is said several times is told once */
    public HclException(List<HclDiagnostic> diagnostics) {
        super(diagnostics.stream().map(HclDiagnostic::toString).distinct().collect(Collectors.joining("\n")));
        if (diagnostics.isEmpty()) {
            throw new IllegalArgumentException("no diagnostics");
        }
        this.diagnostics = diagnostics.stream().distinct().toList();
    }

    /** The diagnostics, in the order of the text. */
    public List<HclDiagnostic> diagnostics() {
        return diagnostics;
    }
}
