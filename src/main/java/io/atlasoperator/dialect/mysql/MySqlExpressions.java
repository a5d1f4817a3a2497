package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlLexer.Kind;
import io.atlasoperator.dialect.mysql.MySqlLexer.Token;
import io.atlasoperator.schema.QualifiedName;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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

    /** What a text as a server prints it may mean by a schema and a name in it: two names with a dot between them. */
    static Set<QualifiedName> qualified(String sql) {
        Set<QualifiedName> found = new LinkedHashSet<>();
        List<Token> tokens = MySqlLexer.tokens(sql);
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (isName(tokens, i) && isDot(tokens, i + 1) && isName(tokens, i + 2) && !isDot(tokens, i - 1)) {
                found.add(new QualifiedName(
                        tokens.get(i).name(), tokens.get(i + 2).name()));
            }
        }
        return found;
    }

    /** The expression of a table, as a server prints it, with another name for a column. */
    static String renamed(String expression, String from, String to) {
        return MySqlLexer.tokens(expression).stream()
                .map(token -> isNamed(token, from) ? MySqlSyntax.INSTANCE.quoteIdentifier(to) : token.text())
                .collect(Collectors.joining());
    }

    /** Whether the expression of a table, as a server prints it, speaks of a column. */
    static boolean mentions(String expression, String column) {
        return MySqlLexer.tokens(expression).stream().anyMatch(token -> isNamed(token, column));
    }

    private static boolean isNamed(Token token, String column) {
        return token.kind() == Kind.NAME && token.name().equalsIgnoreCase(column);
    }

    /** The functions that a text calls by their names alone. The server prints those it has itself without quotes. */
    static Set<String> calls(String sql) {
        Set<String> found = new LinkedHashSet<>();
        List<Token> tokens = MySqlLexer.tokens(sql);
        for (int i = 0; i < tokens.size(); i++) {
            if (isName(tokens, i) && isCall(tokens, i) && !isDot(tokens, i - 1)) {
                found.add(tokens.get(i).name());
            }
        }
        return found;
    }

    /** The SQL with the name of a schema before those of its functions. */
    static String qualifiedCalls(String sql, String schema, Predicate<String> functions) {
        StringBuilder out = new StringBuilder();
        List<Token> tokens = MySqlLexer.tokens(sql);
        for (int i = 0; i < tokens.size(); i++) {
            boolean call = isName(tokens, i) && isCall(tokens, i) && !isDot(tokens, i - 1);
            if (call && functions.test(tokens.get(i).name())) {
                out.append(MySqlSyntax.INSTANCE.quoteIdentifier(schema)).append('.');
            }
            out.append(tokens.get(i).text());
        }
        return out.toString();
    }
}
