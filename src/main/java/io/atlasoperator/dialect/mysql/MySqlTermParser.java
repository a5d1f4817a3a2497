package io.atlasoperator.dialect.mysql;

import static io.atlasoperator.dialect.mysql.MySqlTerm.call;

import io.atlasoperator.dialect.mysql.MySqlCursor.UnknownFormException;
import io.atlasoperator.dialect.mysql.MySqlToken.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of expressions, by the manuals of both products. It takes what somebody wrote and what a server prints to the same
 * term. For one text; not safe for use by several threads.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/expressions.html">MySQL 8.4 reference manual, Expressions</a>
 */
final class MySqlTermParser {
    /** Binary operators that bind more strongly than comparisons do, weakest first. */
    private static final List<Set<String>> LEVELS = List.of(
            Set.of("|"),
            Set.of("&"),
            Set.of("<<", ">>"),
            Set.of("+", "-"),
            Set.of("*", "/", "div", "%", "mod"),
            Set.of("^"));

    private static final Map<String, String> COMPARISONS =
            Map.of("=", "=", "<=>", "<=>", ">=", ">=", ">", ">", "<=", "<=", "<", "<", "<>", "<>", "!=", "<>");

    private static final Set<String> DATED = Set.of("date", "time", "timestamp");

    private final MySqlCursor cursor;
    private final MySqlNames names;
    private final MySqlCallParser calls;

    MySqlTermParser(MySqlCursor cursor, MySqlNames names) {
        this.cursor = cursor;
        this.names = names;
        this.calls = new MySqlCallParser(cursor, this, names);
    }

    /** What an expression of a table comes to; one of unknown form is what is written, but for blanks and the case of words. */
    static MySqlTerm ofTable(String expression) {
        return ofTable(expression, MySqlNames.OF_TABLE);
    }

    /** The same in the words of a product. */
    static MySqlTerm ofTable(String expression, MySqlFlavor flavor) {
        return ofTable(expression, MySqlNames.ofTable(flavor.fixedWeekFormat()));
    }

    private static MySqlTerm ofTable(String expression, MySqlNames names) {
        MySqlCursor cursor = new MySqlCursor(expression);
        MySqlTerm known = cursor.attempt(() -> {
            MySqlTermParser parser = new MySqlTermParser(cursor, names);
            List<MySqlTerm> terms = parser.list();
            if (!cursor.isAtEnd()) {
                throw new UnknownFormException();
            }
            return terms.size() == 1 ? terms.getFirst() : new MySqlCall("list", terms);
        });
        return known == null ? call("?", new MySqlLiteral(MySqlCursor.plain(expression))) : known;
    }

    /** Expressions with commas between them. */
    List<MySqlTerm> list() {
        List<MySqlTerm> terms = new ArrayList<>();
        do {
            terms.add(expression());
        } while (cursor.take(","));
        return terms;
    }

    MySqlTerm expression() {
        MySqlTerm left = exclusive();
        while (cursor.take("or") || cursor.take("||")) {
            left = MySqlTerm.joined("or", left, exclusive());
        }
        return left;
    }

    private MySqlTerm exclusive() {
        MySqlTerm left = conjunction();
        while (cursor.take("xor")) {
            left = call("xor", MySqlTerm.truth(left), MySqlTerm.truth(conjunction()));
        }
        return left;
    }

    private MySqlTerm conjunction() {
        MySqlTerm left = negation();
        while (cursor.take("and") || cursor.take("&&")) {
            left = MySqlTerm.joined("and", left, negation());
        }
        return left;
    }

    private MySqlTerm negation() {
        return cursor.take("not") ? MySqlTerm.negated(negation()) : comparison();
    }

    private MySqlTerm comparison() {
        MySqlTerm left = predicate();
        while (true) {
            MySqlToken next = cursor.peek(0);
            if (cursor.take("is")) {
                left = state(left);
            } else if (next != null && next.kind() == Kind.SYMBOL && COMPARISONS.containsKey(next.value())) {
                cursor.next();
                left = compared(COMPARISONS.get(next.value()), left);
            } else {
                return left;
            }
        }
    }

    private MySqlTerm state(MySqlTerm left) {
        boolean not = cursor.take("not");
        String state = cursor.next().value();
        String meant = state.equals("unknown") ? "null" : state;
        if (!Set.of("null", "true", "false").contains(meant)) {
            throw new UnknownFormException();
        }
        MySqlTerm of = meant.equals("null") ? left : MySqlTerm.truth(left);
        return call((not ? "is not " : "is ") + meant, of);
    }

