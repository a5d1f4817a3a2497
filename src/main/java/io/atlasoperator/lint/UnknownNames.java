package io.atlasoperator.lint;

import io.atlasoperator.hcl.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds words in {@code atlas:nolint} and {@code atlas:assert} that are neither a code nor an analyzer, so that they hide nothing. */
public final class UnknownNames {
    /** Its code. */
    public static final LintCode CODE = new LintCode("NL101", "unknown name in atlas:nolint");
    /** Its name among those of analyzers. */
    public static final String NAME = "nolint";

    private UnknownNames() {}

    static List<LintReport> in(Suppressions suppressions, List<Analyzer> analyzers) {
        Set<String> known = new TreeSet<>(Set.of(NAME, CODE.code()));
        for (Analyzer analyzer : analyzers) {
            known.add(analyzer.name());
            analyzer.codes().forEach(code -> known.add(code.code()));
        }
        List<Diagnostic> found = new ArrayList<>();
        for (Suppressions.Rule rule : suppressions.rules()) {
            int step = rule.target() instanceof Suppressions.Target.OneStep(int index) ? index : 0;
            for (String name : new TreeSet<>(rule.names())) {
                if (!known.contains(name)) {
                    found.add(new Diagnostic(
                            CODE.code(),
                            rule.place() + ": " + rule.directive() + " names \"" + name
                                    + "\", which is no code and no analyzer, and hides nothing."
                                    + suggestion(name, known),
                            step,
                            null,
                            List.of()));
                }
            }
        }
        return found.isEmpty()
                ? List.of()
                : List.of(new LintReport(NAME, "comments that hide nothing detected", false, found));
    }

    private static String suggestion(String name, Set<String> known) {
        return known.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .map(meant -> " Did you mean \"" + meant + "\"?")
                .orElseGet(() -> Suggestions.didYouMean(name, known));
    }
}
