package io.atlasoperator.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atlasoperator.operator.api.v1alpha1.AtlasStatus;
import io.atlasoperator.operator.status.StatusSink;
import io.atlasoperator.operator.status.StatusWriters;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/**
 * Writes statuses with a patch on the status subresource. It names no version of the resource, so another writer's change is
 * no conflict; it puts the whole status in the place of the one before, so nothing old is left. It does name the resource's
 * identity: work may end after its resource was deleted and another one of the same name was made, of which nothing is
 * known yet.
 *
 * @param <R> the kind of resource
 * @param <S> its status
 */
final class ClusterStatus<R extends CustomResource<?, S>, S extends AtlasStatus> implements StatusSink<R, S> {
    private static final int NOT_FOUND = 404;
    private static final int INVALID = 422;

    private static final PatchContext AS_OURS = new PatchContext.Builder()
            .withPatchType(PatchType.JSON)
            .withFieldManager(StatusWriters.OURS)
            .build();

    private final KubernetesClient client;
    private final Class<R> kind;

    ClusterStatus(KubernetesClient client, Class<R> kind) {
        this.client = client;
        this.kind = kind;
    }

    @Override
    public String write(R resource, S status) {
        try {
            // By its name alone the client would ask for the resource first.
            R written = client.resources(kind)
                    .resource(resource)
                    .subresource("status")
                    .patch(AS_OURS, patch(resource, status));
            return written == null ? "" : written.getMetadata().getResourceVersion();
        } catch (KubernetesClientException e) {
            if (e.getCode() == NOT_FOUND || e.getCode() == INVALID && isAnother(resource)) {
                return "";
            }
            throw e;
        }
    }

    private String patch(R resource, S status) {
        ArrayNode patch = JsonNodeFactory.instance.arrayNode();
        patch.addObject()
                .put("op", "test")
                .put("path", "/metadata/uid")
                .put("value", resource.getMetadata().getUid());
        patch.addObject()
                .put("op", "add")
                .put("path", "/status")
                .set("value", client.getKubernetesSerialization().convertValue(status, ObjectNode.class));
        return patch.toString();
    }

    /** The answer is the same where the status breaks a rule of the definition. */
    private boolean isAnother(R resource) {
        R found = client.resources(kind)
                .inNamespace(resource.getMetadata().getNamespace())
                .withName(resource.getMetadata().getName())
                .get();
        return found == null
                || !found.getMetadata().getUid().equals(resource.getMetadata().getUid());
    }
}
