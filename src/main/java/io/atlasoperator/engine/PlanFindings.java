package io.atlasoperator.engine;

import io.atlasoperator.lint.AllowedDrops;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.lint.LintReport;
import io.atlasoperator.lint.LintRules;
import io.atlasoperator.lint.Linter;
import io.atlasoperator.lint.Suppressions;
import io.atlasoperator.lint.Work;
import io.atlasoperator.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the analyzers find in a plan. Rules can have them look for more, and call more of it an error; what they take away is found
 * nevertheless: whoever writes a desired state, or the rules beside it, does not decide whether anybody is asked about what it
 * loses.
 *
 * @param all all of it
 * @param unsilenced the same without what the files of the desired state silence
 * @param errors what the rules call an error in so many words, silenced or not
 * @param unsilencedErrors the same without what the files silence
 */
public record PlanFindings(
        List<Diagnostic> all, List<Diagnostic> unsilenced, List<Diagnostic> errors, List<Diagnostic> unsilencedErrors) {

    public PlanFindings {
        all = List.copyOf(all);
        unsilenced = List.copyOf(unsilenced);
        errors = List.copyOf(errors);
        unsilencedErrors = List.copyOf(unsilencedErrors);
    }

    /** Findings that nothing silences, none of them an error. */
    public static PlanFindings of(List<Diagnostic> all) {
        return new PlanFindings(all, all, List.of(), List.of());
    }

    static PlanFindings of(Session target, Plan plan, SchemaApplyRequest request) {
        LintRules rules = request.rules();
        LintRules complete = new LintRules(rules.errors(), rules.forced(), Set.of(), AllowedDrops.NONE, rules.naming());
        Linter linter = new Linter(target.dialect().analyzers(complete, Optional.of(target.version())), complete);
        Work work = Work.of(plan);
        List<LintReport> all = linter.lint(work, Suppressions.NONE);
        Suppressions silenced = SourceSuppressions.of(request.desired(), target.dialect());
        List<LintReport> unsilenced = silenced.equals(Suppressions.NONE) ? all : linter.lint(work, silenced);
        return new PlanFindings(
                diagnostics(all), diagnostics(unsilenced), errors(all, rules), errors(unsilenced, rules));
    }

    private static List<Diagnostic> diagnostics(List<LintReport> reports) {
        return reports.stream()
                .map(LintReport::diagnostics)
                .flatMap(List::stream)
                .toList();
    }

    private static List<Diagnostic> errors(List<LintReport> reports, LintRules rules) {
        return reports.stream()
                .filter(report -> rules.errors().getOrDefault(report.analyzer(), false))
                .map(LintReport::diagnostics)
                .flatMap(List::stream)
                .filter(diagnostic -> !rules.off().contains(diagnostic.code()))
                .toList();
    }
}
