package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings an expression into a form in which parentheses say all that precedence does, and nothing else. For one
 * expression; not safe for use by several threads.
 */
final class MySqlExpressionParser {
    /** Binary operators by how strongly they bind, weakest first. */
    private static final List<Set<String>> LEVELS = List.of(
            Set.of("or", "||"),
            Set.of("xor"),
            Set.of("and", "&&"),
            Set.of(),
            Set.of(
                    "=", "<=>", ">=", ">", "<=", "<", "<>", "!=", "is", "like", "regexp", "rlike", "in", "between",
                    "not"),
            Set.of("|"),
            Set.of("&"),
            Set.of("<<", ">>"),
            Set.of("+", "-"),
            Set.of("*", "/", "div", "%", "mod"),
            Set.of("^"));

    private static final int NOT = 3;
    private static final int COMPARISON = 4;
    private static final int AFTER_COMPARISON = 5;

    private static final Map<String, String> OPERATORS =
            Map.of("||", "or", "&&", "and", "!=", "<>", "rlike", "regexp", "mod", "%");

    private static final Map<String, String> FUNCTIONS = Map.ofEntries(
            Map.entry("now", "current_timestamp"),
            Map.entry("localtime", "current_timestamp"),
            Map.entry("localtimestamp", "current_timestamp"),
            Map.entry("curdate", "current_date"),
            Map.entry("curtime", "current_time"),
            Map.entry("lcase", "lower"),
            Map.entry("ucase", "upper"),
            Map.entry("character_length", "char_length"),
            Map.entry("substring", "substr"),
            Map.entry("mid", "substr"),
            Map.entry("power", "pow"),
            Map.entry("ceil", "ceiling"),
            Map.entry("dayofmonth", "day"),
            Map.entry("schema", "database"),
            Map.entry("octet_length", "length"));

    private static final Set<String> PLAIN_CALLS =
            Set.of("current_timestamp", "localtime", "localtimestamp", "current_date", "current_time", "current_user");

    private final List<MySqlToken> tokens;
    private int at;

    private MySqlExpressionParser(List<MySqlToken> tokens) {
        this.tokens = tokens;
    }

