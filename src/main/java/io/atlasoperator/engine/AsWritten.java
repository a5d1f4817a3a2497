package io.atlasoperator.engine;

import io.atlasoperator.diff.Change;
import io.atlasoperator.engine.StateLoader.Purpose;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Realm;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A desired state that is compared as somebody wrote it, without a server that would have put it in its own words.
 *
 * @param target where it is wanted
 * @param state the state
 */
record AsWritten(Session target, Realm state) {

    /** Whether a state is compared like that. */
    static boolean is(StateSource source, Purpose purpose, Realm state) {
        return source instanceof StateSource.Hcl && !purpose.normalizes(state);
    }

    /** What of it is changed although it may be the same, in sentences. */
    List<String> undecided(Realm current) {
        return target.dialect().undecided(current, target.computed(current, state), target.version());
    }

    /** Whether a plan that ran may have left something behind that is in other words than the state. */
    boolean mayRepeat(Plan plan) {
        return target.dialect().isReworded(state)
                && plan.changes().stream()
                        .anyMatch(
                                change -> change instanceof Change.AddObject || change instanceof Change.ModifyObject);
    }

    /** What the next apply would do again, in sentences. */
    static List<String> repeated(Plan next) {
        return next.isEmpty()
                ? List.of()
                : List.of("the server's words for this are not understood, so that the next apply would do it again ("
                        + next.statements().stream()
                                .map(Statement::comment)
                                .distinct()
                                .collect(Collectors.joining(", "))
                        + "): give a dev database");
    }
}
