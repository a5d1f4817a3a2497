package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlCursor.UnknownFormException;
import io.atlasoperator.dialect.mysql.MySqlPartitioning.Key;
import io.atlasoperator.dialect.mysql.MySqlToken.Kind;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When former rows of a table go on to its next partition (MariaDB).
 *
 * @param by {@code interval 7 day}, {@code limit 1000}, or nothing
 * @param starts from when on intervals are counted, or null if that is not said
 * @param auto whether the server makes new partitions by itself
 */
record MySqlRotation(String by, @Nullable String starts, boolean auto) {
    private static final String METHOD = "SYSTEM_TIME";

    /** What is spread in that way; nothing if it is spread in another or says something that is not known. */
    static Optional<MySqlRotation> of(Key key) {
        if (!key.method().equalsIgnoreCase(METHOD)) {
            return Optional.empty();
        }
        MySqlCursor cursor = new MySqlCursor(key.expression());
        return Optional.ofNullable(cursor.attempt(() -> parse(cursor)));
    }

    private static MySqlRotation parse(MySqlCursor cursor) {
        String by = "";
        if (cursor.take("interval")) {
            MySqlToken amount = cursor.next();
            by = "interval " + span(amount, cursor.next().value());
        } else if (cursor.take("limit")) {
            by = "limit " + cursor.next().value();
        }
        @Nullable String starts = cursor.take("starts") ? moment(cursor) : null;
        boolean auto = cursor.take("auto");
        if (!cursor.isAtEnd()) {
            throw new UnknownFormException();
        }
        return new MySqlRotation(by, starts, auto);
    }

    /** Weeks are days to the server, and quarters months. */
    private static String span(MySqlToken amount, String unit) {
        boolean isCount = amount.kind() == Kind.NUMBER && amount.value().matches("\\d{1,9}");
        int times = unit.equals("week") ? 7 : unit.equals("quarter") ? 3 : 1;
        return isCount && times > 1
                ? Long.parseLong(amount.value()) * times + (times == 7 ? " day" : " month")
                : MySqlCursor.literal(amount) + " " + unit;
    }

    /** As the server prints it, if it is a plain literal. */
    private static String moment(MySqlCursor cursor) {
        cursor.take("timestamp");
        MySqlToken text = cursor.next();
        if (text.kind() != Kind.STRING) {
            throw new UnknownFormException();
        }
        String moment = text.value().strip().replace('T', ' ');
        return moment.matches("\\S+")
                ? moment + " 00:00:00"
                : moment.matches("\\S+ \\d+:\\d+") ? moment + ":00" : moment;
    }

    /** Whether a table that was made then has its start from that moment, cut to the unit, as it has if nobody says one. */
    static boolean startsWhenMade(Key key, @Nullable String made) {
        return made != null
                && of(key).filter(rotation -> cut(made, rotation.by()).equals(rotation.starts()))
                        .isPresent();
    }

    private static String cut(String moment, String by) {
        int length = by.endsWith("second") ? 19 : by.endsWith("minute") ? 16 : by.endsWith("hour") ? 13 : 10;
        return moment.substring(0, Math.min(moment.length(), length))
                + "0000-00-00 00:00:00".substring(Math.min(moment.length(), length));
    }

    /** Whether two keys come to the same; nothing if one of them is none of these. One that does not say its start keeps it. */
    static Optional<Boolean> same(Key from, Key to) {
        return of(from).flatMap(current -> of(to).map(wanted -> current.by().equals(wanted.by())
                && current.auto() == wanted.auto()
                && (wanted.starts() == null
                        || to.startsWhenMade()
                        || Objects.equals(current.starts(), wanted.starts()))));
    }

    /** Whether the server makes new partitions by itself, so that how many there are says nothing. */
    static boolean isAutomatic(Key key) {
        return of(key).filter(MySqlRotation::auto).isPresent();
    }
}
