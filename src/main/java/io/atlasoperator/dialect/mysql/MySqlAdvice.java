package io.atlasoperator.dialect.mysql;

import java.sql.SQLException;
import java.util.regex.Pattern;

/** What to do where a server says what is wrong, and not why. */
final class MySqlAdvice {
    private static final int INVALID_DEFAULT = 1067;
    private static final int NULL_VALUE = 1138;
    private static final int CUT_VALUE = 1265;
    private static final int WRONG_VALUE = 1292;
    private static final int NO_PARTITION = 1526;

    /** A day of zeros, or one in a month of zeros. */
    private static final Pattern ZERO_DATE = Pattern.compile("value: '\\d{4}-(00|\\d{2}-00)");

    private static final String ZEROS =
            " the sql_mode of the session refuses dates of zeros (NO_ZERO_DATE, NO_ZERO_IN_DATE):"
                    + " let rows and defaults have another day or NULL, or allow them for the change with ?sql_mode='' in the URL";

    private MySqlAdvice() {}

    /** What stands behind the message of a statement that failed; empty where that says enough. */
    static String on(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case INVALID_DEFAULT -> "; if it is one of zeros," + ZEROS;
            case WRONG_VALUE ->
                ZERO_DATE.matcher(String.valueOf(failure.getMessage())).find() ? ";" + ZEROS : "";
            case NULL_VALUE -> "; there are rows with NULL where none is to be: give them a value first";
            // MariaDB says the same of a NULL.
            case CUT_VALUE ->
                "; a row has a value that the new definition has no room for, or NULL where none is to be:"
                        + " change the row first";
            case NO_PARTITION ->
                "; no partition of the new ones takes that row: add one, or if the row is to go, run"
                        + " ALTER TABLE … DROP PARTITION by hand";
            default -> "";
        };
    }
}
