package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.ServerVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a version of PostgreSQL can do. The only place that compares version numbers. */
record PostgresVersion(ServerVersion server) {
    static final int OLDEST = 13;

    /**
     * Asks the server.
     *
     * @throws SQLException if it is older than what this product reads
     */
    static ServerVersion of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT current_setting('server_version'), current_setting('server_version_num')::int")) {
            row.next();
            ServerVersion version = new ServerVersion(row.getString(1), row.getInt(2));
            if (version.major() < OLDEST) {
                throw new SQLException(
                        "postgres: unsupported postgres version: " + version.text() + " (the oldest supported is "
                                + OLDEST + ")",
                        "0A000");
            }
            return version;
        }
    }

    /** Whether each column may say how its values are compressed. */
    boolean hasCompression() {
        return server.major() >= 14;
    }

    boolean hasNullsNotDistinct() {
        return server.major() >= 15;
    }

    /** Whether a range type brings a type of several ranges along. */
    boolean hasMultiranges() {
        return server.major() >= 14;
    }

    /** Whether a column that is computed no more is free of what it was computed by. */
    boolean forgetsExpressions() {
        return server.major() >= 15;
    }

    boolean hasUnloggedSequences() {
        return server.major() >= 15;
    }

    boolean hasVirtualColumns() {
        return server.major() >= 18;
    }

    /** Whether a collation by ICU keeps its locale apart from those of the C library. */
    boolean hasIcuLocale() {
        return server.major() >= 15;
    }

    /** Whether a collation may have rules of its own. */
    boolean hasCollationRules() {
        return server.major() >= 16;
    }

    /** Whether all providers of collations keep the locale in one place. */
    boolean hasOneCollationLocale() {
        return server.major() >= 17;
    }

    /** Whether a publication may have all tables of a schema, and parts of tables. */
    boolean hasPublishedParts() {
        return server.major() >= 15;
    }

    /** Whether not everybody may create things in the schema {@code public} of a new database. */
    boolean closesPublicSchema() {
        return server.major() >= 15;
    }

    /** Whether a foreign key may name the columns that ON DELETE SET NULL sets. */
    boolean hasPartialSetNull() {
        return server.major() >= 15;
    }

    /** Whether constraints may be there without being enforced, and keys may be without overlaps. */
    boolean hasUnenforcedConstraints() {
        return server.major() >= 18;
    }

    /** Whether a routine's body may be statements of standard SQL rather than a string. */
    boolean hasStandardBodies() {
        return server.major() >= 14;
    }

    /** Whether a trigger may be replaced. */
    boolean replacesTriggers() {
        return server.major() >= 14;
    }
}
