package io.atlasoperator.dialect.mysql;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

    /** What stands before the values: {@code LESS THAN}. */
    static String words(String values) {
        return values.replaceFirst("(?is)^\\s*(LESS\\s+THAN|IN)\\b.*", "$1")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String behind(String values) {
        return values.replaceFirst("(?is)^\\s*(LESS\\s+THAN|IN)\\b", "").strip();
    }

    /** The single values, as they are written. */
    static List<String> items(@Nullable String values) {
        if (values == null) {
            return List.of();
        }
        String list = behind(values);
        if (MySqlTerms.isWrapped(list)) {
            list = list.substring(list.indexOf('(') + 1, list.lastIndexOf(')'));
        }
        List<String> items = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (MySqlToken token : MySqlToken.of(list)) {
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 && token.is(",")) {
                items.add(list.substring(start, token.start()).strip());
                start = token.end();
            }
        }
        items.add(list.substring(start).strip());
        return items;
    }

    /** Whether a single value is computed, and what it comes to is not known. */
    static boolean isOpen(String item) {
        return folded(MySqlTermParser.ofTable(item)) instanceof MySqlCall(String operator, List<MySqlTerm> operands)
                && !operator.equals("row")
                && !(operator.endsWith(" literal") && operands.getFirst() instanceof MySqlLiteral);
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