    /** It is not an expression that this parser knows. */
    private static final class UnknownFormException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownFormException() {
            super(null, null, false, false);
        }
    }

    /** The expression in its only form; one that can't be parsed keeps its parentheses. */
    static String canonical(String expression) {
        List<MySqlToken> tokens = MySqlToken.of(expression);
        MySqlExpressionParser parser = new MySqlExpressionParser(tokens);
        try {
            String parsed = parser.sequence();
            if (parser.at == tokens.size()) {
                return parsed;
            }
        } catch (UnknownFormException e) {
            // as it stands, then
        }
        return "?"
                + String.join(
                        " ", tokens.stream().map(MySqlExpressionParser::atom).toList());
    }

    private @Nullable MySqlToken peek() {
        return at < tokens.size() ? tokens.get(at) : null;
    }

    private boolean nextIs(String word) {
        MySqlToken next = peek();
        return next != null && next.is(word);
    }

    private boolean take(String word) {
        boolean there = nextIs(word);
        at += there ? 1 : 0;
        return there;
    }

    private void require(String word) {
        if (!take(word)) {
            throw new UnknownFormException();
        }
    }

    /** Expressions side by side, as in {@code x as char} or {@code distinct x}. */
    private String sequence() {
        List<String> parts = new ArrayList<>();
        while (at < tokens.size() && !nextIs(",") && !nextIs(")")) {
            if (nextIs("charset") || nextIs("character")) {
                // What is cast to text has the connection's character set, whether that is said or not.
                at += nextIs("charset") ? 2 : 3;
            } else {
                parts.add(binary(0));
            }
        }
        if (parts.isEmpty() || at > tokens.size()) {
            throw new UnknownFormException();
        }
        return parts.size() == 1 ? parts.getFirst() : "(" + String.join(" ", parts) + ")";
    }

    private String binary(int level) {
        if (level == NOT) {
            return take("not") ? negated(binary(NOT)) : binary(NOT + 1);
        }
        if (level >= LEVELS.size()) {
            return unary();
        }
        String left = binary(level + 1);
        for (MySqlToken next = peek(); next != null && isOperator(next, level); next = peek()) {
            at++;
            left = level == COMPARISON
                    ? comparison(next.value(), left)
                    : node(operator(next.value()), left, binary(level + 1));
        }
        return left;
    }

    private static boolean isOperator(MySqlToken token, int level) {
        return (token.kind() == Kind.SYMBOL || token.kind() == Kind.WORD)
                && LEVELS.get(level).contains(token.value());
    }

    private static String operator(String written) {
        return OPERATORS.getOrDefault(written, written);
    }

    private static String node(String operator, String... operands) {
        return "(" + operator + " " + String.join(" ", operands) + ")";
    }

    private static String negated(String expression) {
        for (String operator : List.of("in", "like", "between", "regexp", "is")) {
            if (expression.startsWith("(" + operator + " ")) {
                return "(not" + expression.substring(1);
            }
            if (expression.startsWith("(not" + operator + " ")) {
                return "(" + expression.substring("(not".length());
            }
        }
        return node("not", expression);
    }

    private String comparison(String operator, String left) {
        if (operator.equals("not")) {
            MySqlToken next = peek();
            if (next == null
                    || !Set.of("in", "like", "between", "regexp", "rlike").contains(next.value())) {
                throw new UnknownFormException();
            }
            at++;
            return negated(comparison(next.value(), left));
        }
        switch (operator) {
            case "is" -> {
                boolean not = take("not");
                String compared = node("is", left, binary(AFTER_COMPARISON));
                return not ? negated(compared) : compared;
            }
            case "between" -> {
                String low = binary(AFTER_COMPARISON);
                require("and");
                return node("between", left, low, binary(AFTER_COMPARISON));
            }
            case "like" -> {
                String pattern = binary(AFTER_COMPARISON);
                return take("escape") ? node("like", left, pattern, unary()) : node("like", left, pattern);
            }
            case "in" -> {
                require("(");
                return node("in", left, arguments());
            }
            default -> {
                return node(operator(operator), left, binary(AFTER_COMPARISON));
            }
        }
    }

    private String unary() {
        if (take("-")) {
            return node("neg", unary());
        }
        if (take("+")) {
            return unary();
        }
        if (take("~")) {
            return node("~", unary());
        }
        if (take("!")) {
            return negated(unary());
        }
        String value = primary();
        while (true) {
            if (take("collate")) {
                value = node("collate", value, primary());
            } else if (take("->")) {
                value = node("call json_extract", value, primary());
            } else if (take("->>")) {
                value = node("call json_unquote", node("call json_extract", value, primary()));
            } else {
                return value;
            }
        }
    }

    private String primary() {
        MySqlToken token = peek();
        if (token == null) {
            throw new UnknownFormException();
        }
        at++;
        if (token.is("(")) {
            String inner = arguments();
            return inner.contains(",") && isList(inner) ? "(row " + inner + ")" : inner;
        }
        return switch (token.kind()) {
            case STRING -> string(token);
            case NUMBER -> token.value();
            case NAME -> name(token);
            case WORD -> word(token);
            case SYMBOL -> throw new UnknownFormException();
        };
    }

    /** Whether a comma stands outside of all parentheses and quotes. */
    private static boolean isList(String canonical) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < canonical.length(); i++) {
            char c = canonical.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')') {
                depth--;
            } else if (!quoted && depth == 0 && c == ',') {
                return true;
            }
        }
        return false;
    }

    private String string(MySqlToken first) {
        StringBuilder value = new StringBuilder(first.value());
        for (MySqlToken next = peek(); next != null && next.kind() == Kind.STRING; next = peek()) {
            value.append(next.value());
            at++;
        }
        return "'" + value.toString().replace("'", "''") + "'";
    }

    /** Names are of columns of the one table, whatever stands before them. */
    private String name(MySqlToken first) {
        MySqlToken last = first;
        while (nextIs(".") && at + 1 < tokens.size()) {
            at++;
            last = tokens.get(at++);
        }
        if (nextIs("(")) {
            at++;
            return call(last.value());
        }
        return atom(last);
    }

    private String word(MySqlToken word) {
        MySqlToken next = peek();
        if (next != null && next.is("(")) {
            at++;
            return call(word.value());
        }
        if (next != null && next.is(".")) {
            return name(word);
        }
        if (next != null && next.kind() == Kind.STRING) {
            return "(" + word.value() + " " + primary() + ")";
        }
        return switch (word.value()) {
            case "true" -> "1";
            case "false" -> "0";
            case "case" -> cases();
            case "interval" -> node("interval", binary(AFTER_COMPARISON), primary());
            case String plain
            when PLAIN_CALLS.contains(plain) -> "(call " + FUNCTIONS.getOrDefault(plain, plain) + " )";
            case String _ -> atom(word);
        };
    }

    private String call(String name) {
        String known = FUNCTIONS.getOrDefault(name.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
        return "(call " + known + " " + (take(")") ? "" : arguments()) + ")";
    }

    /** Expressions with commas between them, up to the parenthesis that ends them. */
    private String arguments() {
        List<String> arguments = new ArrayList<>();
        do {
            arguments.add(sequence());
        } while (take(","));
        require(")");
        return String.join(",", arguments);
    }

    private String cases() {
        List<String> parts = new ArrayList<>();
        while (!take("end")) {
            MySqlToken next = peek();
            if (next == null) {
                throw new UnknownFormException();
            }
            if (next.is("when") || next.is("then") || next.is("else")) {
                at++;
                parts.add(next.value());
            } else {
                parts.add(binary(0));
            }
        }
        return "(case " + String.join(" ", parts) + ")";
    }

    private static String atom(MySqlToken token) {
        return switch (token.kind()) {
            case STRING -> "'" + token.value().replace("'", "''") + "'";
            case NAME, WORD -> token.value().toLowerCase(Locale.ROOT);
            case NUMBER, SYMBOL -> token.value();
        };
    }
}
