package io.atlasoperator.lint;

import java.util.ArrayList;
import java.util.List;

/** Runs analyzers, and leaves out what is not to be told. Immutable. */
public final class Linter {
    private final List<Analyzer> analyzers;
    private final LintRules rules;

    /**
     * @param analyzers the analyzers, in the order of their reports
     * @param rules which of their findings are errors, and which are not wanted
     */
    public Linter(List<Analyzer> analyzers, LintRules rules) {
        this.analyzers = List.copyOf(analyzers);
        this.rules = rules;
    }

    /** What the analyzers found, without those that found nothing; and what is wrong with the comments that hide some of it. */
    public List<LintReport> lint(Work work, Suppressions suppressions) {
        List<LintReport> reports = new ArrayList<>();
        for (Analyzer analyzer : analyzers) {
            List<Diagnostic> found = analyzer.analyze(work).stream()
                    .filter(diagnostic -> !rules.off().contains(diagnostic.code()))
                    .filter(diagnostic -> rules.forced().contains(analyzer.name())
                            || !suppressions.hides(analyzer.name(), diagnostic))
                    .toList();
            if (!found.isEmpty()) {
                boolean error = rules.errors().getOrDefault(analyzer.name(), analyzer.errorByDefault());
                reports.add(new LintReport(analyzer.name(), analyzer.title(), error, found));
            }
        }
        reports.addAll(UnknownNames.in(suppressions, analyzers));
        return List.copyOf(reports);
    }
}
