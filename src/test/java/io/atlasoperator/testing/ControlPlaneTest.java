package io.atlasoperator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ControlPlaneTest {

    private final ControlPlane controlPlane = ControlPlane.shared();

    @Test
    void servesRealObjectsInANamespaceOfItsOwn() {
        String namespace = controlPlane.newNamespace();
        var created = controlPlane
                .client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("greeting")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withData(Map.of("hello", "world"))
                        .build())
                .create();
        assertThat(created.getMetadata().getUid()).isNotBlank();
        assertThat(controlPlane
                        .client()
                        .configMaps()
                        .inNamespace(controlPlane.newNamespace())
                        .list()
                        .getItems())
                .isEmpty();
    }

    @Test
    void isStartedOnceInAJvm() {
        assertThat(ControlPlane.shared()).isSameAs(controlPlane);
        assertThat(controlPlane.kubectl()).isExecutable();
        assertThat(controlPlane.kubeconfig()).isRegularFile();
    }
}
