package io.atlasoperator.operator.ref;

import java.util.Objects;

/**
 * An object that a resource refers to.
 *
 * @param kind Secret or ConfigMap
 * @param namespace its namespace, which is the resource's
 * @param name its name
 */
public record Reference(Kind kind, String namespace, String name) {

    public Reference {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(name);
    }

    /** What can be referred to. */
    public enum Kind {
        SECRET("secret", "secrets"),
        CONFIG_MAP("configmaps", "configmaps");

        private final String label;
        private final String plural;

        Kind(String label, String plural) {
            this.label = label;
            this.plural = plural;
        }

        /** How messages call one. */
        String label() {
            return label;
        }

        /** The name of the kind in the API's paths. */
        String plural() {
            return plural;
        }
    }
}
