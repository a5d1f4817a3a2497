package io.atlasoperator.packaging;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atlasoperator.diff.AlterMode;
import io.atlasoperator.migrate.ExecOrder;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigrationSpec;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigrationStatus;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchemaSpec;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchemaStatus;
import io.atlasoperator.operator.api.v1alpha1.TargetSpec;
import io.atlasoperator.plan.TxMode;
import io.fabric8.kubernetes.client.CustomResource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The definitions in {@code crds/} are written by hand; what the Java classes know has to be exactly what they say. */
class DefinitionsTest {

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(
                        "crds/db.atlasgo.io_atlasschemas.yaml",
                        AtlasSchema.class,
                        AtlasSchemaSpec.class,
                        AtlasSchemaStatus.class),
                Arguments.of(
                        "crds/db.atlasgo.io_atlasmigrations.yaml",
                        AtlasMigration.class,
                        AtlasMigrationSpec.class,
                        AtlasMigrationStatus.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void javaAndYamlHaveTheSameProperties(
            String file, Class<? extends CustomResource<?, ?>> kind, Class<?> spec, Class<?> status) {
        JsonNode properties = schema(file).path("properties");

        assertThat(DefinitionShape.of(spec))
                .as("spec of %s in Java, against %s", kind.getSimpleName(), file)
                .isEqualTo(DefinitionShape.of(properties.path("spec")));
        assertThat(DefinitionShape.of(status))
                .as("status of %s in Java, against %s", kind.getSimpleName(), file)
                .isEqualTo(DefinitionShape.of(properties.path("status")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void javaAndYamlHaveTheSameNames(
            String file, Class<? extends CustomResource<?, ?>> kind, Class<?> spec, Class<?> status) throws Exception {
        JsonNode definition = ProjectFiles.document(file);
        CustomResource<?, ?> resource = kind.getDeclaredConstructor().newInstance();

        assertThat(definition.at("/metadata/name").asText())
                .isEqualTo(resource.getPlural() + "." + resource.getGroup())
                .isEqualTo(Path.of(file).getFileName().toString().replaceAll("(.*)_(.*)[.]yaml", "$2.$1"));
        assertThat(definition.at("/spec/names/kind").asText()).isEqualTo(resource.getKind());
        assertThat(definition.at("/spec/names/singular").asText()).isEqualTo(resource.getSingular());
        assertThat(definition.at("/spec/group").asText()).isEqualTo(resource.getGroup());
        assertThat(definition.at("/spec/versions/0/name").asText()).isEqualTo(resource.getVersion());
        assertThat(definition.at("/spec/scope").asText()).isEqualTo(resource.getScope());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void clientSideApplyHasRoomForTheDefinition(
            String file, Class<? extends CustomResource<?, ?>> kind, Class<?> spec, Class<?> status) {
        assertThat(ProjectFiles.path(file).toFile().length()).isLessThan(100_000);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void everyPropertyIsDescribed(
            String file, Class<? extends CustomResource<?, ?>> kind, Class<?> spec, Class<?> status) {
        assertThat(undescribed("", schema(file))).containsExactly(".metadata");
    }

    @Test
    void defaultsMeanWhatJavaTakesWhereNothingIsSaid() {
        assertThat(text(DefinitionShape.defaults(schema("crds/db.atlasgo.io_atlasschemas.yaml"))))
                .isEqualTo(withNamesOf(
                        schema("crds/db.atlasgo.io_atlasschemas.yaml"),
                        Map.of(
                                ".spec.backoffLimit",
                                Integer.toString(TargetSpec.DEFAULT_BACKOFF_LIMIT),
                                ".spec.txMode",
                                TxMode.FILE.text(),
                                ".status",
                                "{\"observedGeneration\":-1}",
                                ".status.failed",
                                "0")));
        assertThat(text(DefinitionShape.defaults(schema("crds/db.atlasgo.io_atlasmigrations.yaml"))))
                .isEqualTo(withNamesOf(
                        schema("crds/db.atlasgo.io_atlasmigrations.yaml"),
                        Map.of(
                                ".spec.backoffLimit", Integer.toString(TargetSpec.DEFAULT_BACKOFF_LIMIT),
                                ".spec.execOrder", ExecOrder.LINEAR.text(),
                                ".spec.protectedFlows.migrateDown.allow", "false",
                                ".spec.protectedFlows.migrateDown.autoApprove", "false",
                                ".status", "{\"observedGeneration\":-1}",
                                ".status.failed", "0")));
    }

    @Test
    void choicesAreThoseOfTheEngine() {
        assertThat(text(DefinitionShape.enums(schema("crds/db.atlasgo.io_atlasschemas.yaml"))))
                .isEqualTo(Map.of(
                        ".spec.txMode",
                        list(TxMode.values(), TxMode::text),
                        ".spec.policy.drift",
                        "[\"report\",\"correct\"]",
                        ".spec.policy.lint.review",
                        "[\"ALWAYS\",\"WARNING\",\"ERROR\"]",
                        ".spec.policy.diff.alter_table.algorithm",
                        list(AlterMode.Algorithm.values(), Enum::name),
                        ".spec.policy.diff.alter_table.lock",
                        list(AlterMode.Lock.values(), Enum::name),
                        ".status.conditions[].status",
                        "[\"True\",\"False\",\"Unknown\"]"));
        assertThat(text(DefinitionShape.enums(schema("crds/db.atlasgo.io_atlasmigrations.yaml"))))
                .isEqualTo(Map.of(
                        ".spec.execOrder",
                        list(ExecOrder.values(), ExecOrder::text),
                        ".status.conditions[].status",
                        "[\"True\",\"False\",\"Unknown\"]"));
    }

    private static <T> String list(T[] values, Function<T, String> text) {
        return Arrays.stream(values).map(value -> '"' + text.apply(value) + '"').collect(joining(",", "[", "]"));
    }

    /** A {@code secretKeyRef} or {@code configMapKeyRef} has the same shape wherever it stands. */
    private static SortedMap<String, String> withNamesOf(JsonNode schema, Map<String, String> others) {
        SortedMap<String, String> expected = new TreeMap<>(others);
        DefinitionShape.of(schema).keySet().stream()
                .filter(path -> path.endsWith("KeyRef") || path.endsWith("configMapRef"))
                .forEach(path -> expected.put(path + ".name", ""));
        return expected;
    }

    private static SortedMap<String, String> text(SortedMap<String, JsonNode> values) {
        SortedMap<String, String> texts = new TreeMap<>();
        values.forEach((path, value) -> texts.put(path, value.isValueNode() ? value.asText() : value.toString()));
        return texts;
    }

    private static TreeSet<String> undescribed(String path, JsonNode schema) {
        var found = new TreeSet<String>();
        schema.path("properties").properties().forEach(property -> {
            String child = path + "." + property.getKey();
            if (property.getValue().path("description").asText().isBlank()) {
                found.add(child);
            }
            found.addAll(undescribed(child, property.getValue()));
        });
        if (schema.has("items")) {
            found.addAll(undescribed(path + "[]", schema.get("items")));
        }
        return found;
    }

    private static JsonNode schema(String file) {
        return ProjectFiles.document(file).at("/spec/versions/0/schema/openAPIV3Schema");
    }
}
