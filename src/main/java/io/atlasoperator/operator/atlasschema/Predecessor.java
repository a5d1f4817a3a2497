package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.engine.PlanProposal;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchemaStatus;
import io.atlasoperator.operator.status.StatusKeeper;
import io.atlasoperator.operator.status.StatusWriters;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of resources whose status another operator has left. That one may not look at views, functions, extensions and the
 * like: they are there and in no desired state, and nobody meant them to be dropped. So the first run of this operator is
 * a first run, and what it finds to be other than declared in such things alone makes nothing of what was ready unready. Safe for use by
 * several threads.
 */
final class Predecessor {
    /** The kind of object that every operator looks at, beside tables. */
    private static final String ENUM = "enum";

    private final Set<String> asDeclared = ConcurrentHashMap.newKeySet();

    /** The generations of resources that another operator has left ready, though a look may have failed since. */
    private final Map<String, Long> leftReady = new ConcurrentHashMap<>();

    /** Whether a resource stands as another operator left it, and was not found to be as declared since. */
    boolean left(AtlasSchema resource, AtlasSchemaStatus status) {
        return status.equals(resource.getStatus())
                && StatusWriters.isAnothers(resource)
                && !asDeclared.contains(resource.getMetadata().getUid());
    }

    /** Another operator has left a resource ready; that counts until it changes, or is found to be as declared. */
    void leftReady(AtlasSchema resource) {
        leftReady.put(resource.getMetadata().getUid(), generation(resource));
    }

    /** Whether it has. */
    boolean hasLeftReady(AtlasSchema resource) {
        return generation(resource).equals(leftReady.get(resource.getMetadata().getUid()));
    }

    /** What differs is told: from now on the state that was told of counts. */
    void isTold(AtlasSchema resource) {
        leftReady.remove(resource.getMetadata().getUid());
    }

    private static Long generation(AtlasSchema resource) {
        return Objects.requireNonNullElse(resource.getMetadata().getGeneration(), 0L);
    }

    /** The status, as if nothing had been applied where another operator did. */
    AtlasSchemaStatus guarded(AtlasSchema resource, AtlasSchemaStatus status) {
        return left(resource, status) ? status.withLastApplied(0) : status;
    }

    /** A target is as declared, in what others do not look at too: there is nothing to be careful of any more. */
    void isAsDeclared(AtlasSchema resource) {
        asDeclared.add(resource.getMetadata().getUid());
        leftReady.remove(resource.getMetadata().getUid());
    }

    void forget(HasMetadata resource) {
        asDeclared.remove(resource.getMetadata().getUid());
        leftReady.remove(resource.getMetadata().getUid());
    }

    /** Whether a resource is ready though this operator has never applied it. */
    static boolean isInherited(AtlasSchema resource) {
        AtlasSchemaStatus status = resource.getStatus();
        return status != null
                && StatusKeeper.saysReady(resource, status)
                && (status.lastApplied() == 0 || StatusWriters.isAnothers(resource));
    }

    /** Whether a plan changes what another operator may not have looked at, or drops, and does nothing else. */
    static boolean mayHaveMissed(PlanProposal proposal) {
        return proposal.plan().changes().stream().allMatch(Predecessor::mayHaveMissed);
    }

    private static boolean mayHaveMissed(Change change) {
        return switch (change) {
            case Change.DropSchema drop -> true;
            case Change.DropTable drop -> true;
            case Change.DropObject drop -> true;
            case Change.AddObject add -> !add.object().kind().equals(ENUM);
            case Change.ModifyObject modify -> !modify.from().kind().equals(ENUM);
            case Change.RenameObject rename -> !rename.from().kind().equals(ENUM);
            case Change.ModifyTable modify ->
                modify.changes().stream()
                        .allMatch(part -> DriftRule.isDrop(part) || part instanceof TableChange.ModifyOptions);
            case Change.AddSchema add -> false;
            case Change.ModifySchema modify -> false;
            case Change.AddTable add -> false;
            case Change.RenameTable rename -> false;
        };
    }
}
