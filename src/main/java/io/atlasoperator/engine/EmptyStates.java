package io.atlasoperator.engine;

import io.atlasoperator.diff.Change;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.schema.Realm;

/** Desired states in which there is nothing: some are meant so, most are a slip that would empty the target. */
final class EmptyStates {

    private EmptyStates() {}

    /** Whether the target is to be emptied, its history of migrations included. */
    static boolean isWanted(StateSource desired) {
        return desired instanceof StateSource.Hcl hcl && hcl.files().isEmpty();
    }

    /** Files that make nothing are a mistake, and not the wish to have everything dropped. */
    static void requireSomething(StateSource source, Realm desired, Plan plan) {
        boolean nothing = switch (source) {
            case StateSource.Sql sql -> makesNothing(desired);
            case StateSource.Migrations migrations -> makesNothing(desired);
            case StateSource.Composite composite -> makesNothing(desired);
            // An empty schema is a word; no schema at all is none.
            case StateSource.Hcl hcl ->
                !hcl.files().isEmpty() && desired.schemas().isEmpty();
            case StateSource.Database database -> makesNothing(desired);
        };
        boolean drops = plan.changes().stream()
                .anyMatch(change -> change instanceof Change.DropTable
                        || change instanceof Change.DropObject
                        || change instanceof Change.DropSchema);
        if (nothing && drops) {
            throw EngineException.permanent(
                    Reason.DESIRED_STATE,
                    "the desired state makes nothing, so all that is there would be dropped: check its files; to"
                            + " drop everything on purpose, use \"atlas schema clean\" or HCL with an empty schema");
        }
    }

    /** What belongs to no schema, such as extensions that a dev database had before, is not counted. */
    private static boolean makesNothing(Realm desired) {
        return desired.schemas().stream()
                .allMatch(
                        schema -> schema.tables().isEmpty() && schema.objects().isEmpty());
    }
}
