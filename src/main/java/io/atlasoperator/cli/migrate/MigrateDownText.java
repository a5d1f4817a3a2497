package io.atlasoperator.cli.migrate;

import io.atlasoperator.engine.MigrateApplyReport.Assertion;
import io.atlasoperator.engine.MigrateDownReport;
import io.atlasoperator.engine.MigrateDownReport.Leg;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.template.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The report of {@code migrate down} as people read it. */
final class MigrateDownText {
    private MigrateDownText() {}

    static String of(MigrateDownReport report) {
        int total = report.planned().size();
        if (total == 0) {
            return "No migrations to revert\n";
        }
        StringBuilder out = new StringBuilder("Migrating down from version ").append(report.current());
        if (!report.targetVersion().isEmpty()) {
            out.append(" to ").append(report.targetVersion());
        }
        out.append(" (").append(MigrateText.plural("migration", total)).append(" in total):\n\n");
        report.legs().forEach(leg -> leg(leg, out));
        summary(report, out);
        return out.toString();
    }

    private static void leg(Leg leg, StringBuilder out) {
        String versions = (leg.files().size() == 1 ? "version " : "versions ")
                + leg.files().stream().map(MigrationFile::version).collect(Collectors.joining(", "));
        Instant begin = leg.start();
        if (!leg.checks().isEmpty()) {
            out.append("  -- checks before reverting ").append(versions).append('\n');
            leg.checks()
                    .forEach(file -> file.assertions().forEach(asked -> MigrateText.statement(asked.statement(), out)));
            begin = leg.checks().getLast().end();
            if (!isRefused(leg)) {
                ok(Duration.between(leg.checks().getFirst().start(), begin), out);
            }
        }
        if (!leg.notAsked().isEmpty()) {
            out.append("  -- checks before reverting ")
                    .append(versions)
                    .append(", not asked now: what is reverted before may change the answers\n");
            leg.notAsked().forEach(question -> MigrateText.statement(question, out));
            out.append('\n');
        }
        if (!isRefused(leg)) {
            out.append("  -- reverting ").append(versions);
            if (leg.skipped() > 0) {
                out.append(" (partially reverted - skipping ")
                        .append(MigrateText.plural("statement", leg.skipped()))
                        .append(')');
            }
            out.append('\n');
            leg.statements().forEach(statement -> MigrateText.statement(statement, out));
        }
        if (leg.failure().isPresent()) {
            out.append("    ").append(leg.failure().get().text()).append("\n\n");
        } else {
            ok(Duration.between(begin, leg.end()), out);
        }
    }

    private static void ok(Duration time, StringBuilder out) {
        out.append("  -- ok (").append(GoDuration.format(time)).append(")\n\n");
    }

    /** Whether what was asked before does not hold. */
    private static boolean isRefused(Leg leg) {
        return leg.failure().isPresent() && leg.statements().isEmpty();
    }

    private static void summary(MigrateDownReport report, StringBuilder out) {
        List<String> lines = new ArrayList<>();
        lines.add(GoDuration.format(Duration.between(report.start(), report.end())));
        int failed = (int) report.legs().stream()
                .filter(leg -> leg.failure().isPresent())
                .mapToInt(leg -> leg.files().size())
                .sum();
        int gone = report.legs().stream().mapToInt(leg -> leg.files().size()).sum();
        MigrateText.count("migration", gone - failed, failed, lines);
        List<Assertion> asked = report.legs().stream()
                .flatMap(leg -> leg.checks().stream())
                .flatMap(file -> file.assertions().stream())
                .toList();
        MigrateText.checks(asked, lines);
        int statements =
                report.legs().stream().mapToInt(leg -> leg.statements().size()).sum();
        int failedStatements = (int) report.legs().stream()
                .filter(leg -> leg.failure().isPresent() && !isRefused(leg))
                .count();
        MigrateText.count("sql statement", statements - failedStatements, failedStatements, lines);
        out.append("  -------------------------\n");
        lines.forEach(line -> out.append("  -- ").append(line).append('\n'));
    }
}
