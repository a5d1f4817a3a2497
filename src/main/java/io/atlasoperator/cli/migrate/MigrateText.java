package io.atlasoperator.cli.migrate;

import io.atlasoperator.engine.MigrateApplyReport;
import io.atlasoperator.engine.MigrateApplyReport.AppliedFile;
import io.atlasoperator.engine.MigrateApplyReport.Assertion;
import io.atlasoperator.engine.MigrateApplyReport.CheckedFile;
import io.atlasoperator.engine.MigrateSetReport;
import io.atlasoperator.engine.MigrateStatusReport;
import io.atlasoperator.engine.StatementFailure;
import io.atlasoperator.migrate.FileDirectives;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.template.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The reports of migrations as people read them. */
final class MigrateText {
    private MigrateText() {}

    /** What a revision's type is called. */
    static String type(int type) {
        return switch (type) {
            case Revision.BASELINE -> "baseline";
            case Revision.EXECUTED -> "applied";
            case Revision.RESOLVED -> "manually set";
            case Revision.EXECUTED | Revision.RESOLVED -> "applied + manually set";
            default -> "unknown (" + String.format("%04d", Integer.parseInt(Integer.toBinaryString(type))) + ")";
        };
    }

    static String of(MigrateApplyReport report) {
        if (report.pending().isEmpty() && report.error().isEmpty()) {
            return "No migration files to execute\n";
        }
        StringBuilder out = new StringBuilder(header(report)).append("\n\n");
        for (AppliedFile file : report.applied()) {
            file(file, out);
        }
        if (report.applied().isEmpty() && report.error().isPresent()) {
            out.append("    ").append(report.error().get()).append("\n\n");
        }
        out.append("  -------------------------\n").append(summary(report, "  "));
        return out.toString();
    }

    /** The first line, without its end. */
    static String header(MigrateApplyReport report) {
        return "Migrating to version " + report.targetVersion()
                + (report.current().isEmpty() ? "" : " from " + report.current())
                + " (" + report.pending().size() + " migrations in total):";
    }

    private static void file(AppliedFile file, StringBuilder out) {
        if (!checks(file, out)) {
            return;
        }
        out.append("  -- migrating version ").append(file.file().version());
        if (file.skipped() > 0) {
            out.append(" (partially applied - skipping ")
                    .append(file.skipped())
                    .append(file.skipped() == 1 ? " statement)" : " statements)");
        }
        out.append('\n');
        for (String statement : file.statements()) {
            statement(statement, out);
        }
        if (file.failure().isPresent()) {
            out.append("    ").append(file.failure().get().text()).append("\n\n");
        } else {
            out.append("  -- ok (")
                    .append(GoDuration.format(Duration.between(file.start(), file.end())))
                    .append(")\n\n");
        }
    }

    /** Whether all that was asked before the file holds. */
    private static boolean checks(AppliedFile file, StringBuilder out) {
        if (file.checks().isEmpty()) {
            return true;
        }
        out.append("  -- checks before migrating version ")
                .append(file.file().version())
                .append('\n');
        Optional<StatementFailure> failure = Optional.empty();
        for (CheckedFile checked : file.checks()) {
            checked.assertions().forEach(assertion -> statement(assertion.statement(), out));
            failure = checked.failure();
        }
        if (failure.isPresent()) {
            out.append("    ").append(failure.get().text()).append("\n\n");
            return false;
        }
        Duration time = Duration.between(
                file.checks().getFirst().start(), file.checks().getLast().end());
        out.append("  -- ok (").append(GoDuration.format(time)).append(")\n\n");
        return true;
    }

    static void statement(String statement, StringBuilder out) {
        out.append("    -> ").append(statement.replace("\n", "\n       ")).append('\n');
    }

    /** The last lines: the time, and how much ran. */
    static String summary(MigrateApplyReport report, String indent) {
        int failedFiles = (int) report.applied().stream()
                .filter(file -> file.failure().isPresent())
                .count();
        int statements = report.applied().stream()
                .mapToInt(file -> file.statements().size())
                .sum();
        List<String> lines = new ArrayList<>();
        lines.add(GoDuration.format(Duration.between(report.start(), report.end())));
        count("migration", report.applied().size() - failedFiles, failedFiles, lines);
        int refused =
                (int) report.applied().stream().filter(MigrateText::isRefused).count();
        checks(
                report.applied().stream()
                        .flatMap(file -> file.checks().stream())
                        .flatMap(checked -> checked.assertions().stream())
                        .toList(),
                lines);
        count("sql statement", statements - failedFiles + refused, failedFiles - refused, lines);
        return lines.stream().map(line -> indent + "-- " + line + "\n").collect(Collectors.joining());
    }