    private MySqlTerm compared(String operator, MySqlTerm left) {
        boolean all = cursor.take("all");
        if (!all && !cursor.take("any") && !cursor.take("some")) {
            return MySqlTerm.compared(operator, left, predicate());
        }
        cursor.require("(");
        MySqlTerm query = names.query(cursor, false);
        cursor.require(")");
        return switch (operator) {
            case "=" -> call(all ? "= all" : "in", left, query);
            case "<>" -> call(all ? "not in" : "<> any", left, query);
            default -> call(operator + (all ? " all" : " any"), left, query);
        };
    }

    private MySqlTerm predicate() {
        MySqlTerm left = binary(0);
        boolean not = cursor.nextIs("not")
                && (cursor.isAt(1, "in")
                        || cursor.isAt(1, "between")
                        || cursor.isAt(1, "like")
                        || cursor.isAt(1, "regexp")
                        || cursor.isAt(1, "rlike"));
        if (not) {
            cursor.next();
        }
        MySqlTerm tested = left;
        if (cursor.take("in")) {
            cursor.require("(");
            tested = in(left);
        } else if (cursor.take("between")) {
            MySqlTerm low = binary(0);
            cursor.require("and");
            tested = call("between", left, low, predicate());
        } else if (cursor.take("like")) {
            MySqlTerm pattern = binary(LEVELS.size());
            boolean escapes = cursor.take("escape");
            tested = escapes ? call("like", left, pattern, binary(LEVELS.size())) : call("like", left, pattern);
        } else if (cursor.take("regexp") || cursor.take("rlike")) {
            tested = call("regexp", left, binary(0));
        }
        return not ? MySqlTerm.negated(tested) : tested;
    }

    private MySqlTerm in(MySqlTerm left) {
        MySqlTerm query = cursor.attempt(() -> queryInParentheses(false));
        if (query != null) {
            return call("in", left, query);
        }
        List<MySqlTerm> operands = new ArrayList<>(List.of(left));
        operands.addAll(list());
        cursor.require(")");
        return operands.size() == 2
                ? MySqlTerm.compared("=", left, operands.getLast())
                : new MySqlCall("in", operands.stream().map(MySqlTerm::number).toList());
    }

    /** The query that comes after a parenthesis, and the parenthesis behind it. */
    private MySqlTerm queryInParentheses(boolean forExistence) {
        if (!cursor.nextIs("select") && !cursor.nextIs("with") && !cursor.nextIs("(")) {
            throw new UnknownFormException();
        }
        MySqlTerm query = names.query(cursor, forExistence);
        cursor.require(")");
        return query;
    }

    /** An expression of operators that bind more strongly than comparisons. */
    MySqlTerm bitwise() {
        return binary(0);
    }

    private MySqlTerm binary(int level) {
        if (level >= LEVELS.size()) {
            return unary();
        }
        MySqlTerm left = binary(level + 1);
        for (MySqlToken next = cursor.peek(0);
                next != null
                        && (next.kind() == Kind.SYMBOL || next.kind() == Kind.WORD)
                        && LEVELS.get(level).contains(next.value());
                next = cursor.peek(0)) {
            cursor.next();
            left = arithmetic(next.value(), left, binary(level + 1));
        }
        return left;
    }

    /** An interval stands behind the time that it is added to, wherever it was written. */
    static MySqlTerm arithmetic(String operator, MySqlTerm left, MySqlTerm right) {
        boolean swapped = operator.equals("+")
                && left instanceof MySqlCall(String own, List<MySqlTerm> _)
                && own.equals("interval");
        MySqlTerm first = MySqlTerm.number(swapped ? right : left);
        MySqlTerm second = MySqlTerm.number(swapped ? left : right);
        return call(operator.equals("mod") ? "%" : operator, first, second);
    }

    private MySqlTerm unary() {
        if (cursor.take("-")) {
            MySqlTerm value = MySqlTerm.number(unary());
            return value instanceof MySqlCall(String own, List<MySqlTerm> operands)
                            && own.equals("neg")
                            && operands.getFirst() instanceof MySqlLiteral number
                    ? number
                    : call("neg", value);
        }
        if (cursor.take("+")) {
            return unary();
        }
        if (cursor.take("~")) {
            return call("~", unary());
        }
        if (cursor.take("!")) {
            return MySqlTerm.negated(unary());
        }
        if (cursor.nextIs("binary") && !cursor.isAt(1, "(")) {
            cursor.next();
            return call("cast", unary(), new MySqlLiteral("char charset binary"));
        }
        MySqlTerm value = primary();
        while (true) {
            if (cursor.take("collate")) {
                value = call("collate", value, new MySqlLiteral(collation(cursor.next())));
            } else if (cursor.take("->")) {
                value = call("json_extract", value, primary());
            } else if (cursor.take("->>")) {
                value = call("json_unquote", call("json_extract", value, primary()));
            } else {
                return value;
            }
        }
    }

