package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.TargetLock;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** An advisory lock of the session. Its number is the reference's, so both exclude each other. */
final class PostgresLock implements TargetLock {
    private static final long FIRST_PAUSE_MILLIS = 25;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    @Override
    public Held acquire(Connection connection, DatabaseUrl url, String name, Duration timeout) throws SQLException {
        long number = number(name);
        long deadline = System.nanoTime() + timeout.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (!call(connection, "SELECT pg_catalog.pg_try_advisory_lock(?)", number)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SQLException("sql/schema: lock is held by other session", "55P03");
            }
            sleep(Math.min(left, pause + ThreadLocalRandom.current().nextLong(pause)));
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
        return () -> call(connection, "SELECT pg_catalog.pg_advisory_unlock(?)", number);
    }

    private static void sleep(long millis) throws SQLException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a lock", "57014", e);
        }
    }

    private static boolean call(Connection connection, String query, long number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setLong(1, number);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** The 32-bit FNV-1 hash of the name, as an unsigned number. */
    static long number(String name) {
        int hash = 0x811c9dc5;
        for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
            hash *= 0x01000193;
            hash ^= one & 0xff;
        }
        return Integer.toUnsignedLong(hash);
    }
}
