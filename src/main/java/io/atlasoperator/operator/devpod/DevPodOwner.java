package io.atlasoperator.operator.devpod;

import com.fasterxml.jackson.databind.JsonNode;
import io.atlasoperator.dialect.DatabaseUrl;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/**
 * The resource that a pod is for.
 *
 * @param resource the resource; the pod goes with it
 * @param described the pod that its spec describes, if it does
 */
public record DevPodOwner(HasMetadata resource, Optional<Described> described) {

    /**
     * A pod that a spec describes.
     *
     * @param spec a core/v1 PodSpec, as it was written
     * @param url where its server answers, as seen from inside
     */
    public record Described(JsonNode spec, DatabaseUrl url) {}

    String namespace() {
        return resource.getMetadata().getNamespace();
    }
}
