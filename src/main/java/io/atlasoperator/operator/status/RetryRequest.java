package io.atlasoperator.operator.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;

/** How someone asks that a resource be looked at once more, and now: by another value of an annotation, whatever it is. */
public final class RetryRequest {
    /** The annotation. */
    public static final String ANNOTATION = "db.atlasgo.io/retry";

    private RetryRequest() {}

    /** What was asked last; empty if nothing ever was. */
    static String of(HasMetadata resource) {
        Map<String, String> annotations = resource.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(ANNOTATION, "");
    }

    /** Whether an update of a resource asks for it. To take the annotation away is to ask for nothing. */
    public static boolean isMade(HasMetadata updated, HasMetadata before) {
        String request = of(updated);
        return !request.isEmpty() && !request.equals(of(before));
    }
}
