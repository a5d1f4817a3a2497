package io.atlasoperator.engine;

import java.sql.SQLException;

/** What a JDBC driver has to say of a failure, in one text. */
final class DriverMessage {

    private DriverMessage() {}

    static String of(SQLException failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return "the driver gave no message (SQL state " + failure.getSQLState() + ")";
        }
        return message.strip();
    }
}
