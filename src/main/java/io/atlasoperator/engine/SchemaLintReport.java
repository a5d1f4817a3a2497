package io.atlasoperator.engine;

import io.atlasoperator.lint.LintReport;
import java.time.Duration;
import java.util.List;

/**
 * What is to be said about a state or a way.
 *
 * @param changes how many changes were judged
 * @param reports what the analyzers found
 * @param took how long it took
 */
public record SchemaLintReport(int changes, List<LintReport> reports, Duration took) {

    public SchemaLintReport {
        reports = List.copyOf(reports);
    }

    /** Whether anything found is an error. */
    public boolean failed() {
        return reports.stream().anyMatch(LintReport::error);
    }
}
