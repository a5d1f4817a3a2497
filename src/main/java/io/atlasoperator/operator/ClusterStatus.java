package io.atlasoperator.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atlasoperator.operator.api.v1alpha1.AtlasStatus;
import io.atlasoperator.operator.status.StatusSink;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;

/**
 * Writes statuses with a merge patch on the status subresource. It names no version of the resource, so another writer's
 * change is no conflict; it tells all fields, so nothing old is left.
 *
 * @param <R> the kind of resource
 * @param <S> its status
 */
final class ClusterStatus<R extends CustomResource<?, S>, S extends AtlasStatus> implements StatusSink<R, S> {
    private static final int NOT_FOUND = 404;

    /** The fields that are left out where they are empty; a patch has to say so. */
    private static final List<String> OPTIONAL =
            List.of("conditions", "lastAppliedVersion", "lastDeploymentUrl", "approvalUrl");

    private final KubernetesClient client;
    private final Class<R> kind;

    ClusterStatus(KubernetesClient client, Class<R> kind) {
        this.client = client;
        this.kind = kind;
    }

    @Override
    public String write(R resource, S status) {
        ObjectNode fields = client.getKubernetesSerialization().convertValue(status, ObjectNode.class);
        for (String name : OPTIONAL) {
            if (!fields.has(name)) {
                fields.set(name, JsonNodeFactory.instance.nullNode());
            }
        }
        JsonNode patch = JsonNodeFactory.instance.objectNode().set("status", fields);
        try {
            // By its name alone the client would ask for the resource first.
            R written = client.resources(kind)
                    .resource(resource)
                    .subresource("status")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
            return written == null ? "" : written.getMetadata().getResourceVersion();
        } catch (KubernetesClientException e) {
            if (e.getCode() == NOT_FOUND) {
                return "";
            }
            throw e;
        }
    }
}
