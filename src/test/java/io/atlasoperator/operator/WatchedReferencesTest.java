package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atlasoperator.engine.Engines;
import io.atlasoperator.operator.devpod.DevPodSettings;
import io.atlasoperator.operator.devpod.DevPods;
import io.atlasoperator.operator.project.ConfigPermissions;
import io.atlasoperator.operator.target.WorkLimits;
import io.atlasoperator.testing.ControlPlane;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Each field of the definitions that names a Secret or a ConfigMap: what changes there has the resource looked at again. The fields are read from
 * the definitions, so that a new one can't be forgotten. The resources here can't be used, which their count of failures shows with each look.
 */
@NullUnmarked
class WatchedReferencesTest {
    /** So many looks come by themselves, then one every ten minutes. */
    private static final int BY_ITSELF = 3;

    private final KubernetesClient client = ControlPlane.shared().newClient();
    private final String namespace = ControlPlane.shared().newNamespace();
    private final ObjectMapper json = new ObjectMapper();

    @AfterEach
    void closeClient() {
        client.close();
    }

    /** A field, and the resource that has it. */
    private record Field(String kind, String path, String name) {
        boolean isSecret() {
            return path.endsWith("secretKeyRef");
        }
    }

    @Test
    void aChangeBehindAnyFieldIsNoticed() {
        List<Field> fields = new ArrayList<>();
        for (String kind : List.of("AtlasSchema", "AtlasMigration")) {
            CustomResourceDefinition definition = client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName(kind.toLowerCase(Locale.ROOT) + "s.db.atlasgo.io")
                    .get();
            JsonNode schema = json.valueToTree(
                    definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema());
            collect(kind, "", schema.at("/properties/spec"), fields);
        }
        assertThat(fields).hasSizeGreaterThan(18);
        Engines engines = Engines.create(Clock.systemUTC(), "test", Duration.ZERO);
        DevPods devPods = new DevPods(client, new ClusterEvents(client, Clock.systemUTC()), DevPodSettings.USUAL);
        OperatorRuntime.Scope scope = new OperatorRuntime.Scope(
                Set.of(namespace),
                "",
                Turn.ALWAYS,
                ConfigPermissions.NONE,
                Duration.ZERO,
                Optional.empty(),
                List.of(),
                WorkLimits.USUAL,
                true);
        try (OperatorRuntime runtime = new OperatorRuntime(
                client, engines.schema(), engines.migration(), devPods, scope, Optional.empty(), Clock.systemUTC())) {
            runtime.start();
            Field untouched = new Field("AtlasSchema", ".urlFrom.secretKeyRef", "untouched");
            create(untouched);
            fields.forEach(this::create);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> failed(untouched) == BY_ITSELF
                            && fields.stream().allMatch(field -> failed(field) == BY_ITSELF));
            for (Field field : fields) {
                put(field, "changed");
                Awaitility.await(field.kind() + field.path())
                        .atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> failed(field) > BY_ITSELF);
            }
            assertThat(failed(untouched)).isEqualTo(BY_ITSELF);
        }
    }

    private static void collect(String kind, String path, JsonNode schema, List<Field> fields) {
        if ((path.endsWith("Ref") || path.endsWith("Refs[]"))) {
            fields.add(new Field(kind, path, "field-" + fields.size()));
            return;
        }
        schema.path("properties")
                .properties()
                .forEach(property -> collect(kind, path + "." + property.getKey(), property.getValue(), fields));
        if (schema.has("items")) {
            collect(kind, path + "[]", schema.get("items"), fields);
        }
    }

    private void create(Field field) {
        put(field, "value");
        ObjectNode spec = json.createObjectNode();
        JsonNode place = spec;
        for (String step : field.path().substring(1).split("\\.")) {
            boolean isList = step.endsWith("[]");
            String name = step.replace("[]", "");
            ObjectNode next = json.createObjectNode();
            if (isList) {
                ArrayNode list = ((ObjectNode) place).putArray(name);
                list.add(next);
                next.put("key", "a");
            } else {
                ((ObjectNode) place).set(name, next);
            }
            place = next;
        }
        ((ObjectNode) place).put("name", field.name());
        if (field.path().endsWith("KeyRef")) {
            ((ObjectNode) place).put("key", "k.sql");
        }
        spec.put("backoffLimit", 0);
        if (field.kind().equals("AtlasMigration") && !spec.has("dir")) {
            spec.putObject("dir");
        }
        ObjectNode resource = json.createObjectNode();
        resource.put("apiVersion", "db.atlasgo.io/v1alpha1");
        resource.put("kind", field.kind());
        resource.putObject("metadata").put("name", field.name()).put("namespace", namespace);
        resource.set("spec", spec);
        client.resource(resource.toString()).create();
    }

    private void put(Field field, String value) {
        if (field.isSecret()) {
            client.secrets()
                    .inNamespace(namespace)
                    .resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName(field.name())
                            .endMetadata()
                            .addToStringData("k.sql", value)
                            .build())
                    .serverSideApply();
        } else {
            client.configMaps()
                    .inNamespace(namespace)
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName(field.name())
                            .endMetadata()
                            .addToData("k.sql", value)
                            .build())
                    .serverSideApply();
        }
    }

    private int failed(Field field) {
        GenericKubernetesResource found = client.genericKubernetesResources("db.atlasgo.io/v1alpha1", field.kind())
                .inNamespace(namespace)
                .withName(field.name())
                .get();
        return json.valueToTree(found).at("/status/failed").asInt();
    }
}
