package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.FailureObject;
import io.atlasoperator.cli.console.UrlObject;
import io.atlasoperator.engine.MigrateApplyReport;
import io.atlasoperator.engine.MigrateApplyReport.AppliedFile;
import io.atlasoperator.engine.MigrateApplyReport.Assertion;
import io.atlasoperator.engine.MigrateApplyReport.CheckedFile;
import io.atlasoperator.engine.MigrateStatusReport;
import io.atlasoperator.migrate.DirectoryFormat;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.sql.StatementText;
import io.atlasoperator.template.GoJson;
import io.atlasoperator.template.TemplateObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The reports of migrations as templates see them. */
final class MigrateObjects {
    private MigrateObjects() {}

    static TemplateObject of(MigrateApplyReport report) {
        return TemplateObject.builder("*cmdlog.MigrateApply")
                .optional("Driver", report.driver())
                .optional("URL", UrlObject.of(report.target()))
                .optional("Dir", report.location())
                .optional("Pending", files(report.pending()))
                .optional(
                        "Applied",
                        report.applied().stream().map(MigrateObjects::applied).toList())
                .optional("Current", report.current())
                .optional("Target", report.targetVersion())
                .field("Start", report.start())
                .field("End", report.end())
                .optional("Error", report.error().orElse(""))
                .optional("Message", message(report))
                .method("Header", arguments -> MigrateText.header(report))
                .method("Summary", arguments -> MigrateText.summary(report, arguments.text(0)))
                .build();
    }

    private static String message(MigrateApplyReport report) {
        if (report.error().isPresent()) {
            return "";
        }
        if (report.pending().isEmpty()) {
            return "No migration files to execute";
        }
        return "Migrated to version " + report.targetVersion() + " from " + report.current() + " ("
                + report.pending().size() + " migrations in total)";
    }

    private static TemplateObject applied(AppliedFile file) {
        return TemplateObject.builder("*cmdlog.AppliedFile")
                .optional("Name", file.file().name())
                .optional("Version", file.file().version())
                .optional("Description", file.file().description())
                .field("Start", file.start())
                .field("End", file.end())
                .optional("Skipped", (long) file.skipped())
                .optional("Applied", file.statements())
                .optional(
                        "Checks",
                        file.checks().stream().map(MigrateObjects::checked).toList())
                .optional("Error", file.failure().map(FailureObject::of).orElse(null))
                .build();
    }

    static TemplateObject checked(CheckedFile file) {
        return TemplateObject.builder("*cmdlog.FileChecks")
                .optional("Name", file.name())
                .optional(
                        "Stmts",
                        file.assertions().stream().map(MigrateObjects::asserted).toList())
                .optional("Error", file.failure().map(FailureObject::of).orElse(null))
                .field("Start", file.start())
                .field("End", file.end())
                .build();
    }

    private static TemplateObject asserted(Assertion assertion) {
        return TemplateObject.builder("*cmdlog.Check")
                .optional("Stmt", assertion.statement())
                .optional("Error", assertion.error().orElse(null))
                .build();
    }

    static List<TemplateObject> files(List<MigrationFile> files) {
        return files.stream()
                .map(file -> TemplateObject.builder("cmdlog.File")
                        .optional("Name", file.name())
                        .optional("Version", file.version())
                        .optional("Description", file.description())
                        .build())
                .toList();
    }

    /** New files as {@code migrate diff --dry-run} prints them. */
    static String json(String location, DirectoryFormat format, List<SourceFile> files) {
        Map<String, MigrationFile> known = new HashMap<>();
        format.layout().files(files).forEach(file -> known.put(file.name(), file));
        List<TemplateObject> shown = new ArrayList<>();
        for (SourceFile file : files) {
            MigrationFile migration = known.get(file.name());
            shown.add(TemplateObject.builder("cmdlog.File")
                    .optional("Name", file.name())
                    .optional("Version", migration == null ? "" : migration.version())
                    .optional("Description", migration == null ? "" : migration.description())
                    .optional("Content", file.content())
                    .build());
        }
        return GoJson.compact(TemplateObject.builder("*cmdlog.MigrateDiff")
                .optional("Files", shown)
                .optional("Dir", location)
                .build());
    }

    static TemplateObject of(MigrateStatusReport report, String location) {
        TemplateObject env = TemplateObject.builder("cmdlog.Env")
                .optional("Driver", report.driver())
                .optional("URL", UrlObject.of(report.target()))
                .optional("Dir", location)
                .build();
        return TemplateObject.builder("*cmdlog.MigrateStatus")
                .field("Env", env)
                .optional("Available", files(report.available()))
                .optional("OutOfOrder", files(report.outOfOrder()))
                .optional("Pending", files(report.pending()))
                .optional(
                        "Applied",
                        report.applied().stream().map(MigrateObjects::revision).toList())
                .optional("Current", report.current())
                .optional("Next", report.next())
                .optional("Count", (long) report.count())
                .optional("Total", (long) report.total())
                .optional("Status", report.status())
                .optional("Error", report.error().orElse(""))
                .optional("SQL", report.sql().orElse(""))
                .method("Left", arguments -> (long) (report.total() - report.count()))
                .method("FromCheckpoint", arguments -> MigrateText.fromCheckpoint(report))
                .build();
    }

    private static TemplateObject revision(Revision revision) {
        return TemplateObject.builder("*migrate.Revision")
                .field("Version", revision.version())
                .field("Description", revision.description())
                .field("Type", MigrateText.type(revision.type()))
                .field("Applied", (long) revision.applied())
                .field("Total", (long) revision.total())
                .field("ExecutedAt", revision.executedAt())
                .field("ExecutionTime", revision.executionTime().toNanos())
                .optional("Error", revision.error())
                .optional("ErrorStmt", StatementText.withoutPasswords(revision.errorStatement()))
                .field("OperatorVersion", revision.operatorVersion())
                .build();
    }
}
