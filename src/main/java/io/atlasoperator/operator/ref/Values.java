package io.atlasoperator.operator.ref;

import io.atlasoperator.operator.api.v1alpha1.KeyReference;
import io.atlasoperator.operator.api.v1alpha1.SecretSource;
import io.atlasoperator.operator.status.Scrubber;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values that one resource refers to, each object read at most once. What comes from a Secret is never shown: it is
 * handed to the scrubber as soon as it is read. Not safe for use by several threads.
 */
public final class Values {
    private final String namespace;
    private final ObjectReader objects;
    private final Scrubber scrubber;
    private final Map<Reference, Optional<Map<String, String>>> read = new HashMap<>();

    public Values(String namespace, ObjectReader objects, Scrubber scrubber) {
        this.namespace = namespace;
        this.objects = objects;
        this.scrubber = scrubber;
    }

    /** Whether a source refers to anything. */
    public static boolean isSet(@Nullable SecretSource source) {
        return source != null && source.secretKeyRef() != null;
    }

    /**
     * The value of a Secret's key, or the value given where nothing is referred to.
     *
     * @param field the field of the spec: {@code spec.urlFrom}
     * @throws ReferenceException if the Secret or the key does not exist
     */
    public @Nullable String secretOr(String field, @Nullable SecretSource source, @Nullable String given) {
        KeyReference key = source == null ? null : source.secretKeyRef();
        return key == null ? given : secretKey(field + ".secretKeyRef", key);
    }

    /**
     * The value of a Secret's key.
     *
     * @param field the field of the spec
     * @throws ReferenceException if the Secret or the key does not exist
     */
    public String secretKey(String field, KeyReference key) {
        String value = value(field, Reference.Kind.SECRET, key);
        scrubber.add(value);
        return value;
    }

    /**
     * The value of a ConfigMap's key.
     *
     * @param field the field of the spec
     * @throws ReferenceException if the ConfigMap or the key does not exist
     */
    public String configMapKey(String field, KeyReference key) {
        return value(field, Reference.Kind.CONFIG_MAP, key);
    }

    /**
     * All values of a ConfigMap.
     *
     * @param field the field of the spec
     * @throws ReferenceException if it does not exist
     */
    public Map<String, String> configMap(String field, String name) {
        return object(field, Reference.Kind.CONFIG_MAP, name);
    }

    /**
     * The files of a directory in a volume of the operator.
     *
     * @param name the volume's name, a slash, and the path in it
     * @throws ReferenceException if it can't be read
     */
    public Map<String, String> volume(String name) {
        return object("spec.dir.volume", Reference.Kind.VOLUME, name);
    }

    private String value(String field, Reference.Kind kind, KeyReference key) {
        String value = object(field, kind, key.name()).get(key.key());
        if (value == null) {
            throw new ReferenceException("%s: %s %s/%s does not contain key \"%s\"%s"
                    .formatted(field, kind.label(), namespace, key.name(), key.key(), binary(kind)));
        }
        return value;
    }

    /** kubectl puts a file that is no text where it is not seen as missing. */
    private static String binary(Reference.Kind kind) {
        return switch (kind) {
            case CONFIG_MAP -> " (what is not UTF-8 lies under binaryData, which is not read)";
            case SECRET, KEPT_SECRET, VOLUME -> "";
        };
    }

    private Map<String, String> object(String field, Reference.Kind kind, String name) {
        if (name.isEmpty()) {
            throw new ReferenceException(
                    field + ".name is empty: name one of the " + kind.plural() + " in namespace \"" + namespace + "\"");
        }
        return read.computeIfAbsent(new Reference(kind, namespace, name), objects::read)
                .orElseThrow(() -> new ReferenceException("%s: %s \"%s\" not found in namespace \"%s\""
                        .formatted(field, kind.plural(), name, namespace)));
    }
}
