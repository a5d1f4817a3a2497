package io.atlasoperator.dialect.mysql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** String literals in SQL, in which a backslash escapes, as it does unless the server's {@code sql_mode} says otherwise. */
final class MySqlText {
    private MySqlText() {}

    /** The values of literals with commas between them, or null if the text is something else. */
    static @Nullable List<String> literals(String list) {
        List<String> values = new ArrayList<>();
        int at = skipBlanks(list, 0);
        while (at < list.length()) {
            int end = end(list, at);
            if (end < 0) {
                return null;
            }
            values.add(value(list.substring(at, end)));
            at = skipBlanks(list, end);
            if (at == list.length()) {
                return values;
            }
            if (list.charAt(at) != ',') {
                return null;
            }
            at = skipBlanks(list, at + 1);
        }
        return null;
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Where the literal that starts at a place ends, or -1 if none does, or it has no end. */
    static int end(String text, int start) {
        if (start >= text.length() || text.charAt(start) != '\'' && text.charAt(start) != '"') {
            return -1;
        }
        char quote = text.charAt(start);
        for (int at = start + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == quote) {
                if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                    at++;
                } else {
                    return at + 1;
                }
            }
        }
        return -1;
    }

    /** What a literal, with its quotes, stands for. */
    static String value(String literal) {
        char quote = literal.charAt(0);
        StringBuilder value = new StringBuilder();
        for (int at = 1; at < literal.length() - 1; at++) {
            char c = literal.charAt(at);
            if (c == quote) {
                at++;
                value.append(quote);
            } else if (c == '\\') {
                at++;
                value.append(unescaped(literal.charAt(at)));
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }

    /** By the manual's table of escapes; a percent sign and an underscore keep their backslash. */
    private static String unescaped(char c) {
        return switch (c) {
            case '0' -> "\0";
            case 'b' -> "\b";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'Z' -> "\u001a";
            case '%', '_' -> "\\" + c;
            default -> String.valueOf(c);
        };
    }

    /** The body of a routine, a trigger or an event without the blanks around it and the semicolon behind. */
    static String body(String text) {
        String body = text.strip();
        return body.endsWith(";") ? body.substring(0, body.length() - 1).stripTrailing() : body;
    }

    /** A text as a literal in double quotes, as the reference writes comments and defaults. */
    static String doubleQuoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\0' -> quoted.append("\\0");
                case '\u001a' -> quoted.append("\\Z");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** What a literal of standard SQL, in which a quote is doubled and nothing else is special, stands for. */
    static String standardValue(String literal) {
        return literal.substring(1, literal.length() - 1).replace("''", "'");
    }
}
