package io.atlasoperator.operator.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.Comparator;
import java.util.List;

/** Who wrote the status of a resource, as the API server keeps it. */
public final class StatusWriters {
    /** The name under which this operator writes. */
    public static final String OURS = "atlas-operator-java";

    private StatusWriters() {}

    /**
     * Whether somebody else wrote it last, such as the operator whose place this one took. What that one has never seen of a
     * database nobody has decided on. False where it is not known.
     */
    public static boolean isAnothers(HasMetadata resource) {
        List<ManagedFieldsEntry> entries = resource.getMetadata().getManagedFields();
        if (entries == null) {
            return false;
        }
        List<ManagedFieldsEntry> writers = entries.stream()
                .filter(entry -> "status".equals(entry.getSubresource()) && entry.getTime() != null)
                .toList();
        // Times are of the same form, and of the server's clock; of two in one second ours counts.
        return writers.stream()
                .map(ManagedFieldsEntry::getTime)
                .max(Comparator.naturalOrder())
                .filter(last -> writers.stream()
                        .noneMatch(entry -> OURS.equals(entry.getManager()) && last.equals(entry.getTime())))
                .isPresent();
    }
}
