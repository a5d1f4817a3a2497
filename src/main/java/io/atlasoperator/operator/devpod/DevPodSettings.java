package io.atlasoperator.operator.devpod;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * What the operator's owner says of all pods for dev databases, save those that a resource describes itself.
 *
 * @param shared whether the resources of a namespace share a pod, or each has its own
 * @param keepsWarm whether pods stay when they have been used
 * @param registry what comes before the names of images, such as {@code registry.example.com/mirror}; empty for none
 * @param resources the resources of the server's container, as in core/v1
 * @param podSpec fields of their PodSpec, as in core/v1
 */
public record DevPodSettings(
        boolean shared, boolean keepsWarm, String registry, ObjectNode resources, ObjectNode podSpec) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the operator itself writes there. */
    private static final Set<String> TAKEN = Set.of("containers", "volumes", "automountServiceAccountToken");

    /** Shared pods that stay, of which nothing else is said. */
    public static final DevPodSettings USUAL = new DevPodSettings(true, true, "", Map.of());

    /** Pods of which nothing else is said. */
    private DevPodSettings(boolean shared, boolean keepsWarm, String registry, Map<String, String> nothing) {
        this(shared, keepsWarm, registry, JSON.valueToTree(nothing), JSON.valueToTree(nothing));
    }

    /** Other pods of which nothing else is said. */
    public static DevPodSettings of(boolean shared, boolean keepsWarm) {
        return new DevPodSettings(shared, keepsWarm, "", Map.of());
    }

    /**
     * Reads environment variables: {@code DEV_POD_REGISTRY}, and as JSON {@code DEV_POD_RESOURCES} and {@code
     * DEV_POD_SPEC}.
     *
     * @throws IllegalArgumentException naming the variable whose value can't be used
     */
    public static DevPodSettings of(boolean shared, boolean keepsWarm, Map<String, String> variables) {
        ObjectNode podSpec = object(variables, "DEV_POD_SPEC");
        for (String field : TAKEN) {
            if (podSpec.has(field)) {
                throw new IllegalArgumentException("invalid value of DEV_POD_SPEC: \"" + field
                        + "\" is the operator's; spec.devDB of a resource describes a whole pod");
            }
        }
        return new DevPodSettings(
                shared,
                keepsWarm,
                variables.getOrDefault("DEV_POD_REGISTRY", "").replaceAll("/+$", ""),
                object(variables, "DEV_POD_RESOURCES"),
                podSpec);
    }

    private static ObjectNode object(Map<String, String> variables, String name) {
        String value = variables.getOrDefault(name, "");
        try {
            if (JSON.readTree(value.isEmpty() ? "{}" : value) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            // It is told below, without the text.
        }
        throw new IllegalArgumentException("invalid value of " + name + ": expected an object in JSON");
    }

    /** The name by which the cluster gets an image. */
    String image(String name) {
        return registry.isEmpty() ? name : registry + "/" + name;
    }

    /** A PodSpec with what is said of it. */
    JsonNode completed(ObjectNode pod) {
        merge(pod, podSpec);
        return pod;
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(field -> {
            if (into.get(field.getKey()) instanceof ObjectNode there && field.getValue() instanceof ObjectNode more) {
                merge(there, more);
            } else {
                into.set(field.getKey(), field.getValue().deepCopy());
            }
        });
    }

    /** What tells these settings from others as far as pods show it. */
    String description() {
        return registry + "\n" + resources + "\n" + podSpec;
    }
}
