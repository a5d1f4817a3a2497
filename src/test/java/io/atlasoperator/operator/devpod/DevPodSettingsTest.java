package io.atlasoperator.operator.devpod;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevContainer;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DevPodSettingsTest {

    @Test
    void whatIsNoObjectOrTheOperatorsOwnIsRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> DevPodSettings.of(true, true, Map.of("DEV_POD_RESOURCES", "[\"planted\"]")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("invalid value of DEV_POD_RESOURCES: expected an object in JSON");
        assertThatThrownBy(() -> DevPodSettings.of(true, true, Map.of("DEV_POD_SPEC", "{planted")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("invalid value of DEV_POD_SPEC: expected an object in JSON");
        assertThatThrownBy(() -> DevPodSettings.of(true, true, Map.of("DEV_POD_SPEC", "{\"containers\": []}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"containers\" is the operator's");
    }

    @Test
    void whatFitsNoPodIsFoundWhenOneIsWanted() {
        AtlasSchema resource = new AtlasSchema();
        resource.setMetadata(new ObjectMetaBuilder()
                .withName("s")
                .withNamespace("ns")
                .withUid("u")
                .build());
        DevContainer container = new DevContainer(
                "mysql",
                "mysql:8.4",
                List.of(),
                Map.of(),
                List.of(),
                "/data",
                1,
                DatabaseUrl.parse("mysql://root:x@localhost:3306/dev"));
        DevPodSettings settings = DevPodSettings.of(true, true, Map.of("DEV_POD_SPEC", "{\"tolerations\": \"all\"}"));

        assertThatThrownBy(() -> DevPodDeployment.of(new DevPodOwner(resource, Optional.empty()), container, settings))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
