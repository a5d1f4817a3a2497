package io.atlasoperator.testing;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What tools of others make of a resource, by their own rules, which are written down here once more and know nothing of ours.
 */
public enum Health {
    /** Work is under way, or is about to begin. */
    PROGRESSING,
    /** All is as wanted. */
    HEALTHY,
    /** It failed, and what waits for it gives up. */
    FAILED;

    /**
     * What Argo CD shows: its scripts for the two kinds look at the Ready condition alone, for an AtlasSchema at the message, for an
     * AtlasMigration at the reason.
     */
    public static Health ofArgo(JsonNode resource) {
        if (resource.at("/metadata").has("deletionTimestamp")) {
            return PROGRESSING;
        }
        JsonNode ready = condition(resource, "Ready");
        if (ready.isMissingNode()) {
            return PROGRESSING;
        }
        if (ready.path("status").asText().equals("True")) {
            return HEALTHY;
        }
        String message = ready.path("message").asText();
        boolean isWorking = switch (resource.path("kind").asText()) {
            case "AtlasMigration" -> ready.path("reason").asText().equals("Reconciling");
            case "AtlasSchema" -> message.equals("Reconciling") || message.equals("GettingDevDB");
            default -> throw new IllegalArgumentException("Argo CD has no script for " + resource);
        };
        return isWorking && ready.path("status").asText().equals("False") ? PROGRESSING : FAILED;
    }

    /** What Flux and Helm 4 wait for: the rules of kstatus for resources of unknown kinds. */
    public static Health ofKstatus(JsonNode resource) {
        if (resource.at("/metadata").has("deletionTimestamp")) {
            return PROGRESSING;
        }
        JsonNode observed = resource.at("/status/observedGeneration");
        long generation = resource.at("/metadata/generation").asLong();
        if (!observed.isMissingNode() && observed.asLong() != generation) {
            return PROGRESSING;
        }
        for (JsonNode condition : resource.at("/status/conditions")) {
            boolean isTrue = condition.path("status").asText().equals("True");
            if (isTrue && condition.path("type").asText().equals("Reconciling")) {
                return PROGRESSING;
            }
            if (isTrue && condition.path("type").asText().equals("Stalled")) {
                return FAILED;
            }
        }
        JsonNode ready = condition(resource, "Ready");
        return ready.isMissingNode() || ready.path("status").asText().equals("True") ? HEALTHY : PROGRESSING;
    }

    /** What {@code kubectl wait --for=condition=Ready} does: it takes no word on an earlier generation. */
    public static boolean isWaitOver(JsonNode resource) {
        JsonNode ready = condition(resource, "Ready");
        JsonNode observed = ready.path("observedGeneration");
        boolean isOld = !observed.isMissingNode()
                && observed.asLong() < resource.at("/metadata/generation").asLong();
        return !isOld && ready.path("status").asText().equals("True");
    }

    private static JsonNode condition(JsonNode resource, String type) {
        for (JsonNode condition : resource.at("/status/conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
}
