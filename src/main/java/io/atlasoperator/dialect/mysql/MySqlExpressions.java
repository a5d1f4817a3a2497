package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlLexer.Kind;
import io.atlasoperator.dialect.mysql.MySqlLexer.Token;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Expressions as a server's catalog has them. */
final class MySqlExpressions {
    private MySqlExpressions() {}

    /** The SQL of an expression that MySQL's catalog escaped: {@code _utf8mb4\'it\\\'s\'} is {@code _utf8mb4'it\'s'}. */
    static String unescaped(String text) {
        StringBuilder sql = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean escape = c == '\\' && at + 1 < text.length() && "\\'\"".indexOf(text.charAt(at + 1)) >= 0;
            if (escape) {
                at++;
            }
            sql.append(text.charAt(at));
        }
        return unmangled(sql.toString());
    }

    /**
     * MySQL takes the bytes of such a text for Latin letters when it shows it. A text that was shown well is not the bytes of
     * another, and stays as it is.
     */
    private static String unmangled(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.ISO_8859_1.newEncoder().encode(CharBuffer.wrap(text));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return text;
        }
    }

    /** The expression without the parentheses around all of it. */
    static String strip(String expression) {
        String text = expression.strip();
        while (isWrapped(text)) {
            text = text.substring(1, text.length() - 1).strip();
        }
        return text;
    }

    private static boolean isWrapped(String text) {
        if (!text.startsWith("(") || !text.endsWith(")")) {
            return false;
        }
        int depth = 0;
        for (Token token : MySqlLexer.tokens(text)) {
            if (token.is("(")) {
                depth++;
            } else if (token.is(")")) {
                depth--;
                if (depth == 0) {
                    return token.end() == text.length();
                }
            }
        }
        return false;
    }

    /** The expression in one pair of parentheses. */
    static String wrap(String expression) {
        return "(" + strip(expression) + ")";
    }

    /**
     * The SQL without the name of a schema before those of its tables, views, sequences and functions.
     *
     * @param sql as a server prints it: every name in backticks, and the name of a schema only before that of a thing in it
     */
    static String unqualified(String sql, String schema) {
        if (!sql.contains(MySqlSyntax.INSTANCE.quoteIdentifier(schema))) {
            return sql;
        }
        List<Token> tokens = MySqlLexer.tokens(sql);
        boolean alias = isAlias(tokens, schema);
        StringBuilder out = new StringBuilder();
        boolean tables = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Kind.WORD) {
                tables = switchesToTables(token, tables);
            }
            if (isQualifier(tokens, i, schema) && (!alias || tables || isPath(tokens, i) || isCall(tokens, i + 2))) {
                i++;
            } else {
                out.append(token.text());
            }
        }
        return out.toString();
    }

    private static boolean switchesToTables(Token word, boolean now) {
        return switch (word.text().toLowerCase(Locale.ROOT)) {
            case "from", "join", "straight_join" -> true;
            case "select", "on", "where", "group", "having", "order", "limit", "window", "union", "using" -> false;
            default -> now;
        };
    }

    /** Whether a name stands before a dot and another one, and after none. */
    static boolean isQualifier(List<Token> tokens, int at, String name) {
        Token token = tokens.get(at);
        return token.kind() == Kind.NAME
                && token.name().equals(name)
                && isDot(tokens, at + 1)
                && isName(tokens, at + 2)
                && !isDot(tokens, at - 1);
    }

    /** Whether a name is the first of three. */
    private static boolean isPath(List<Token> tokens, int at) {
        return isDot(tokens, at + 3) && isName(tokens, at + 4);
    }

    static boolean isCall(List<Token> tokens, int name) {
        return name + 1 < tokens.size() && tokens.get(name + 1).is("(");
    }

    private static boolean isDot(List<Token> tokens, int at) {
        return at >= 0 && at < tokens.size() && tokens.get(at).is(".");
    }

    private static boolean isName(List<Token> tokens, int at) {
        return at < tokens.size() && tokens.get(at).kind() == Kind.NAME;
    }

    /** Whether something else than the schema has the name too: it stands where nothing in a schema follows. */
    private static boolean isAlias(List<Token> tokens, String schema) {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Kind.NAME
                    && token.name().equals(schema)
                    && !isDot(tokens, i + 1)
                    && !isDot(tokens, i - 1)) {
                return true;
            }
        }
        return false;
    }
}
