package io.atlasoperator.cli.console;

import io.atlasoperator.engine.MigrateLintReport;
import io.atlasoperator.engine.MigrateLintReport.JudgedFile;
import io.atlasoperator.engine.MigrateLintReport.Place;
import io.atlasoperator.engine.SchemaLintReport;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.lint.LintReport;
import io.atlasoperator.template.GoDuration;
import java.util.ArrayList;
import java.util.List;

/** The reports of the analyzers for people. */
public final class LintText {
    private static final String LINKS = "https://atlasgo.io/lint/analyzers#";
    /** How many characters of words a line holds, with what stands before them. */
    private static final int WIDTH = 85;

    private static final String RULE = "-------------------------";

    private LintText() {}

    /** That of {@code migrate lint}. */
    public static String of(MigrateLintReport report) {
        if (report.error().isEmpty() && report.files().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("Analyzing changes");
        if (report.error().isEmpty() || !report.files().isEmpty()) {
            List<JudgedFile> files = report.files();
            String last = files.getLast().file().version();
            text.append(
                    report.base().isEmpty()
                            ? " until version " + last
                            : " from version " + report.base() + " to " + last);
        }
        text.append(" (").append(count(report.count(), "migration")).append(" in total):\n\n");
        for (JudgedFile file : report.files()) {
            text.append("  -- analyzing version ").append(file.file().version()).append('\n');
            reports(file.reports(), file.places(), "    ", text);
            text.append("  -- ok (").append(GoDuration.format(file.took())).append(")\n\n");
        }
        report.error().ifPresent(error -> text.append("  Error: ").append(error).append("\n\n"));
        if (!report.files().isEmpty()) {
            text.append("  ").append(RULE).append('\n');
            text.append("  -- ").append(GoDuration.format(report.took())).append('\n');
            text.append("  -- ").append(versions(report.files())).append('\n');
            totals(
                    report.files().stream().mapToInt(JudgedFile::changes).sum(),
                    report.files().stream()
                            .flatMap(file -> file.reports().stream())
                            .toList(),
                    text);
        }
        return text.toString();
    }

    /** That of {@code schema lint}. */
    public static String of(SchemaLintReport report) {
        StringBuilder text = new StringBuilder("Analyzing changes:\n\n");
        reports(report.reports(), List.of(), "  ", text);
        text.append("\n  ").append(RULE).append('\n');
        text.append("  -- ").append(GoDuration.format(report.took())).append('\n');
        totals(report.changes(), report.reports(), text);
        return text.toString();
    }

    private static String count(int count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }

    private static void reports(List<LintReport> reports, List<Place> places, String indent, StringBuilder text) {
        if (reports.isEmpty()) {
            text.append(indent).append("-- no diagnostics found\n");
        }
        List<String> fixes = new ArrayList<>();
        for (LintReport report : reports) {
            text.append(indent).append("-- ").append(report.title()).append(":\n");
            for (Diagnostic diagnostic : report.diagnostics()) {
                String line = places.isEmpty()
                        ? ""
                        : "L" + places.get(diagnostic.step()).line() + ": ";
                String start = indent + "  -- " + line;
                String rest = " ".repeat(indent.length() + "  -- ".length());
                wrap(start, rest, diagnostic.text() + " " + LINKS + diagnostic.code(), text);
                fixes.addAll(diagnostic.fixes());
            }
        }
        if (!fixes.isEmpty()) {
            text.append(indent).append(fixes.size() == 1 ? "-- suggested fix:\n" : "-- suggested fixes:\n");
            String rest = " ".repeat(indent.length() + "  -> ".length());
            fixes.stream().distinct().forEach(fix -> wrap(indent + "  -> ", rest, fix, text));
        }
    }

    /** Only the letters of words count, and not the spaces between them. */
    private static void wrap(String start, String rest, String sentence, StringBuilder text) {
        int room = WIDTH - start.length();
        int used = 0;
        text.append(start);
        boolean first = true;
        for (String word : sentence.split(" ")) {
            if (!first && used + word.length() > room) {
                text.append('\n').append(rest);
                used = 0;
                first = true;
            }
            text.append(first ? "" : " ").append(word);
            used += word.length();
            first = false;
        }
        text.append('\n');
    }

    private static String versions(List<JudgedFile> files) {
        int failed = Math.toIntExact(files.stream().filter(JudgedFile::failed).count());
        int good = Math.toIntExact(
                files.stream().filter(file -> file.reports().isEmpty()).count());
        List<String> parts = new ArrayList<>();
        add(parts, good, "ok");
        add(parts, files.size() - good - failed, "with warnings");
        add(parts, failed, "with errors");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, int count, String how) {
        if (count > 0) {
            parts.add((parts.isEmpty() ? count(count, "version") : String.valueOf(count)) + " " + how);
        }
    }

    private static void totals(int changes, List<LintReport> reports, StringBuilder text) {
        int found =
                reports.stream().mapToInt(report -> report.diagnostics().size()).sum();
        if (changes > 0) {
            text.append("  -- ").append(count(changes, "schema change")).append('\n');
        }
        if (found > 0) {
            text.append("  -- ").append(count(found, "diagnostic")).append('\n');
        }
    }
}
