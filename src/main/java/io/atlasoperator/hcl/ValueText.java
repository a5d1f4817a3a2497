package io.atlasoperator.hcl;

/** Values as people read them. */
public final class ValueText {
    private ValueText() {}

    /** A text, number or truth value as it is, and JSON of all else. */
    public static String of(Value value) {
        String text = Conversions.toText(value);
        return text == null ? JsonText.encode(value) : text;
    }
}
