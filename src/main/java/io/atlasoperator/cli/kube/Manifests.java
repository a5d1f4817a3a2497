package io.atlasoperator.cli.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigrationSpec;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchemaSpec;
import io.atlasoperator.operator.ref.ObjectReader;
import io.atlasoperator.operator.ref.Reference;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Resources, and what they refer to, out of YAML and JSON files. Errors tell the file and no content. For one command. */
final class Manifests {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** As strict as the API server is with {@code kubectl apply}: a slip in a name is an error, not a field that is left out. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new NothingIgnored());

    private final String usualNamespace;
    private final List<AtlasSchema> schemas = new ArrayList<>();
    private final List<AtlasMigration> migrations = new ArrayList<>();
    private final Map<Reference, Map<String, String>> objects = new HashMap<>();

    /** @param usualNamespace that of resources that name none */
    Manifests(String usualNamespace) {
        this.usualNamespace = usualNamespace;
    }

    /** In the order of the files. */
    List<AtlasSchema> schemas() {
        return List.copyOf(schemas);
    }

    /** In the order of the files. */
    List<AtlasMigration> migrations() {
        return List.copyOf(migrations);
    }

    /**
     * Reads Secrets and ConfigMaps out of the files.
     *
     * @param otherwise asked for what is in none of them
     */
    ObjectReader objects(ObjectReader otherwise) {
        return reference -> {
            Map<String, String> found = objects.get(reference);
            return found == null ? otherwise.read(reference) : Optional.of(found);
        };
    }

    /** Adds a file, or all YAML and JSON files of a folder and those below it. */
    void add(Path path, String shown) {
        if (!Files.exists(path)) {
            throw new CliException("--filename: " + shown + " does not exist");
        }
        try (Stream<Path> walk = Files.walk(path)) {
            List<Path> files = walk.filter(Files::isRegularFile)
                    .filter(file -> file.equals(path) || file.toString().matches(".*\\.(yaml|yml|json)"))
                    .sorted()
                    .toList();
            for (Path file : files) {
                String name = file.equals(path)
                        ? shown
                        : Path.of(shown).resolve(path.relativize(file)).toString();
                try (InputStream in = Files.newInputStream(file)) {
                    add(in, name);
                }
            }
        } catch (IOException e) {
            throw new CliException("--filename: " + shown + " can't be read");
        }
    }

    /** Adds all documents of a stream. */
    void add(InputStream in, String file) throws IOException {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(in)) {
            while (documents.hasNextValue()) {
                add(documents.nextValue(), file);
            }
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new CliException(file + (at == null ? "" : ":" + at.getLineNr())
                    + ": this is no YAML; of a Helm chart, pipe what \"helm template\" prints into \"--filename -\"");
        }
    }

    private void add(JsonNode document, String file) {
        String version = document.path("apiVersion").asText();
        String kind = document.path("kind").asText();
        switch (version + " " + kind) {
            case "v1 List" -> document.path("items").forEach(item -> add(item, file));
            // The first one counts, so that what is given before the rest takes the place of what is there.
            case "v1 Secret" -> objects.putIfAbsent(reference(Reference.Kind.SECRET, document), secret(document, file));
            case "v1 ConfigMap" ->
                objects.putIfAbsent(reference(Reference.Kind.CONFIG_MAP, document), texts(document.path("data")));
            default -> {
                if (version.startsWith(AtlasSchema.GROUP + "/")) {
                    addResource(version, kind, document, file);
                }
            }
        }
    }

    private void addResource(String version, String kind, JsonNode document, String file) {
        String name = file + ": " + kind + " \"" + document.at("/metadata/name").asText() + "\"";
        if (!version.equals(AtlasSchema.GROUP + "/" + AtlasSchema.VERSION)) {
            throw new CliException(name + ": unknown version " + version + ", expected " + AtlasSchema.GROUP + "/"
                    + AtlasSchema.VERSION);
        }
        switch (kind) {
            case "AtlasSchema" -> schemas.add(resource(new AtlasSchema(), AtlasSchemaSpec.class, document, name));
            case "AtlasMigration" ->
                migrations.add(resource(new AtlasMigration(), AtlasMigrationSpec.class, document, name));
            default -> throw new CliException(name + ": unknown kind, expected AtlasSchema or AtlasMigration");
        }
    }

    private <S, R extends CustomResource<S, ?>> R resource(R resource, Class<S> kind, JsonNode document, String name) {
        if (document.at("/metadata/name").asText().isEmpty()) {
            throw new CliException(name + ": metadata.name is missing");
        }
        resource.setMetadata(new ObjectMetaBuilder()
                .withName(document.at("/metadata/name").asText())
                .withNamespace(namespace(document))
                .build());
        JsonNode spec = document.path("spec");
        if (spec.isMissingNode() || spec.isNull()) {
            return resource;
        }
        try {
            resource.setSpec(STRICT.treeToValue(spec, kind));
        } catch (UnrecognizedPropertyException e) {
            throw new CliException(name + ": unknown field \"" + path(e) + "\"");
        } catch (JsonMappingException e) {
            throw new CliException(name + ": " + path(e) + " is of the wrong type");
        } catch (JsonProcessingException e) {
            throw new CliException(name + ": spec can't be read");
        }
        return resource;
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(one -> one.getFieldName() == null ? "[" + one.getIndex() + "]" : "." + one.getFieldName())
                .collect(Collectors.joining("", "spec", ""));
    }

    private Reference reference(Reference.Kind kind, JsonNode document) {
        return new Reference(
                kind, namespace(document), document.at("/metadata/name").asText());
    }

    private String namespace(JsonNode document) {
        String given = document.at("/metadata/namespace").asText();
        return given.isEmpty() ? usualNamespace : given;
    }

    private static Map<String, String> secret(JsonNode document, String file) {
        Map<String, String> values = new TreeMap<>();
        for (Map.Entry<String, String> entry : texts(document.path("data")).entrySet()) {
            try {
                String text = entry.getValue().replaceAll("\\s", "");
                values.put(entry.getKey(), new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new CliException(
                        file + ": Secret \"" + document.at("/metadata/name").asText() + "\": data." + entry.getKey()
                                + " is no Base64: write plain text under stringData");
            }
        }
        values.putAll(texts(document.path("stringData")));
        return values;
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new TreeMap<>();
        node.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /** Takes no word that unknown properties do not matter. */
    private static final class NothingIgnored extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonIgnoreProperties.Value findPropertyIgnoralByName(MapperConfig<?> config, Annotated annotated) {
            return JsonIgnoreProperties.Value.empty();
        }
    }
}
