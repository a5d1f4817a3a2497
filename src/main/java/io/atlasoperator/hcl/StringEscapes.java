package io.atlasoperator.hcl;

/** Escapes of quoted strings. */
final class StringEscapes {
    private StringEscapes() {}

    /** The text that a piece of a quoted string stands for; an escape that does not exist is reported. */
    static String unescape(Token token, TokenStream tokens) {
        String raw = token.text();
        StringBuilder text = new StringBuilder(raw.length());
        int at = 0;
        while (at < raw.length()) {
            char c = raw.charAt(at);
            if (c != '\\') {
                at = plain(raw, at, text);
                continue;
            }
            char escape = at + 1 < raw.length() ? raw.charAt(at + 1) : ' ';
            at += 2;
            switch (escape) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case '"' -> text.append('"');
                case '\\' -> text.append('\\');
                case 'u' -> at = unicode(raw, at, 4, text, token, tokens);
                case 'U' -> at = unicode(raw, at, 8, text, token, tokens);
                default ->
                    throw tokens.fail(
                            token,
                            "Invalid escape sequence",
                            "The symbol \"" + escape + "\" is not a valid escape sequence selector. Use \\n, \\r, \\t, "
                                    + "\\\", \\\\, \\uNNNN or \\UNNNNNNNN.");
            }
        }
        return text.toString();
    }

    /** A heredoc knows only the escapes of template sequences. */
    static String unescapeHeredoc(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        int at = 0;
        while (at < raw.length()) {
            at = plain(raw, at, text);
        }
        return text.toString();
    }

    private static int plain(String raw, int at, StringBuilder text) {
        char c = raw.charAt(at);
        text.append(c);
        boolean doubled = (c == '$' || c == '%') && raw.startsWith(c + "{", at + 1);
        if (doubled) {
            text.append('{');
        }
        return at + (doubled ? 3 : 1);
    }

    private static int unicode(String raw, int at, int digits, StringBuilder text, Token token, TokenStream tokens) {
        int end = at + digits;
        int point = -1;
        if (end <= raw.length() && raw.substring(at, end).chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            point = (int) Math.min(Long.parseLong(raw.substring(at, end), 16), Integer.MAX_VALUE);
        }
        if (!Character.isValidCodePoint(point)) {
            throw tokens.fail(
                    token,
                    "Invalid escape sequence",
                    "\\u must be followed by four and \\U by eight hexadecimal digits of a Unicode code point.");
        }
        text.appendCodePoint(point);
        return end;
    }

    /** The text as a quoted string of the language. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '$', '%' -> {
                    quoted.append(c);
                    if (text.startsWith("{", at + 1)) {
                        quoted.append(c);
                    }
                }
                default -> {
                    if (c < ' ' || c == '\u007f') {
                        quoted.append(String.format("\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
