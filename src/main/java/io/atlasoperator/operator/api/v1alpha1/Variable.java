package io.atlasoperator.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The value of an input variable.
 *
 * @param key name of the variable
 * @param value its value, where it is not kept elsewhere
 * @param valueFrom where its value is kept
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Variable(
        @Nullable String key,
        @Nullable String value,
        @Nullable VariableSource valueFrom) {

    /**
     * Where the value of a variable is kept.
     *
     * @param secretKeyRef a key of a Secret
     * @param configMapKeyRef a key of a ConfigMap; counts more than the Secret
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record VariableSource(
            @Nullable KeyReference secretKeyRef, @Nullable KeyReference configMapKeyRef) {}
}
