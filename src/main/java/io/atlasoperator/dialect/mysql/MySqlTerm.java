package io.atlasoperator.dialect.mysql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an expression or a query comes to, without anything that only says how it was written. Two that are equal mean the
 * same; two that differ may do so too.
 */
sealed interface MySqlTerm permits MySqlCall, MySqlColumnName, MySqlLiteral {
    MySqlLiteral ZERO = new MySqlLiteral("0");
    MySqlLiteral ONE = new MySqlLiteral("1");

    /** What says whether something is so, and what says the contrary for all values, NULL among them. */
    Map<String, String> CONTRARIES = Map.ofEntries(
            Map.entry("=", "<>"),
            Map.entry("<>", "="),
            Map.entry("<", ">="),
            Map.entry(">=", "<"),
            Map.entry(">", "<="),
            Map.entry("<=", ">"),
            Map.entry("in", "not in"),
            Map.entry("not in", "in"),
            Map.entry("like", "not like"),
            Map.entry("not like", "like"),
            Map.entry("between", "not between"),
            Map.entry("not between", "between"),
            Map.entry("regexp", "not regexp"),
            Map.entry("not regexp", "regexp"),
            Map.entry("is null", "is not null"),
            Map.entry("is not null", "is null"),
            Map.entry("is true", "is not true"),
            Map.entry("is not true", "is true"),
            Map.entry("is false", "is not false"),
            Map.entry("is not false", "is false"),
            Map.entry("exists", "not exists"),
            Map.entry("not exists", "exists"));

    /** Operators that give 1, 0 or NULL beside these. */
    Set<String> LOGICAL = Set.of("and", "or", "xor", "not", "truth", "<=>");

    static MySqlCall call(String operator, MySqlTerm... operands) {
        return new MySqlCall(operator, List.of(operands));
    }

    /** The constants {@code TRUE} and {@code FALSE} as the numbers that they are, save as values of JSON. */
    static MySqlTerm number(MySqlTerm term) {
        return switch (term) {
            case MySqlLiteral(String text) when text.equals("true") -> ONE;
            case MySqlLiteral(String text) when text.equals("false") -> ZERO;
            case MySqlLiteral other -> other;
            case MySqlColumnName other -> other;
            case MySqlCall other -> other;
        };
    }

    /** A comparison; that with 0 asks whether something is false, as the server writes it. */
    static MySqlTerm compared(String operator, MySqlTerm left, MySqlTerm right) {
        MySqlTerm first = number(left);
        MySqlTerm second = number(right);
        boolean zero = first.equals(ZERO) || second.equals(ZERO);
        MySqlTerm other = first.equals(ZERO) ? second : first;
        if (operator.equals("=")
                && first instanceof MySqlCall(String one, List<MySqlTerm> lefts)
                && second instanceof MySqlCall(String two, List<MySqlTerm> rights)
                && one.equals("row")
                && two.equals("row")
                && lefts.size() == rights.size()) {
            MySqlTerm all = compared("=", lefts.getFirst(), rights.getFirst());
            for (int i = 1; i < lefts.size(); i++) {
                all = joined("and", all, compared("=", lefts.get(i), rights.get(i)));
            }
            return all;
        }
        return switch (operator) {
            case "=" -> zero ? negated(other) : sorted(operator, first, second);
            case "<>" -> zero ? isLogical(other) ? other : call("truth", other) : sorted(operator, first, second);
            case "<=>" -> sorted(operator, first, second);
            default -> call(operator, first, second);
        };
    }

    private static MySqlCall sorted(String operator, MySqlTerm left, MySqlTerm right) {
        return new MySqlCall(
                operator,
                List.of(left, right).stream()
                        .sorted(Comparator.comparing(MySqlTerm::toString))
                        .toList());
    }

    /** Several conditions in one, {@code and} or {@code or}; those in those are spread. */
    static MySqlTerm joined(String operator, MySqlTerm left, MySqlTerm right) {
        List<MySqlTerm> all = new ArrayList<>(parts(operator, truth(left)));
        all.addAll(parts(operator, truth(right)));
        return new MySqlCall(operator, all);
    }

    /** What a conjunction or disjunction joins; anything else alone. */
    static List<MySqlTerm> parts(String operator, MySqlTerm term) {
        return term instanceof MySqlCall(String own, List<MySqlTerm> operands) && own.equals(operator)
                ? operands
                : List.of(term);
    }

    /** The contrary of a condition. */
    static MySqlTerm negated(MySqlTerm condition) {
        MySqlTerm truth = truth(condition);
        if (!(truth instanceof MySqlCall(String operator, List<MySqlTerm> operands))) {
            return call("not", truth);
        }
        return switch (operator) {
            case "not" -> {
                MySqlTerm inner = operands.getFirst();
                yield isLogical(inner) ? inner : call("truth", inner);
            }
            case "and", "or" ->
                new MySqlCall(
                        operator.equals("and") ? "or" : "and",
                        operands.stream().map(MySqlTerm::negated).toList());
            case "xor" -> call("xor", negated(operands.getFirst()), operands.getLast());
            default ->
                CONTRARIES.containsKey(operator)
                        ? new MySqlCall(CONTRARIES.get(operator), operands)
                        : call("not", truth);
        };
    }

    /** A term where only counts whether it is true, false or neither. */
    static MySqlTerm truth(MySqlTerm term) {
        return term instanceof MySqlCall(String operator, List<MySqlTerm> operands) && operator.equals("truth")
                ? operands.getFirst()
                : number(term);
    }

    /**
     * A condition of which only counts whether it is true: of rows, or of a {@code CASE}. What is not so and what is not known come
     * to the same there.
     */
    static MySqlTerm filter(MySqlTerm term) {
        MySqlTerm condition = truth(term);
        if (!(condition instanceof MySqlCall(String operator, List<MySqlTerm> operands))) {
            return condition;
        }
        return switch (operator) {
            case "and", "or" ->
                new MySqlCall(operator, operands.stream().map(MySqlTerm::filter).toList());
            case "is true" -> filter(operands.getFirst());
            case "is false" -> filter(negated(operands.getFirst()));
            default -> condition;
        };
    }

    private static boolean isLogical(MySqlTerm term) {
        return term instanceof MySqlCall(String operator, List<MySqlTerm> _)
                && (LOGICAL.contains(operator) || CONTRARIES.containsKey(operator));
    }
}
