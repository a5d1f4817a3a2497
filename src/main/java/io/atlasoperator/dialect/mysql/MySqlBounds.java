package io.atlasoperator.dialect.mysql;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the values of partitions come to: a server keeps the number, whatever was written. */
final class MySqlBounds {
    /** A date that the server takes for what it says, whatever its settings are. */
    private static final Pattern DATE = Pattern.compile("'(\\d{4}-\\d{2}-\\d{2})(?: (\\d{2}:\\d{2}:\\d{2}))?'");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,40}");
    private static final LocalDate DAY_ZERO = LocalDate.of(0, 1, 1);
    private static final BigInteger SECONDS = BigInteger.valueOf(86_400);

    private MySqlBounds() {}

    /** Whether the values of two partitions are the same, as they are written or by what they come to. */
    static boolean same(String one, String other) {
        return folded(MySqlTermParser.ofTable(behind(one))).equals(folded(MySqlTermParser.ofTable(behind(other))))
                && words(one).equalsIgnoreCase(words(other));
    }

    private static String words(String values) {
        return values.replaceFirst("(?is)^\\s*(LESS\\s+THAN|IN)\\b.*", "$1")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String behind(String values) {
        return values.replaceFirst("(?is)^\\s*(LESS\\s+THAN|IN)\\b", "").strip();
    }

    /** Whether something in the values is computed, and what it comes to is not known. */
    static boolean isOpen(String values) {
        List<MySqlToken> tokens = MySqlToken.of(behind(values));
        Set<String> functions = new HashSet<>();
        for (int at = 0; at + 1 < tokens.size(); at++) {
            if (tokens.get(at).kind() == MySqlToken.Kind.WORD
                    && tokens.get(at + 1).is("(")) {
                functions.add(tokens.get(at).value());
            }
        }
        return calls(folded(MySqlTermParser.ofTable(behind(values))), functions);
    }

    private static boolean calls(MySqlTerm term, Set<String> functions) {
        return term instanceof MySqlCall(String operator, List<MySqlTerm> operands)
                && (functions.contains(operator) || operands.stream().anyMatch(operand -> calls(operand, functions)));
    }

    /** The number that an expression without columns comes to; nothing if that is not known. */
    static Optional<BigInteger> number(String expression) {
        return number(MySqlTermParser.ofTable(expression));
    }

    private static MySqlTerm folded(MySqlTerm term) {
        Optional<BigInteger> number = number(term);
        if (number.isPresent()) {
            return new MySqlLiteral(number.get().toString());
        }
        return term instanceof MySqlCall(String operator, List<MySqlTerm> operands)
                ? new MySqlCall(
                        operator, operands.stream().map(MySqlBounds::folded).toList())
                : term;
    }

    static Optional<BigInteger> number(MySqlTerm term) {
        return switch (term) {
            case MySqlLiteral(String text) when NUMBER.matcher(text).matches() -> Optional.of(new BigInteger(text));
            case MySqlLiteral _, MySqlColumnName _ -> Optional.empty();
            case MySqlCall(String operator, List<MySqlTerm> operands)
            when operands.size() == 1 ->
                operator.equals("neg")
                        ? number(operands.getFirst()).map(BigInteger::negate)
                        : dated(operator, operands.getFirst());
            case MySqlCall(String operator, List<MySqlTerm> operands)
            when operands.size() == 2 ->
                number(operands.getFirst())
                        .flatMap(left -> number(operands.getLast()).flatMap(right -> computed(operator, left, right)));
            case MySqlCall _ -> Optional.empty();
        };
    }

    private static Optional<BigInteger> computed(String operator, BigInteger left, BigInteger right) {
        return switch (operator) {
            case "+" -> Optional.of(left.add(right));
            case "-" -> Optional.of(left.subtract(right));
            case "*" -> Optional.of(left.multiply(right));
            default -> Optional.empty();
        };
    }

    /** Functions of a date that depend on no time zone. */
    private static Optional<BigInteger> dated(String function, MySqlTerm of) {
        return switch (function) {
            case "to_days" -> time(of).map(MySqlBounds::days);
            case "to_seconds" ->
                time(of).map(time -> days(time)
                        .multiply(SECONDS)
                        .add(BigInteger.valueOf(time.toLocalTime().toSecondOfDay())));
            case "year" -> time(of).map(time -> BigInteger.valueOf(time.getYear()));
            default -> Optional.empty();
        };
    }

    private static BigInteger days(LocalDateTime time) {
        return BigInteger.valueOf(ChronoUnit.DAYS.between(DAY_ZERO, time.toLocalDate()));
    }

    private static Optional<LocalDateTime> time(MySqlTerm term) {
        MySqlTerm inner =
                term instanceof MySqlCall(String operator, List<MySqlTerm> operands) && operator.endsWith(" literal")
                        ? operands.getFirst()
                        : term;
        if (!(inner instanceof MySqlLiteral(String text))) {
            return Optional.empty();
        }
        return moment(text);
    }

    /** The time that a literal, with its quotes, says; at midnight if it is a date. */
    private static Optional<LocalDateTime> moment(String literal) {
        Matcher matcher = DATE.matcher(literal);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            String hour = matcher.group(2);
            return Optional.of(LocalDateTime.parse(matcher.group(1) + "T" + (hour == null ? "00:00:00" : hour)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
