package io.atlasoperator.migrate;

/** Texts as the reference quotes them in its messages (Go's {@code %q}). */
public final class GoText {

    private GoText() {}

    /** The text in double quotes, on one line, with control characters, quotes and backslashes escaped. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\u0007' -> out.append("\\a");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\u000B' -> out.append("\\v");
                default -> append(out, c);
            }
        });
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, int c) {
        if (c < ' ' || c == 0x7F) {
            out.append(String.format("\\x%02x", c));
        } else if (isPrintable(c)) {
            out.appendCodePoint(c);
        } else {
            out.append(c > 0xFFFF ? String.format("\\U%08x", c) : String.format("\\u%04x", c));
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
