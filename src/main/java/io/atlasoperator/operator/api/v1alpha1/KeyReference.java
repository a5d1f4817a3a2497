package io.atlasoperator.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One key of a Secret or ConfigMap in the namespace of the resource.
 *
 * @param name name of the object; empty means none was given
 * @param key the key
 * @param optional accepted for compatibility and without effect
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyReference(
        String name, String key, @Nullable Boolean optional) {

    public KeyReference(@Nullable String name, @Nullable String key, @Nullable Boolean optional) {
        this.name = name == null ? "" : name;
        this.key = key == null ? "" : key;
        this.optional = optional;
    }
}
