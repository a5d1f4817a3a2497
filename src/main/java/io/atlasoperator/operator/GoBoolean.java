package io.atlasoperator.operator;

import java.util.Optional;

/** The spellings of a truth value that Go takes. */
final class GoBoolean {

    private GoBoolean() {}

    /** The value, or nothing if the text is not one of its spellings. */
    static Optional<Boolean> parse(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> Optional.of(true);
            case "0", "f", "F", "false", "FALSE", "False" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
