package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchemaStatus;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.atlasoperator.operator.api.v1alpha1.TargetStatus;
import io.atlasoperator.testing.ControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NullUnmarked
class ClusterStatusTest {
    private final KubernetesClient client = ControlPlane.shared().newClient();
    private final String namespace = ControlPlane.shared().newNamespace();
    private final ClusterStatus<AtlasSchema, AtlasSchemaStatus> statuses =
            new ClusterStatus<>(client, AtlasSchema.class);

    @AfterEach
    void close() {
        client.close();
    }

    /** It would have been ready before anybody looked at it, and what its first run must not do would have been allowed. */
    @Test
    void saysNothingOfAnotherResourceOfTheSameName() {
        AtlasSchema before = create();
        assertThat(statuses.write(before, status(ready("True"), "", List.of()))).isNotEmpty();
        client.resource(before).delete();
        Awaitility.await().until(() -> found() == null);
        AtlasSchema after = create();

        assertThat(statuses.write(before, status(ready("True"), "", List.of()))).isEmpty();

        assertThat(found().getStatus()).isEqualTo(after.getStatus());
        assertThat(found().getStatus().conditions()).isEmpty();
        assertThat(found().getStatus().lastApplied()).isZero();
    }

    @Test
    void leavesNothingOfTheStatusBefore() {
        AtlasSchema resource = create();
        statuses.write(
                resource, status(ready("True"), "of a state", List.of(TargetStatus.unknown("postgres://db/one"))));

        statuses.write(resource, status(ready("False"), "", List.of()));

        assertThat(found().getStatus().observedTarget()).isEmpty();
        assertThat(found().getStatus().targets()).isEmpty();
    }

    @Test
    void tellsOfAStatusThatBreaksARule() {
        AtlasSchema resource = create();

        assertThatThrownBy(() -> statuses.write(resource, status(ready("Maybe"), "", List.of())))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("Maybe");
    }

    @Test
    void aResourceThatIsGoneNeedsNoStatus() {
        AtlasSchema resource = create();
        client.resource(resource).delete();
        Awaitility.await().until(() -> found() == null);

        assertThat(statuses.write(resource, status(ready("True"), "", List.of())))
                .isEmpty();
    }

    private AtlasSchema create() {
        AtlasSchema resource = new AtlasSchema();
        resource.getMetadata().setNamespace(namespace);
        resource.getMetadata().setName("s");
        return client.resource(resource).create();
    }

    private AtlasSchema found() {
        return client.resources(AtlasSchema.class)
                .inNamespace(namespace)
                .withName("s")
                .get();
    }

    private static Condition ready(String status) {
        return new Condition("Ready", status, 1L, "2025-01-01T00:00:00Z", "Applied", "");
    }

    private static AtlasSchemaStatus status(Condition ready, String target, List<TargetStatus> targets) {
        return new AtlasSchemaStatus(1L, List.of(ready), "hash", 7, "", "", target, 0, targets);
    }
}
