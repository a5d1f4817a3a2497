package io.atlasoperator.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasStatus;
import io.atlasoperator.operator.atlasschema.PlanStore;
import io.atlasoperator.operator.atlasschema.ReviewedPlan;
import io.atlasoperator.operator.project.ConfigPermissions;
import io.atlasoperator.operator.ref.ObjectReader;
import io.atlasoperator.operator.status.EventSink;
import io.atlasoperator.operator.status.RetryPolicy;
import io.atlasoperator.operator.status.StatusKeeper;
import io.atlasoperator.operator.status.StatusShape;
import io.atlasoperator.operator.status.Telemetry;
import io.fabric8.kubernetes.client.CustomResource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A folder that tells one reconcile: the resource ({@code in-resource.yaml}), what it may refer to
 * ({@code in-objects.yaml}), what the engine does ({@code in-engine.yaml}), and what must come of it ({@code out.yaml}).
 * With {@code -Dgolden.update=true} the last one is written anew.
 */
public final class ReconcileCase {
    /** The time in all cases. */
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private static final Path ROOT = Path.of("src/test/resources/reconcile");
    private static final Set<String> FILES =
            Set.of("in-resource.yaml", "in-objects.yaml", "in-engine.yaml", "out.yaml");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .disable(YAMLGenerator.Feature.SPLIT_LINES));

    private final Path folder;
    private final ArrayNode written = YAML.createArrayNode();
    private final ArrayNode events = YAML.createArrayNode();

    private ReconcileCase(Path folder) {
        this.folder = folder;
    }

    /** The cases of a kind, by their names. */
    public static Stream<ReconcileCase> of(String kind) {
        try (Stream<Path> folders = Files.list(ROOT.resolve(kind))) {
            return folders.sorted().map(ReconcileCase::new).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One case. */
    public static ReconcileCase named(String kind, String name) {
        return new ReconcileCase(ROOT.resolve(kind).resolve(name));
    }

    /** The folder's name. */
    public String name() {
        return folder.getFileName().toString();
    }

    /** The resource. */
    public <R extends CustomResource<?, ?>> R resource(Class<R> kind) {
        return YAML.convertValue(read("in-resource.yaml"), kind);
    }

    /** What the operator's owner allows project files: one program and one variable, and in cases of that name nothing. */
    public ConfigPermissions permissions() {
        return new ConfigPermissions(
                !name().contains("config-not-allowed"),
                Set.of("/bin/echo"),
                Set.of("REGION"),
                Set.of(),
                Map.of("REGION", "eu", "ATLAS_TOKEN", "planted"));
    }

    /** What the engine does. */
    public JsonNode engine() {
        return Files.exists(folder.resolve("in-engine.yaml")) ? read("in-engine.yaml") : YAML.createObjectNode();
    }

    /** The Secrets, ConfigMaps and volumes there are: {@code secret/name: {key: value}}. */
    public ObjectReader objects() {
        JsonNode objects =
                Files.exists(folder.resolve("in-objects.yaml")) ? read("in-objects.yaml") : YAML.createObjectNode();
        return reference -> {
            String kind = switch (reference.kind()) {
                case SECRET -> "secret/";
                case CONFIG_MAP -> "configmap/";
                case VOLUME -> "volume/";
                case KEPT_SECRET -> throw new IllegalArgumentException("nobody reads it as a reference");
            };
            JsonNode found = objects.get(kind + reference.name());
            if (found == null || !reference.namespace().equals("ns")) {
                return Optional.empty();
            }
            Map<String, String> values = new LinkedHashMap<>();
            found.properties()
                    .forEach(
                            entry -> values.put(entry.getKey(), entry.getValue().asText()));
            return Optional.of(values);
        };
    }

    /** A place for plans that takes everything. */
    public PlanStore plans() {
        return new PlanStore() {
            @Override
            public Kept keep(AtlasSchema resource, String suffix, ReviewedPlan plan) {
                return new Kept(ReviewedPlan.hash(plan.digest(), "", plan.script()), "the Secret plan" + suffix);
            }

            @Override
            public void remove(AtlasSchema resource, String suffix) {}
        };
    }

    /** A keeper that writes down what it is told to say. */
    public <R extends CustomResource<?, S>, S extends AtlasStatus> StatusKeeper<R, S> keeper(StatusShape<S> shape) {
        EventSink sink = (about, reason, message) -> {
            ObjectNode event = events.addObject();
            event.put("type", reason.type());
            event.put("reason", reason.text());
            event.put("message", message);
        };
        return new StatusKeeper<>(
                shape,
                (resource, status) -> {
                    written.add(YAML.convertValue(status, ObjectNode.class));
                    return "2";
                },
                sink,
                new RetryPolicy(() -> 0L),
                new Telemetry(new SimpleMeterRegistry()),
                Duration.ZERO,
                CLOCK);
    }

    /** The reasons of the events so far. */
    public List<String> events() {
        return StreamSupport.stream(events.spliterator(), false)
                .map(event -> event.path("reason").asText())
                .toList();
    }

    /** Compares what came of it with {@code out.yaml}. */
    public void verify(Optional<Duration> next, List<String> asked) throws IOException {
        assertThat(names()).as("files of the case").isSubsetOf(FILES);
        ObjectNode out = YAML.createObjectNode();
        asked.forEach(out.putArray("asked")::add);
        out.set("written", written);
        out.set("events", events);
        out.put("next", next.map(Duration::toString).orElse("after a change"));
        String text = YAML.writeValueAsString(out);
        Path expected = folder.resolve("out.yaml");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, text);
        }
        assertThat(text).isEqualTo(Files.readString(expected));
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new TreeSet<>(
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    private JsonNode read(String file) {
        try {
            return YAML.readTree(folder.resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
