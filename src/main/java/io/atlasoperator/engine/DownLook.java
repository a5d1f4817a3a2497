package io.atlasoperator.engine;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.DiffException;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.Differ;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.ObjectFilter;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.schema.Realm;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Compares a database with what the directory says of it. For one thread. */
final class DownLook {
    private final Session target;
    private final Differ differ;

    DownLook(Session target) {
        this.target = target;
        this.differ = new Differ(target.dialect().diffRules(target.version()), DiffPolicy.DEFAULT);
    }

    Inspection now() {
        return StateLoader.inspect(target, List.of());
    }

    List<Change> differences(Realm from, Realm to) {
        try {
            return differ.diff(from, to);
        } catch (DiffException e) {
            throw new EngineException(Reason.PLAN, false, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Refuses to go on where somebody else has changed what is to be changed now.
     *
     * @param expected what the directory makes
     * @param changes what is to be changed
     * @throws EngineException that names what differs
     */
    void requireAsExpected(Inspection now, Realm expected, List<Change> changes) {
        List<String> drift = new DownTouch(changes).among(differences(now.realm(), expected));
        if (!drift.isEmpty()) {
            throw EngineException.permanent(
                    Reason.PLAN,
                    "sql/migrate: the database is not as its migrations left it, so nothing was changed: "
                            + String.join("; ", drift)
                            + ". Put that right by hand, or add a migration that says it, and run this again");
        }
        Plan plan = new Plan(changes, List.of());
        new Untouched(
                        now,
                        ObjectFilter.of(
                                List.of(),
                                List.of(),
                                target.scope(),
                                target.dialect().syntax()),
                        true)
                .check(plan);
        DroppedSchemas.in(plan).requireNoDependents(target, plan);
    }

    /**
     * Where on a way back the database is.
     *
     * @param states those before the first statement and after each
     * @param first the first state that it may be in
     * @param last the last one
     * @return the index of a state; nothing if it is in none of them
     */
    OptionalInt find(Realm now, List<Realm> states, int first, int last) {
        List<Change> changes = new ArrayList<>(differences(states.getFirst(), states.getLast()));
        for (int i = 1; i < states.size(); i++) {
            changes.addAll(differences(states.get(i - 1), states.get(i)));
        }
        DownTouch touch = new DownTouch(changes);
        for (int i = first; i <= last; i++) {
            if (touch.among(differences(now, states.get(i))).isEmpty()) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