    private static String collation(MySqlToken token) {
        return token.value().toLowerCase(Locale.ROOT);
    }

    private MySqlTerm primary() {
        MySqlToken token = cursor.next();
        if (token.is("(")) {
            return parenthesis();
        }
        return switch (token.kind()) {
            case STRING -> text(token);
            case NUMBER -> new MySqlLiteral(number(token.value()));
            case NAME -> name(token.value());
            case WORD -> word(token);
            case SYMBOL -> throw new UnknownFormException();
        };
    }

    private MySqlTerm parenthesis() {
        MySqlTerm query = cursor.attempt(() -> queryInParentheses(false));
        if (query != null) {
            return query;
        }
        List<MySqlTerm> inside = list();
        cursor.require(")");
        return inside.size() == 1 ? inside.getFirst() : new MySqlCall("row", inside);
    }

    /** Digits as the server prints them: without zeros before them, with one before a point, and bits by the four. */
    private static String number(String written) {
        if (written.startsWith("0b") && written.length() > 2) {
            String digits = new BigInteger(written.substring(2), 2).toString(16);
            int bytes = (written.length() - 2 + 7) / 8;
            return "0x" + "0".repeat(Math.max(0, 2 * bytes - digits.length())) + digits;
        }
        if (written.startsWith("0x")) {
            return written;
        }
        String digits = written.replaceFirst("^0+(?=\\d)", "");
        return digits.startsWith(".") ? "0" + digits : digits;
    }

    private MySqlTerm text(MySqlToken first) {
        StringBuilder value = new StringBuilder(first.value());
        for (MySqlToken next = cursor.peek(0); next != null && next.kind() == Kind.STRING; next = cursor.peek(0)) {
            value.append(cursor.next().value());
        }
        return new MySqlLiteral("'" + value.toString().replace("'", "''") + "'");
    }

    private MySqlTerm name(String first) {
        List<String> path = new ArrayList<>(List.of(first));
        while (cursor.take(".")) {
            path.add(cursor.name());
        }
        return cursor.take("(") ? calls.after(names.function(path)) : names.column(path);
    }

    private MySqlTerm word(MySqlToken word) {
        if (word.is("exists") && cursor.take("(")) {
            return call("exists", queryInParentheses(true));
        }
        if (word.is("interval")) {
            return interval();
        }
        if (word.is("match")) {
            return calls.match();
        }
        if (cursor.nextIs("(") && MySqlCallParser.isSpecial(word.value())) {
            cursor.next();
            return calls.special(word.value());
        }
        MySqlToken next = cursor.peek(0);
        if (next != null && next.kind() == Kind.STRING && DATED.contains(word.value())) {
            return call(word.value() + " literal", primary());
        }
        if (cursor.nextIs("(") || cursor.nextIs(".")) {
            return name(cursor.spelling(word));
        }
        if (word.value().startsWith("@")) {
            throw new UnknownFormException();
        }
        return switch (word.value()) {
            case "true", "false", "null" -> new MySqlLiteral(word.value());
            case "case" -> cases();
            case String plain when MySqlCallParser.isCalledPlainly(plain) -> MySqlFunctions.known(plain, List.of());
            case String plain when MySqlCallParser.isReserved(plain) -> throw new UnknownFormException();
            case String _ -> names.column(List.of(cursor.spelling(word)));
        };
    }

    /** {@code INTERVAL 1 DAY}; with a list, it is a function. */
    MySqlTerm interval() {
        @Nullable
        MySqlTerm function = cursor.attempt(() -> {
            cursor.require("(");
            List<MySqlTerm> list = list();
            cursor.require(")");
            if (list.size() == 1) {
                throw new UnknownFormException();
            }
            return new MySqlCall("interval()", list);
        });
        if (function != null) {
            return function;
        }
        MySqlTerm amount = expression();
        return call("interval", amount, new MySqlLiteral(cursor.next().value()));
    }

    private MySqlTerm cases() {
        List<MySqlTerm> parts = new ArrayList<>();
        boolean searched = cursor.nextIs("when");
        if (!searched) {
            parts.add(MySqlTerm.number(expression()));
        }
        while (cursor.take("when")) {
            MySqlTerm when = expression();
            parts.add(searched ? MySqlTerm.filter(when) : MySqlTerm.number(when));
            cursor.require("then");
            parts.add(MySqlTerm.number(expression()));
        }
        if (cursor.take("else")) {
            parts.add(MySqlTerm.number(expression()));
        } else {
            parts.add(new MySqlLiteral("no else"));
        }
        cursor.require("end");
        return new MySqlCall(searched ? "case when" : "case", parts);
    }
}
