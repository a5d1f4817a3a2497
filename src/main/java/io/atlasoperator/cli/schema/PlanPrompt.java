package io.atlasoperator.cli.schema;

import io.atlasoperator.cli.console.Editor;
import io.atlasoperator.cli.console.Interrupts;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.engine.PlanGate;
import io.atlasoperator.engine.PlanProposal;
import io.atlasoperator.engine.PlanRejectedException;
import java.util.List;
import java.util.Optional;

/**
 * Shows a plan and asks whether it may run, after it was edited if that is asked for.
 *
 * @param terminal where it is shown and asked
 * @param interrupts what a signal does meanwhile
 * @param autoApprove whether nobody is asked
 * @param edit whether the user edits the plan first
 * @param isQuiet whether the plan is not shown, for a report tells it
 */
record PlanPrompt(Terminal terminal, Interrupts interrupts, boolean autoApprove, boolean edit, boolean isQuiet)
        implements PlanGate {

    @Override
    public Optional<String> rewrite(PlanProposal proposal) {
        if (!edit) {
            return Optional.empty();
        }
        String text = interrupts.editing(() -> new Editor(terminal).edit(PlanText.of(proposal.plan())));
        return Optional.of(text);
    }

    @Override
    public void unmatched(List<String> patterns) {
        if (!isQuiet) {
            patterns.forEach(pattern -> terminal.err()
                    .println("Warning: the pattern \"" + pattern
                            + "\" matches no name (schema.object.part; where the URL names one schema, object.part)"));
        }
    }

    @Override
    public void hidden(List<String> sentences) {
        if (!isQuiet) {
            sentences.forEach(sentence -> terminal.err().println("Warning: " + sentence));
        }
    }

    @Override
    public void undecided(List<String> sentences) {
        hidden(sentences);
    }

    @Override
    public void check(PlanProposal proposal) {
        if (proposal.plan().isEmpty()) {
            terminal.err().println("The edited plan has no statements, nothing was run");
            throw new PlanRejectedException("the plan has no statements");
        }
        if (!isQuiet) {
            terminal.print(PlanText.planned(proposal.plan()));
        }
        if (!autoApprove) {
            terminal.err().print(DropNotice.of(proposal.plan()));
            terminal.err().flush();
        }
        if (!autoApprove && !interrupts.asking(new ApprovalPrompt(terminal)::approves)) {
            terminal.err().println("Aborted, nothing was changed");
            throw new PlanRejectedException("the plan was not approved");
        }
    }
}
