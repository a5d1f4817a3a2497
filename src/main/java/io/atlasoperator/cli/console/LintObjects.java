package io.atlasoperator.cli.console;

import io.atlasoperator.engine.MigrateLintReport;
import io.atlasoperator.engine.MigrateLintReport.JudgedFile;
import io.atlasoperator.engine.MigrateLintReport.Place;
import io.atlasoperator.engine.SchemaLintReport;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.lint.LintReport;
import io.atlasoperator.template.TemplateObject;
import io.atlasoperator.workspace.MigrationFiles;
import java.util.List;

/** The reports of the analyzers as templates see them. */
public final class LintObjects {
    private LintObjects() {}

    /** That of {@code migrate lint}. */
    public static TemplateObject of(MigrateLintReport report) {
        TemplateObject env = TemplateObject.builder("cmdlog.Env")
                .optional("Driver", report.driver())
                .optional("URL", UrlObject.of(report.dev()))
                .optional("Dir", directory(report.location()))
                .build();
        TemplateObject schema = TemplateObject.builder("cmdlog.Schema")
                .optional("Current", report.current())
                .optional("Desired", report.desired())
                .build();
        return TemplateObject.builder("*lint.SummaryReport")
                .field("Env", env)
                .field("Schema", schema)
                .optional(
                        "Steps", report.steps().stream().map(LintObjects::step).toList())
                .optional(
                        "Files", report.files().stream().map(LintObjects::file).toList())
                .hidden("Error", report.error().orElse(""))
                .method(
                        "DiagnosticsCount",
                        arguments -> report.files().stream()
                                .flatMap(file -> file.reports().stream())
                                .mapToLong(one -> one.diagnostics().size())
                                .sum())
                .build();
    }

    /** That of {@code schema lint}. */
    public static TemplateObject of(SchemaLintReport report) {
        return TemplateObject.builder("*lint.SchemaReport")
                .optional(
                        "Steps",
                        report.reports().stream()
                                .map(one -> report(one, List.of()))
                                .toList())
                .field("Changes", (long) report.changes())
                .build();
    }

    private static TemplateObject step(MigrateLintReport.Step step) {
        return TemplateObject.builder("*lint.StepReport")
                .field("Name", step.name())
                .optional("Text", step.text())
                .optional("Error", step.error().orElse(""))
                .optional("Result", step.result().map(LintObjects::file).orElse(null))
                .build();
    }

    private static TemplateObject file(JudgedFile file) {
        return TemplateObject.builder("*lint.FileReport")
                .field("Name", file.file().name())
                .optional("Text", file.file().content())
                .optional(
                        "Reports",
                        file.reports().stream()
                                .map(one -> report(one, file.places()))
                                .toList())
                .optional("Error", error(file))
                .build();
    }

    private static String error(JudgedFile file) {
        return file.reports().stream()
                .filter(LintReport::error)
                .map(LintReport::title)
                .findFirst()
                .orElse("");
    }

    private static TemplateObject report(LintReport report, List<Place> places) {
        return TemplateObject.builder("sqlcheck.Report")
                .field("Text", report.title())
                .optional("Error", places.isEmpty() && report.error())
                .optional(
                        "Diagnostics",
                        report.diagnostics().stream()
                                .map(one -> diagnostic(one, places))
                                .toList())
                .build();
    }

    private static TemplateObject diagnostic(Diagnostic diagnostic, List<Place> places) {
        TemplateObject.Builder builder = TemplateObject.builder("sqlcheck.Diagnostic");
        if (!places.isEmpty()) {
            builder.field("Pos", (long) places.get(diagnostic.step()).position());
        }
        return builder.field("Text", diagnostic.text())
                .field("Code", diagnostic.code())
                .optional(
                        "SuggestedFixes",
                        diagnostic.fixes().stream()
                                .map(fix -> TemplateObject.builder("sqlcheck.SuggestedFix")
                                        .field("Message", fix)
                                        .build())
                                .toList())
                .build();
    }

    /** The directory's path, as reports call it. */
    private static String directory(String location) {
        String path = location.startsWith("file://") ? location.substring("file://".length()) : location;
        return MigrationFiles.withoutQuery(path);
    }
}
