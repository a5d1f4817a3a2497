package io.atlasoperator.operator.devpod;

import io.atlasoperator.engine.EngineException;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Optional;

/**
 * Whose a Deployment of a dev database is: it goes with its resource or, where several share it, with the last one of them.
 */
final class DevPodOwnership {

    private DevPodOwnership() {}

    /** The reference by which a resource has a Deployment go with it. */
    static OwnerReference reference(HasMetadata resource, boolean alone) {
        OwnerReferenceBuilder reference = new OwnerReferenceBuilder()
                .withApiVersion(resource.getApiVersion())
                .withKind(resource.getKind())
                .withName(resource.getMetadata().getName())
                .withUid(resource.getMetadata().getUid());
        return alone ? reference.withController(true).build() : reference.build();
    }

    /** Whether a Deployment goes with a resource. */
    static boolean has(Deployment found, HasMetadata resource) {
        return references(found).stream()
                .anyMatch(reference ->
                        reference.getUid().equals(resource.getMetadata().getUid()));
    }

    private static List<OwnerReference> references(Deployment found) {
        return found.getMetadata().getOwnerReferences();
    }

    /**
     * Nobody else's Deployment is touched, whatever it is called.
     *
     * @throws EngineException if it is neither the resource's nor one that resources share
     */
    static void require(Deployment found, HasMetadata resource, boolean alone) {
        Optional<OwnerReference> controller = references(found).stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .findFirst();
        boolean isIts = alone
                ? controller.isPresent()
                        && controller
                                .get()
                                .getUid()
                                .equals(resource.getMetadata().getUid())
                : controller.isEmpty() && isShared(found);
        if (isIts) {
            return;
        }
        String name = "the deployment \"" + found.getMetadata().getName() + "\"";
        boolean former = controller.isPresent()
                && controller.get().getKind().equals(resource.getKind())
                && controller.get().getName().equals(resource.getMetadata().getName());
        if (former) {
            throw DevPods.waiting(": " + name + " of an earlier resource of this name is still there");
        }
        String whose = controller
                .map(reference -> " belongs to " + reference.getKind() + " \"" + reference.getName() + "\"")
                .orElse(" is not the operator's");
        throw EngineException.permanent(
                Reason.DEV_DATABASE,
                name + whose + ": give " + (alone ? "the resource" : "it")
                        + " another name, or the resource a dev database with" + " spec.devURL");
    }

    /** One whose last resource went just now is on its way out. */
    private static boolean isShared(Deployment found) {
        return found.getMetadata().getAnnotations() != null
                && found.getMetadata().getAnnotations().containsKey(DevPodDeployment.DESCRIPTION)
                && references(found).stream()
                        .anyMatch(reference -> reference.getApiVersion().startsWith(AtlasSchema.GROUP + "/"));
    }
}
