package io.atlasoperator.packaging;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The properties of a type as {@code path → kind}, taken once from a schema in YAML and once from the Java class that Jackson
 * maps it to, so that both can be compared line by line.
 */
final class DefinitionShape {

    private final ObjectMapper mapper = new ObjectMapper();
    private final SortedMap<String, String> kinds = new TreeMap<>();

    private DefinitionShape() {}

    static SortedMap<String, String> of(JsonNode schema) {
        var shape = new DefinitionShape();
        shape.addSchema("", schema);
        return shape.kinds;
    }

    static SortedMap<String, String> of(Class<?> type) {
        var shape = new DefinitionShape();
        shape.addType("", shape.mapper.constructType(type));
        return shape.kinds;
    }

    /** Every value that the API server fills in, by its path. */
    static SortedMap<String, JsonNode> defaults(JsonNode schema) {
        SortedMap<String, JsonNode> found = new TreeMap<>();
        collect("", schema, "default", found);
        return found;
    }

    /** Every list of allowed values, by its path. */
    static SortedMap<String, JsonNode> enums(JsonNode schema) {
        SortedMap<String, JsonNode> found = new TreeMap<>();
        collect("", schema, "enum", found);
        return found;
    }

    private static void collect(String path, JsonNode schema, String keyword, SortedMap<String, JsonNode> into) {
        if (schema.has(keyword)) {
            into.put(path, schema.get(keyword));
        }
        schema.path("properties")
                .properties()
                .forEach(property -> collect(path + "." + property.getKey(), property.getValue(), keyword, into));
        if (schema.has("items")) {
            collect(path + "[]", schema.get("items"), keyword, into);
        }
    }

    private void addSchema(String path, JsonNode schema) {
        if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            kinds.put(path, "anything");
            return;
        }
        switch (schema.path("type").asText()) {
            case "object" -> {
                if (schema.has("additionalProperties")) {
                    kinds.put(path, "map");
                    addSchema(path + "{}", schema.get("additionalProperties"));
                    return;
                }
                kinds.put(path, "object");
                schema.path("properties")
                        .properties()
                        .forEach(property -> addSchema(path + "." + property.getKey(), property.getValue()));
            }
            case "array" -> {
                kinds.put(path, "list");
                addSchema(path + "[]", schema.get("items"));
            }
            case "integer" -> kinds.put(path, schema.path("format").asText("int32"));
            case "string", "boolean" -> kinds.put(path, schema.get("type").asText());
            default -> throw new IllegalStateException(path + " has a type this test does not know: " + schema);
        }
    }

    private void addType(String path, JavaType type) {
        Class<?> raw = type.getRawClass();
        if (JsonNode.class.isAssignableFrom(raw)) {
            kinds.put(path, "anything");
        } else if (Map.class.isAssignableFrom(raw)) {
            kinds.put(path, "map");
            addType(path + "{}", type.getContentType());
        } else if (List.class.isAssignableFrom(raw)) {
            kinds.put(path, "list");
            addType(path + "[]", type.getContentType());
        } else if (raw == String.class) {
            kinds.put(path, "string");
        } else if (raw == boolean.class || raw == Boolean.class) {
            kinds.put(path, "boolean");
        } else if (raw == int.class || raw == Integer.class) {
            kinds.put(path, "int32");
        } else if (raw == long.class || raw == Long.class) {
            kinds.put(path, "int64");
        } else if (raw.isRecord()) {
            kinds.put(path, "object");
            for (BeanPropertyDefinition property :
                    mapper.getDeserializationConfig().introspect(type).findProperties()) {
                addType(path + "." + property.getName(), property.getPrimaryType());
            }
        } else {
            throw new IllegalStateException(path + " has a Java type this test does not know: " + type);
        }
    }
}
