package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What matters of the session that reads a catalog.
 *
 * @param user who reads, as {@code name@host}
 * @param foldsNames whether names of schemas and tables mean the same in upper and lower case
 * @param mode by which it reads SQL
 * @param timeZone its time zone
 * @param database the schema whose name its statements may leave out, or null
 */
record MySqlSession(
        String user,
        boolean foldsNames,
        MySqlMode mode,
        String timeZone,
        @Nullable String database) {
    static MySqlSession read(Connection connection) throws SQLException {
        List<MySqlSession> found = new ArrayList<>();
        new MySqlCatalog(connection, List.of())
                .all(
                        MySqlQueries.SESSION,
                        row -> found.add(new MySqlSession(
                                row.getString("USER"),
                                row.getInt("FOLDED") != 0,
                                MySqlMode.of(row.getString("MODE")),
                                row.getString("TIME_ZONE"),
                                row.getString("CURRENT"))));
        return found.getFirst();
    }

    /** The mode that something was made in; null for that of this session. */
    @Nullable
    MySqlMode mode(String madeIn) {
        return MySqlMode.of(madeIn).unless(mode);
    }

    boolean sameName(String one, String other) {
        return foldsNames ? one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT)) : one.equals(other);
    }

    /** Who has made something, as {@code `user`@`host`}; null for the one who reads. */
    @Nullable
    String definer(String account) {
        if (account.equals(user)) {
            return null;
        }
        int at = account.lastIndexOf('@');
        String name = at < 0 ? account : account.substring(0, at);
        String host = at < 0 ? "" : account.substring(at + 1);
        String quoted = MySqlSyntax.INSTANCE.quoteIdentifier(name);
        return host.isEmpty() ? quoted : quoted + "@" + MySqlSyntax.INSTANCE.quoteIdentifier(host);
    }

    /** What a user must be granted who sees a thing but not what is in it. */
    SQLException hidden(String kind, QualifiedName name, String right) {
        return new SQLException(
                "the definition of " + kind + " \"" + name + "\" is hidden from user " + user + "; grant it " + right);
    }
}
