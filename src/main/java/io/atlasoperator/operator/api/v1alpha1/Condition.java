package io.atlasoperator.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * One observation of a resource, as {@code metav1.Condition}.
 *
 * @param type what is observed: {@code Ready}, {@code Reconciling}, {@code Stalled}, {@code Drifted}
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param observedGeneration the generation it was observed of; null where whoever wrote it did not say
 * @param lastTransitionTime when {@code status} changed last, RFC 3339 in UTC with whole seconds
 * @param reason one word in CamelCase
 * @param message for people; maybe empty
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "status", "observedGeneration", "lastTransitionTime", "reason", "message"})
public record Condition(
        String type,
        String status,
        @Nullable Long observedGeneration,
        String lastTransitionTime,
        String reason,
        String message) {}
