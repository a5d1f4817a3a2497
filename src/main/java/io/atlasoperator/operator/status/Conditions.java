package io.atlasoperator.operator.status;

import io.atlasoperator.operator.api.v1alpha1.Condition;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the conditions Ready, Reconciling, Stalled and, where drift is looked for, Drifted, in this order. The only place where conditions are made. */
final class Conditions {
    static final String READY = "Ready";
    static final String RECONCILING = "Reconciling";
    static final String STALLED = "Stalled";
    static final String DRIFTED = "Drifted";

    /** The API server refuses longer messages, and with them the whole status. */
    private static final int MAX_MESSAGE = 32_768;

    private static final Set<String> OURS = Set.of(READY, RECONCILING, STALLED);

    private final Clock clock;

    Conditions(Clock clock) {
        this.clock = clock;
    }

    /** A message as a condition holds it. */
    static String cut(String message) {
        return Messages.limit(message, MAX_MESSAGE);
    }

    /** The condition of that type, if there is one. */
    static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst();
    }

    /** Whether the condition says so. */
    static boolean isTrue(Condition condition) {
        return condition.status().equals("True");
    }

    /** Whether there is a condition of that type that says so. */
    static boolean isTrue(List<Condition> conditions, String type) {
        return find(conditions, type).filter(Conditions::isTrue).isPresent();
    }

    /** Whether they say that a plan waits for a person. */
    static boolean isAwaitingApproval(List<Condition> conditions) {
        return find(conditions, RECONCILING)
                .filter(Conditions::isTrue)
                .filter(condition -> condition.reason().equals(Reason.APPROVAL_PENDING.text()))
                .isPresent();
    }

    /**
     * The conditions that tell an observation. Conditions of other types are kept; the time of a transition moves only
     * when the status of its condition does.
     */
    List<Condition> of(List<Condition> before, long generation, Observation observation) {
        List<Condition> after = new ArrayList<>();
        switch (observation) {
            case Observation.Progressing(Reason readyReason, String ready, Reason reason, String detail) -> {
                after.add(condition(before, generation, READY, false, readyReason, ready));
                after.add(condition(before, generation, RECONCILING, true, reason, detail));
                after.add(condition(before, generation, STALLED, false, reason, ""));
            }
            case Observation.Reached(String message, Drift drift) -> {
                after.add(condition(before, generation, READY, true, Reason.APPLIED, message));
                after.add(condition(before, generation, RECONCILING, false, Reason.APPLIED, ""));
                after.add(condition(before, generation, STALLED, false, Reason.APPLIED, ""));
                drifted(before, generation, drift).ifPresent(after::add);
            }
            case Observation.Stuck(Reason reason, String message) -> {
                after.add(condition(before, generation, READY, false, reason, message));
                after.add(condition(before, generation, RECONCILING, false, reason, message));
                after.add(condition(before, generation, STALLED, true, reason, message));
            }
        }
        // Work and failures tell nothing of drift: what was known of it stays.
        boolean looked = observation instanceof Observation.Reached;
        before.stream()
                .filter(condition -> !OURS.contains(condition.type()))
                .filter(condition -> !looked || !condition.type().equals(DRIFTED))
                .forEach(after::add);
        return List.copyOf(after);
    }

    private Optional<Condition> drifted(List<Condition> before, long generation, Drift drift) {
        return switch (drift) {
            case Drift.Unwatched() -> Optional.empty();
            case Drift.Unlooked() -> find(before, DRIFTED);
            case Drift.None() -> Optional.of(condition(before, generation, DRIFTED, false, Reason.IN_SYNC, ""));
            case Drift.Found(String summary) ->
                Optional.of(condition(before, generation, DRIFTED, true, Reason.DRIFT_DETECTED, summary));
            case Drift.Unknown(String reason) ->
                Optional.of(condition(before, generation, DRIFTED, "Unknown", Reason.DRIFT_UNKNOWN, reason));
        };
    }

    private Condition condition(
            List<Condition> before, long generation, String type, boolean value, Reason reason, String message) {
        return condition(before, generation, type, value ? "True" : "False", reason, message);
    }

    private Condition condition(
            List<Condition> before, long generation, String type, String status, Reason reason, String message) {
        String since = find(before, type)
                .filter(condition -> condition.status().equals(status))
                .map(Condition::lastTransitionTime)
                .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        return new Condition(type, status, generation, since, reason.text(), cut(message));
    }
}
