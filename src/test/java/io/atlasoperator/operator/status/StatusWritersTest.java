package io.atlasoperator.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusWritersTest {
    private static final String EARLY = "2026-01-01T00:00:00Z";
    private static final String LATE = "2026-01-02T00:00:00Z";

    @Test
    void theLastOneCounts() {
        assertThat(isAnothers(entry("manager", "status", EARLY))).isTrue();
        assertThat(isAnothers(entry("manager", "status", EARLY), entry(StatusWriters.OURS, "status", LATE)))
                .isFalse();
        assertThat(isAnothers(entry(StatusWriters.OURS, "status", EARLY), entry("manager", "status", LATE)))
                .isTrue();
    }

    @Test
    void nothingIsTakenOverThatNobodyHasWorkedOn() {
        assertThat(isAnothers()).isFalse();
        assertThat(isAnothers(entry("kubectl", "", LATE))).isFalse();
        assertThat(isAnothers(entry(StatusWriters.OURS, "status", EARLY), entry("kubectl", "", LATE)))
                .isFalse();
        assertThat(isAnothers(entry(StatusWriters.OURS, "status", LATE), entry("kubectl-edit", "status", LATE)))
                .isFalse();
    }

    private static boolean isAnothers(ManagedFieldsEntry... entries) {
        AtlasSchema resource = new AtlasSchema();
        resource.getMetadata().setManagedFields(List.of(entries));
        return StatusWriters.isAnothers(resource);
    }

    private static ManagedFieldsEntry entry(String manager, String subresource, String time) {
        var entry = new ManagedFieldsEntryBuilder().withManager(manager).withTime(time);
        return subresource.isEmpty()
                ? entry.build()
                : entry.withSubresource(subresource).build();
    }
}
