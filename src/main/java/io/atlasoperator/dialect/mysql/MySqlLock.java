package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.TargetLock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * A user-level lock of the session, {@code GET_LOCK}. Its name is the reference's, so both exclude each other. The server
 * frees it when the session ends, which is not before the statement that the session runs has ended.
 */
final class MySqlLock implements TargetLock {
    /** In characters, by the manual. */
    private static final int LONGEST_NAME = 64;

    private static final int DIGEST_BYTES = 8;

    /** How long the server is asked to wait at a time: in between, waiting can be ended. */
    private static final long SLICE_MILLIS = 1_000;

    @Override
    public Held acquire(Connection connection, DatabaseUrl url, String name, Duration timeout) throws SQLException {
        String held = fitting(name);
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            long left = Math.max(0, (deadline - System.nanoTime()) / 1_000_000);
            if (get(connection, held, name, Math.min(left, SLICE_MILLIS))) {
                return () -> release(connection, held);
            }
            if (left <= SLICE_MILLIS) {
                throw new SQLException(
                        "sql/schema: lock is held by other session" + MySqlProcesses.holder(connection, held), "40001");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new SQLException("interrupted while waiting for a lock", "57014");
            }
        }
    }

    private static boolean get(Connection connection, String held, String name, long millis) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT GET_LOCK(?, ?)")) {
            statement.setString(1, held);
            // Whole seconds, as the manual asks for.
            statement.setLong(2, (millis + 999) / 1_000);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                boolean got = row.getInt(1) == 1;
                if (row.wasNull()) {
                    throw new SQLException(
                            "sql/mysql: unexpected internal error on Lock(\"" + name + "\", " + millis / 1_000 + "s)");
                }
                return got;
            }
        }
    }

    private static void release(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DO RELEASE_LOCK(?)")) {
            statement.setString(1, name);
            statement.execute();
        }
    }

    /** The name, or where the server does not take one so long, its beginning and a digest. */
    private static String fitting(String name) {
        if (name.codePointCount(0, name.length()) <= LONGEST_NAME) {
            return name;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            int kept = LONGEST_NAME - 2 * DIGEST_BYTES;
            return name.substring(0, name.offsetByCodePoints(0, kept))
                    + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
