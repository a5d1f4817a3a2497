package io.atlasoperator.engine;

/** Decides whether a plan may run: a policy, or a person at a prompt. Called at most once an apply, and only for a plan that is not empty. */
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
}