    private static boolean isRefused(AppliedFile file) {
        return !file.checks().isEmpty() && file.checks().getLast().failure().isPresent();
    }

    static void checks(List<Assertion> all, List<String> lines) {
        int failed = (int)
                all.stream().filter(assertion -> assertion.error().isPresent()).count();
        int good = all.size() - failed;
        if (good > 0 && failed > 0) {
            lines.add(plural("check", good) + " ok, " + plural("failure", failed));
        } else if (failed > 0) {
            lines.add(plural("check error", failed));
        } else if (good > 0) {
            lines.add(plural("check", good));
        }
    }

    static void count(String noun, int good, int failed, List<String> lines) {
        if (good > 0 && failed > 0) {
            lines.add(plural(noun, good) + " ok, " + failed + " with errors");
        } else if (failed > 0) {
            lines.add(plural(noun, failed) + " with errors");
        } else if (good > 0) {
            lines.add(plural(noun, good));
        }
    }

    static String plural(String noun, int count) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    static String of(MigrateStatusReport report) {
        boolean outOfOrder = !report.outOfOrder().isEmpty();
        StringBuilder out =
                new StringBuilder("Migration Status: ").append(report.status()).append('\n');
        String current = report.current().isEmpty() ? "No migration applied yet" : report.current();
        boolean partial = report.count() < report.total();
        line(
                "Current Version",
                current + (partial ? " (" + plural("statement", report.count()) + " applied)" : ""),
                out);
        String next = outOfOrder
                ? "UNKNOWN"
                : report.next().isEmpty()
                        ? "Already at latest version"
                        : report.next() + (fromCheckpoint(report) ? " (checkpoint)" : "");
        line(
                "Next Version",
                next + (partial ? " (" + plural("statement", report.total() - report.count()) + " left)" : ""),
                out);
        line("Executed Files", report.applied().size() + (partial ? " (last one partially)" : ""), out);
        line("Pending Files", pending(report), out);
        if (outOfOrder) {
            report.error()
                    .ifPresent(error -> out.append("\n  ERROR: ").append(error).append('\n'));
        } else if (report.error().isPresent()) {
            out.append("\nLast migration attempt had errors:\n");
            report.sql()
                    .ifPresent(sql ->
                            out.append("  -- SQL:   ").append(oneLine(sql)).append('\n'));
            out.append("  -- ERROR: ").append(oneLine(report.error().get())).append('\n');
        }
        return out.toString();
    }

    static String of(MigrateSetReport report) {
        int set = report.set().size();
        int removed = report.removed().size();
        if (set == 0 && removed == 0) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        if (report.current().isEmpty()) {
            out.append("All revisions deleted (").append(removed).append(" in total):\n\n");
        } else {
            List<String> counts = new ArrayList<>();
            if (set > 0) {
                counts.add(set + " set");
            }
            if (removed > 0) {
                counts.add(removed + " removed");
            }
            out.append("Current version is ")
                    .append(report.current())
                    .append(" (")
                    .append(String.join(", ", counts))
                    .append("):\n\n");
        }
        report.set().forEach(row -> out.append("  + ").append(called(row)).append('\n'));
        report.removed().forEach(row -> out.append("  - ").append(called(row)).append('\n'));
        return out.append('\n').toString();
    }

    private static String called(Revision row) {
        return row.description().isEmpty() ? row.version() : row.version() + " (" + row.description() + ")";
    }

    /** Whether the next file stands for all those before it. */
    static boolean fromCheckpoint(MigrateStatusReport report) {
        return !report.pending().isEmpty()
                && FileDirectives.of(report.pending().getFirst()).checkpoint();
    }

    private static String pending(MigrateStatusReport report) {
        int outOfOrder = report.outOfOrder().size();
        int all = report.pending().size() + outOfOrder;
        if (outOfOrder == 0) {
            return String.valueOf(report.pending().size());
        }
        return all + (report.pending().isEmpty() ? " (out of order)" : " (" + outOfOrder + " out of order)");
    }

    private static void line(String name, String value, StringBuilder out) {
        String label = name + ":";
        out.append("  -- ")
                .append(label)
                .append(" ".repeat(17 - label.length()))
                .append(value)
                .append('\n');
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ');
    }
}
