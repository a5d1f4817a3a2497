package io.atlasoperator.dialect.mysql;

import java.util.Objects;

/**
 * By what a server's sessions read SQL.
 *
 * @param mode the {@code sql_mode}, as the server prints it
 * @param weekFormat what {@code WEEK(d)} without a second argument counts by, from 0 to 7
 */
record MySqlSettings(String mode, int weekFormat) {
    private static final char SEPARATOR = ';';

    MySqlSettings {
        Objects.requireNonNull(mode);
    }

    /** What {@link #text()} gave. */
    static MySqlSettings of(String text) {
        int end = text.indexOf(SEPARATOR);
        return end < 0
                ? new MySqlSettings(text, 0)
                : new MySqlSettings(text.substring(0, end), Integer.parseInt(text.substring(end + 1)));
    }

    /** All of it in one text: the mode alone, where the rest is as usual. */
    String text() {
        return weekFormat == 0 ? mode : mode + SEPARATOR + weekFormat;
    }
}
