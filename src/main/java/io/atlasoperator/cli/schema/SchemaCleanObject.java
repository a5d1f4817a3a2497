package io.atlasoperator.cli.schema;

import io.atlasoperator.cli.console.FailureObject;
import io.atlasoperator.cli.console.UrlObject;
import io.atlasoperator.engine.SchemaApplyReport;
import io.atlasoperator.engine.StatementFailure;
import io.atlasoperator.template.TemplateObject;
import java.util.ArrayList;
import java.util.List;

/** The report of {@code schema clean} as templates see it. */
final class SchemaCleanObject {
    private SchemaCleanObject() {}

    /** @param isDryRun whether what would run takes the place of what ran */
    static TemplateObject of(SchemaApplyReport report, boolean isDryRun) {
        List<String> statements = new ArrayList<>(isDryRun ? report.pending() : report.applied());
        report.failure().map(StatementFailure::statement).ifPresent(statements::add);
        TemplateObject file = TemplateObject.builder("*cmdlog.AppliedFile")
                .field("Start", report.start())
                .field("End", report.end())
                .optional("Applied", statements)
                .optional("Error", report.failure().map(FailureObject::of).orElse(null))
                .build();
        return TemplateObject.builder("*cmdlog.SchemaClean")
                .field("Driver", report.driver())
                .field("URL", UrlObject.of(report.target()))
                .field("Start", report.start())
                .field("End", report.end())
                .optional("Applied", statements.isEmpty() ? null : file)
                .optional(
                        "Error", report.failure().map(StatementFailure::message).orElse(""))
                .build();
    }
}
