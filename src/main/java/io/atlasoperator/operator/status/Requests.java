package io.atlasoperator.operator.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;

/** What people ask of a resource with annotations, beside its spec. */
public final class Requests {
    /** Any other value asks that the resource be looked at once more, and now. */
    public static final String RETRY = "db.atlasgo.io/retry";

    /** The hash of the plan that may run. */
    public static final String APPROVE = "db.atlasgo.io/approve";

    /** The hash of the plan that must not run. */
    public static final String REJECT = "db.atlasgo.io/reject";

    private Requests() {}

    /** What an annotation says; empty if it is not there. */
    public static String of(HasMetadata resource, String annotation) {
        Map<String, String> annotations = resource.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(annotation, "");
    }

    /** Whether an update of a resource asks for something. To take a request back is to ask for nothing, save for a rejection. */
    public static boolean areMade(HasMetadata updated, HasMetadata before) {
        boolean asked = List.of(RETRY, APPROVE).stream().anyMatch(annotation -> {
            String request = of(updated, annotation);
            return !request.isEmpty() && !request.equals(of(before, annotation));
        });
        return asked || !of(updated, REJECT).equals(of(before, REJECT));
    }
}
