package io.atlasoperator.operator.ref;

import java.util.List;
import java.util.Objects;

/**
 * What a resource refers to: an object, or a directory in a volume of the operator.
 *
 * @param kind what it is
 * @param namespace the namespace of the resource
 * @param name its name; of a directory, that of the volume, a slash, and the path in it
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
        CONFIG_MAP("configmaps", "configmaps"),
        /** A Secret that the operator keeps for a resource: what it writes there itself is no news, that it is gone is. */
        KEPT_SECRET("secret", "secrets"),
        VOLUME("volume", "volumes");

        /** Those that are objects of the cluster. */
        public static final List<Kind> OBJECTS = List.of(SECRET, CONFIG_MAP);

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
