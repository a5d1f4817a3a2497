package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.dialect.sqlite.SqliteToken.Kind;
import io.atlasoperator.schema.Check;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/** Expressions as text: the parentheses around them, and whether two are the same. */
final class SqliteExpressions {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,4})?");

    private SqliteExpressions() {}

    /** The expression without the parentheses that enclose all of it. */
    static String unwrap(String expression) {
        String inner = expression.strip();
        while (enclosed(SqliteLexer.tokens(inner))) {
            List<SqliteToken> tokens = SqliteLexer.tokens(inner);
            inner = inner.substring(tokens.getFirst().end(), tokens.getLast().start())
                    .strip();
        }
        return inner;
    }

    /** The expression with exactly one pair of parentheses around it. */
    static String wrap(String expression) {
        return "(" + unwrap(expression) + ")";
    }

    private static boolean enclosed(List<SqliteToken> tokens) {
        if (tokens.size() < 2 || !tokens.getFirst().is("(")) {
            return false;
        }
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is("(")) {
                depth++;
            } else if (tokens.get(i).is(")")) {
                depth--;
            }
            if (depth == 0) {
                return i == tokens.size() - 1;
            }
        }
        return false;
    }

    /** Whether two expressions differ in nothing but white space, comments, quotes of names and enclosing parentheses. */
    static boolean same(String one, String other) {
        List<SqliteToken> left = SqliteLexer.tokens(unwrap(one));
        List<SqliteToken> right = SqliteLexer.tokens(unwrap(other));
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!left.get(i).sameAs(right.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The check without the name of its own table before columns, which a table that is built anew could not keep. */
    static Check unqualified(Check check, String table) {
        String text = check.expression();
        List<SqliteToken> tokens = SqliteLexer.tokens(text);
        StringBuilder rest = new StringBuilder();
        int from = 0;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).names(table) && tokens.get(i + 1).is(".")) {
                rest.append(text, from, tokens.get(i).start());
                from = tokens.get(i + 1).end();
            }
        }
        return from == 0
                ? check
                : new Check(
                        check.name(),
                        rest.append(text.substring(from)).toString(),
                        check.enforced(),
                        check.noInherit(),
                        check.range());
    }

    /** Whether two defaults give the same value, for all that can be told without running them. */
    static boolean sameDefault(String one, String other) {
        return same(one, other) || unquoted(one).equals(unquoted(other)) || sameNumber(one, other);
    }

    /** The same for a column that keeps a number as a number and a string as a string. */
    static boolean sameUntypedDefault(String one, String other) {
        return same(one, other) || sameNumber(one, other);
    }

    /** A literal without its quotes; what is no literal keeps its text, marked so that no string equals it. */
    private static String unquoted(String expression) {
        String inner = unwrap(expression);
        if (!isLiteral(inner)) {
            return "\0" + inner;
        }
        SqliteToken token = SqliteLexer.tokens(inner).getLast();
        return switch (token.kind()) {
            case STRING ->
                inner.startsWith("'") ? inner.substring(1, inner.length() - 1).replace("''", "'") : "\0" + inner;
            case WORD -> token.is("true") ? "1" : token.is("false") ? "0" : "\0null";
            case NUMBER, QUOTED, SYMBOL -> inner;
        };
    }

    private static boolean sameNumber(String one, String other) {
        String left = unwrap(one);
        String right = unwrap(other);
        return NUMBER.matcher(left).matches()
                && NUMBER.matcher(right).matches()
                && new BigDecimal(left).compareTo(new BigDecimal(right)) == 0;
    }

    /** Whether the expression is a constant: a number, a string, a blob, a truth value or NULL. */
    static boolean isLiteral(String expression) {
        String inner = expression.strip();
        List<SqliteToken> tokens = SqliteLexer.tokens(inner);
        int first = tokens.size() == 2
                        && (tokens.getFirst().is("-") || tokens.getFirst().is("+"))
                ? 1
                : 0;
        if (tokens.size() != first + 1) {
            return false;
        }
        SqliteToken token = tokens.get(first);
        return switch (token.kind()) {
            case NUMBER -> true;
            case STRING -> first == 0;
            case WORD -> first == 0 && (token.is("true") || token.is("false") || token.is("null"));
            case QUOTED, SYMBOL -> false;
        };
    }

    /** Whether the expression is a number. */
    static boolean isNumber(String expression) {
        List<SqliteToken> tokens = SqliteLexer.tokens(expression);
        return isLiteral(expression) && tokens.getLast().kind() == Kind.NUMBER;
    }
}
