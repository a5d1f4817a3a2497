package io.atlasoperator.dialect.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statements that speak of roles, in a database that only serves to try them out. Roles belong to a whole server, and
 * those of the target are not on the product's own: there a role that is not there is made, without any rights. Who owns
 * a thing is no part of a state, so everything there belongs to the one who tries it out.
 */
final class PostgresDevStatements {
    private static final String LEADING = "(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*";
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;

    /** A statement with nothing in it but the change of an owner. */
    private static final Pattern OWNER = Pattern.compile(
            "(" + LEADING + "ALTER\\s[^;,']*\\sOWNER\\s+TO\\s+)(?:\"(?:[^\"]|\"\")+\"|[\\w$]+)\\s*;?\\s*", FLAGS);

    private static final Pattern ON_ROLES =
            Pattern.compile(LEADING + "(?:GRANT|REVOKE|ALTER|CREATE\\s+POLICY|CREATE\\s+SCHEMA|DO)\\b.*", FLAGS);

    private static final Pattern MISSING = Pattern.compile("role \"(.*)\" does not exist", Pattern.DOTALL);
    private static final String UNDEFINED_OBJECT = "42704";

    /** Made by the superuser along with the server. */
    private static final String MAKER = "SELECT pg_catalog.to_regproc('pg_catalog.atlas_make_role') IS NOT NULL";

    private static final String MAKE = "SELECT pg_catalog.atlas_make_role(?)";

    private static final int MOST_ROLES = 100;

    private PostgresDevStatements() {}

    /** Whether a connection is to a database that was made to try something out, and that nobody else uses. */
    static boolean concern(Connection connection) throws SQLException {
        return PostgresFreshDatabase.isFresh(connection.getCatalog());
    }

    static void execute(Connection connection, String statement) throws SQLException {
        Matcher owner = OWNER.matcher(statement);
        String wanted = owner.matches() ? owner.group(1) + "CURRENT_USER" : statement;
        if (!ON_ROLES.matcher(wanted).matches()) {
            run(connection, wanted);
            return;
        }
        Set<String> made = new java.util.HashSet<>();
        while (true) {
            // A failure would end the transaction that the statement may be in.
            @org.jspecify.annotations.Nullable
            Savepoint before = connection.getAutoCommit() ? null : connection.setSavepoint();
            try {
                run(connection, wanted);
                if (before != null) {
                    connection.releaseSavepoint(before);
                }
                return;
            } catch (SQLException e) {
                Matcher missing = MISSING.matcher(String.valueOf(e.getMessage()));
                boolean known = UNDEFINED_OBJECT.equals(e.getSQLState())
                        && missing.find()
                        && made.size() < MOST_ROLES
                        && made.add(missing.group(1));
                if (!known) {
                    throw e;
                }
                if (before != null) {
                    connection.rollback(before);
                }
                if (!make(connection, missing.group(1))) {
                    throw e;
                }
            }
        }
    }

    private static boolean make(Connection connection, String role) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(MAKER)) {
            row.next();
            if (!row.getBoolean(1)) {
                return false;
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(MAKE)) {
            statement.setString(1, role);
            statement.executeQuery().close();
        }
        return true;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
