package io.atlasoperator.operator.target;

import com.fasterxml.jackson.databind.JsonNode;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.operator.api.v1alpha1.DevDatabaseSpec;
import io.atlasoperator.operator.api.v1alpha1.TargetSpec;
import io.atlasoperator.operator.devpod.DevPodOwner;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a spec says of a dev database.
 *
 * @param url the one that is there; empty where a pod is described
 * @param pod the pod that is to be run
 */
public record DevTarget(Optional<DatabaseUrl> url, Optional<DevPodOwner.Described> pod) {

    /** A pod is described, and nothing says how its server is reached. */
    public static final class MissingUrlException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MissingUrlException() {
            super("devURL is required when devDB is provided");
        }
    }

    /**
     * Reads it.
     *
     * @throws MissingUrlException if a pod is described without a URL
     */
    public static DevTarget of(TargetSpec spec, TargetUrls urls) {
        Optional<DatabaseUrl> url = urls.dev(spec);
        DevDatabaseSpec dev = spec.devDB();
        @Nullable JsonNode pod = dev == null ? null : dev.spec();
        if (pod == null || pod.isEmpty()) {
            return new DevTarget(url, Optional.empty());
        }
        return new DevTarget(
                Optional.empty(),
                Optional.of(new DevPodOwner.Described(pod, url.orElseThrow(MissingUrlException::new))));
    }
}
