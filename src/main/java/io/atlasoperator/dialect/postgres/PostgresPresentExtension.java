package io.atlasoperator.dialect.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Statements on extensions that are there already: because the dev database that the user named has them, or in every
 * database.
 */
final class PostgresPresentExtension {
    private static final String LEADING = "(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*";
    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[\\w$]+)";
    private static final Pattern CREATION = Pattern.compile(
            LEADING + "CREATE\\s+EXTENSION\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?" + NAME + ".*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern COMMENT = Pattern.compile(
            LEADING + "COMMENT\\s+ON\\s+EXTENSION\\s+" + NAME + "\\s+IS\\s+'((?:[^']|'')*)'\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final String COPIED = """
            SELECT a.comment
              FROM pg_catalog.pg_extension x
              LEFT JOIN pg_catalog.pg_available_extensions() a ON a.name = x.extname
             WHERE x.extname = ? AND pg_catalog.obj_description(x.oid, 'pg_extension') = ?
            """;

    private static final String COMMENTED =
            "SELECT FROM pg_catalog.pg_extension x WHERE x.extname = ? AND pg_catalog.obj_description(x.oid, 'pg_extension') = ?";

    private PostgresPresentExtension() {}

    /**
     * Whether a statement has nothing left to do. It may create an extension that is there as a copy, which counts as
     * created from now on; or set a comment that is set, as dumps do for an extension that only the superuser owns.
     */
    static boolean satisfies(Connection connection, String statement) throws SQLException {
        Matcher comment = COMMENT.matcher(statement);
        return comment.matches()
                ? isCommented(
                        connection,
                        PostgresSyntax.unquote(comment.group(1)),
                        comment.group(2).replace("''", "'"))
                : claim(connection, statement);
    }

    private static boolean isCommented(Connection connection, String name, String comment) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(COMMENTED)) {
            query.setString(1, name);
            query.setString(2, comment);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    private static boolean claim(Connection connection, String statement) throws SQLException {
        Matcher creation = CREATION.matcher(statement);
        if (!creation.matches()) {
            return false;
        }
        String name = PostgresSyntax.unquote(creation.group(1));
        @Nullable String comment;
        try (PreparedStatement query = connection.prepareStatement(COPIED)) {
            query.setString(1, name);
            query.setString(2, PostgresDevSpace.EXTENSION_COMMENT);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                comment = row.getString(1);
            }
        }
        try (Statement running = connection.createStatement()) {
            running.setEscapeProcessing(false);
            running.execute("COMMENT ON EXTENSION " + PostgresSyntax.quote(name) + " IS "
                    + (comment == null ? "NULL" : PostgresSyntax.INSTANCE.quoteLiteral(comment)));
        }
        return true;
    }
}
