package io.atlasoperator.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides whether a plan may run: a policy, or a person at a prompt. Asked at most once an apply, and only about a plan that is not empty. */
@FunctionalInterface
public interface PlanGate {

    /** Lets every plan run. */
    PlanGate OPEN = proposal -> {};

    /**
     * Returns if the plan may run.
     *
     * @throws PlanRejectedException if not
     */
    void check(PlanProposal proposal);

    /**
     * Other statements to run instead, as the text of a script; nothing to leave the plan as it is. What comes of it is
     * still checked.
     *
     * @throws PlanRejectedException if nothing is to run
     */
    default Optional<String> rewrite(PlanProposal proposal) {
        return Optional.empty();
    }

    /**
     * Told of the plan of a dry run, which is not asked about.
     *
     * @param proposal what it would be asked about, made when it is wanted
     */
    default void planned(Supplier<PlanProposal> proposal) {}

    /**
     * Told of patterns of the selection that match nothing, before a plan is asked about or shown: those to include always,
     * those to exclude if something is to be done.
     */
    default void unmatched(List<String> patterns) {}

    /** Told of what may be in the target without being seen, in sentences, if something is to be done. */
    default void hidden(List<String> sentences) {}

    /** Told of what is changed although it may be the same, in sentences: before it is, or once it shows that it always will be. */
    default void undecided(List<String> sentences) {}
}
