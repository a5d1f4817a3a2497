package io.atlasoperator.secretstore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.Optional;

/** The texts in a JSON document; what it holds else may be secret, and is in no error. */
record Json(JsonNode node) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** A document of which only the origin may be told. */
    static Json of(String origin, String text) throws SecretStoreException {
        return lenient(text).orElseThrow(() -> new SecretStoreException(origin + " is no JSON document"));
    }

    /** A document, where that is what it is. */
    static Optional<Json> lenient(String text) {
        try {
            JsonNode read = MAPPER.readTree(text);
            return read == null || read instanceof MissingNode ? Optional.empty() : Optional.of(new Json(read));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** A document with these texts. */
    static String text(Map<String, Object> fields) {
        try {
            return MAPPER.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("texts can't be written as JSON", e);
        }
    }

    /** The text at a path of names. */
    Optional<String> at(String... path) {
        JsonNode found = node;
        for (String name : path) {
            found = found.path(name);
        }
        return found.isTextual() ? Optional.of(found.textValue()) : Optional.empty();
    }

    /** The same where it has to be there. */
    String required(String origin, String... path) throws SecretStoreException {
        return at(path).orElseThrow(
                        () -> new SecretStoreException(origin + " has no \"" + String.join(".", path) + "\""));
    }
}
