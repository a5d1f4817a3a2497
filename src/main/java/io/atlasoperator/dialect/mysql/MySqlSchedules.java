package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlCursor.UnknownFormException;
import io.atlasoperator.dialect.mysql.MySqlToken.Kind;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The schedules of events: servers keep the times and the length of an interval, whatever was written. */
final class MySqlSchedules {
    private static final Pattern TIME = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:[ T](\\d{2}:\\d{2})(:\\d{2})?)?");

    private MySqlSchedules() {}

    /** Whether both are understood and come to the same. */
    static boolean same(String one, String other) {
        @Nullable List<String> first = parse(one);
        return first != null && Objects.equals(first, parse(other));
    }

    private static @Nullable List<String> parse(String schedule) {
        MySqlCursor cursor = new MySqlCursor(schedule);
        return cursor.attempt(() -> {
            List<String> parts = new ArrayList<>();
            if (cursor.take("at")) {
                parts.add("at " + time(cursor));
            } else {
                cursor.require("every");
                parts.add("every " + interval(cursor));
                if (cursor.take("starts")) {
                    parts.add("starts " + time(cursor));
                }
                if (cursor.take("ends")) {
                    parts.add("ends " + time(cursor));
                }
            }
            if (!cursor.isAtEnd()) {
                throw new UnknownFormException();
            }
            return parts;
        });
    }

    /** How often: a number and a unit, or several numbers as a text and a unit of two words. */
    private static String interval(MySqlCursor cursor) {
        MySqlTerm term = new MySqlTermParser(cursor, MySqlNames.OF_TABLE).interval();
        if (!(term instanceof MySqlCall(String _, List<MySqlTerm> operands))
                || operands.size() != 2
                || !(operands.getLast() instanceof MySqlLiteral(String unit))) {
            throw new UnknownFormException();
        }
        MySqlTerm amount = operands.getFirst();
        String text = amount instanceof MySqlLiteral(String literal) && literal.startsWith("'")
                ? literal.substring(1, literal.length() - 1)
                : MySqlBounds.number(amount).map(Object::toString).orElseThrow(UnknownFormException::new);
        return text + " " + unit;
    }

    private static LocalDateTime time(MySqlCursor cursor) {
        cursor.take("timestamp");
        MySqlToken literal = cursor.next();
        Matcher time = TIME.matcher(literal.value());
        if (literal.kind() != Kind.STRING || !time.matches()) {
            throw new UnknownFormException();
        }
        try {
            String hour = time.group(2) == null ? "00:00" : time.group(2);
            String second = time.group(3) == null ? ":00" : time.group(3);
            return LocalDateTime.parse(time.group(1) + "T" + hour + second);
        } catch (DateTimeException e) {
            throw new UnknownFormException();
        }
    }
}
