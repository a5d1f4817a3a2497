package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.FailureObject;
import io.atlasoperator.engine.MigrateDownReport;
import io.atlasoperator.engine.MigrateDownReport.Leg;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.template.TemplateObject;
import java.util.ArrayList;
import java.util.List;

/** The report of {@code migrate down} as templates see it. */
final class MigrateDownObject {
    private MigrateDownObject() {}

    static TemplateObject of(MigrateDownReport report) {
        return TemplateObject.builder("*cmdlog.MigrateDown")
                .optional("Planned", MigrateObjects.files(report.planned()))
                .optional(
                        "Reverted",
                        report.legs().stream()
                                .flatMap(leg -> reverted(leg).stream())
                                .toList())
                .optional("Current", report.current())
                .optional("Target", report.targetVersion())
                .optional("Total", (long) report.planned().size())
                .field("Start", report.start())
                .field("End", report.end())
                .optional("Status", report.outcome().name())
                .optional("Error", report.error().orElse(""))
                .build();
    }

    /** One for each file; what was done for several at once is with the first. */
    private static List<TemplateObject> reverted(Leg leg) {
        List<TemplateObject> found = new ArrayList<>();
        for (MigrationFile file : leg.files()) {
            boolean isFirst = found.isEmpty();
            found.add(TemplateObject.builder("*cmdlog.RevertedFile")
                    .optional("Name", file.name())
                    .optional("Version", file.version())
                    .optional("Description", file.description())
                    .field("Start", leg.start())
                    .field("End", leg.end())
                    .optional("Skipped", isFirst ? (long) leg.skipped() : 0L)
                    .optional("Applied", isFirst ? leg.statements() : List.of())
                    .optional(
                            "Checks",
                            isFirst
                                    ? leg.checks().stream()
                                            .map(MigrateObjects::checked)
                                            .toList()
                                    : List.of())
                    .optional("NotAsked", isFirst ? leg.notAsked() : List.of())
                    .optional("Scope", leg.scope().text())
                    .optional(
                            "Error",
                            isFirst ? leg.failure().map(FailureObject::of).orElse(null) : null)
                    .build());
        }
        return found;
    }
}
