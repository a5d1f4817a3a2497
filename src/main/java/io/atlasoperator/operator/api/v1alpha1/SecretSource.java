package io.atlasoperator.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A value that is kept elsewhere.
 *
 * @param secretKeyRef the key of a Secret; null means that nothing is referred to
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SecretSource(@Nullable KeyReference secretKeyRef) {}
