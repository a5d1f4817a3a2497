package io.atlasoperator.dialect.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the sessions of others are at, in words that give nothing away of values and passwords in their statements. */
final class MySqlProcesses {
    private static final String HOLDER = "SELECT p.id, p.user, p.command, p.time, p.info"
            + " FROM information_schema.processlist p WHERE p.id = IS_USED_LOCK(?)";

    /** Of a change of a table, what is changed; of any other statement its first word. */
    private static final Pattern TOLD = Pattern.compile(
            "^\\s*((?:(?:ALTER|CREATE|DROP|RENAME|TRUNCATE|OPTIMIZE|REPAIR|ANALYZE)\\s+TABLE\\s+"
                    + "(?:`[^`]+`|[\\w$]+)(?:\\.(?:`[^`]+`|[\\w$]+))?)|[A-Z]+)",
            Pattern.CASE_INSENSITIVE);

    private MySqlProcesses() {}

    /** Who holds a user-level lock: {@code ": process 7 of root (Query, for 3 s: ALTER TABLE t)"}; empty if nobody knows. */
    static String holder(Connection connection, String lock) {
        try (PreparedStatement statement = connection.prepareStatement(HOLDER)) {
            statement.setString(1, lock);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? ": " + words(row, "") : "";
            }
        } catch (SQLException e) {
            // Only that the lock is held matters, and that is told.
            System.getLogger(MySqlProcesses.class.getName())
                    .log(System.Logger.Level.DEBUG, "asking who holds a lock", e);
            return "";
        }
    }

    /**
     * The process in a row with the columns {@code id, user, command, time, info}.
     *
     * @param more what is to be told beside, or empty
     */
    static String words(ResultSet row, String more) throws SQLException {
        String told = told(row.getString("info"));
        return "process " + row.getLong("id") + " of " + row.getString("user") + " (" + row.getString("command")
                + ", for "
                + row.getLong("time") + " s" + (told.isEmpty() ? "" : ": " + told) + (more.isEmpty() ? "" : ", " + more)
                + ")";
    }

    private static String told(@Nullable String statement) {
        Matcher matcher = TOLD.matcher(statement == null ? "" : statement);
        return matcher.find() ? matcher.group(1) : "";
    }
}
