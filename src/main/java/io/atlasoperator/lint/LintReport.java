package io.atlasoperator.lint;

import java.util.List;
import java.util.Objects;

/**
 * What one analyzer found.
 *
 * @param analyzer its name
 * @param title what the findings are headed
 * @param error whether they are errors
 * @param diagnostics the findings, at least one
 */
public record LintReport(String analyzer, String title, boolean error, List<Diagnostic> diagnostics) {

    public LintReport {
        Objects.requireNonNull(analyzer);
        Objects.requireNonNull(title);
        diagnostics = List.copyOf(diagnostics);
    }
}
