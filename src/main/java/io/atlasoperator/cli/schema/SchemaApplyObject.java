package io.atlasoperator.cli.schema;

import io.atlasoperator.cli.console.FailureObject;
import io.atlasoperator.cli.console.UrlObject;
import io.atlasoperator.engine.SchemaApplyReport;
import io.atlasoperator.engine.StatementFailure;
import io.atlasoperator.template.TemplateObject;

/** The report of {@code schema apply} as templates see it. */
final class SchemaApplyObject {
    private SchemaApplyObject() {}

    static TemplateObject of(SchemaApplyReport report) {
        TemplateObject.Builder changes = TemplateObject.builder("cmdlog.Changes")
                .optional("Applied", report.applied())
                .optional("Pending", report.pending())
                .optional("Undone", report.undone() > 0 ? report.undone() : null)
                .optional("InDoubt", report.doubtful() > 0 ? report.doubtful() : null)
                .optional("Error", report.failure().map(FailureObject::of).orElse(null));
        TemplateObject.Builder object = TemplateObject.builder("*cmdlog.SchemaApply");
        TemplateObject url = UrlObject.of(report.target());
        if (report.plan().isEmpty()) {
            object.hidden("Driver", report.driver()).hidden("URL", url);
        } else {
            object.field("Driver", report.driver()).field("URL", url);
        }
        return object.field("Changes", changes.build())
                .optional(
                        "Error", report.failure().map(StatementFailure::message).orElse(""))
                .hidden("Start", report.start())
                .hidden("End", report.end())
                .build();
    }
}
