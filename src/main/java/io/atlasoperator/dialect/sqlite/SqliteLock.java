package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.TargetLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A lock of the operating system on a file in the folder for temporary files. The file's name comes from the absolute
 * path of the database, so different databases never share one, and the system frees the lock when its process dies.
 * The file itself stays, empty: deleting it would free the lock for somebody who waits on the old file.
 */
final class SqliteLock implements TargetLock {
    private static final Duration PAUSE = Duration.ofMillis(25);

    /** A lock on a file is one for the whole process, so its threads take turns here first. */
    private static final Map<String, Semaphore> TURNS = new ConcurrentHashMap<>();

    private final Path folder;

    SqliteLock(Path folder) {
        this.folder = folder;
    }

    @Override
    public Held acquire(Connection connection, DatabaseUrl url, String name, Duration timeout) throws SQLException {
        SqliteUrl database = SqliteUrl.of(url);
        @Nullable Path file = database.path().map(SqliteLock::real).orElse(null);
        String key = name + "_" + digest(file == null ? "memory:" + database.file() : file.toString());
        long deadline = System.nanoTime() + timeout.toNanos();
        Semaphore turn = TURNS.computeIfAbsent(key, any -> new Semaphore(1, true));
        try {
            if (!turn.tryAcquire(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS)) {
                throw taken(name);
            }
            if (file == null) {
                return turn::release;
            }
            return lockFile(folder.resolve(safe(key) + ".lock"), name, deadline, turn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("sql/sqlite: interrupted while waiting for the lock \"" + name + "\"", e);
        }
    }

    private static Held lockFile(Path path, String name, long deadline, Semaphore turn)
            throws SQLException, InterruptedException {
        boolean held = false;
        @Nullable FileChannel channel = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            while (true) {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    held = true;
                    return new HeldFile(channel, turn);
                }
                if (System.nanoTime() >= deadline) {
                    throw taken(name);
                }
                Thread.sleep(PAUSE);
            }
        } catch (IOException e) {
            throw new SQLException("sql/sqlite: can't lock the file " + path + ": " + e.getMessage(), e);
        } finally {
            if (!held) {
                turn.release();
                closeQuietly(channel);
            }
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) throws SQLException {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new SQLException("sql/sqlite: can't close the lock file: " + e.getMessage(), e);
            }
        }
    }

    private static SQLTransientException taken(String name) {
        return new SQLTransientException("sql/sqlite: lock on \"" + name + "\" already taken");
    }

    private static Path real(Path path) {
        try {
            return Files.exists(path) ? path.toRealPath() : path;
        } catch (IOException e) {
            // Whoever can't resolve the links opens the database by this path too.
            return path;
        }
    }

    private static String safe(String key) {
        return key.replaceAll("[^A-Za-z0-9_.-]", "_");
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private record HeldFile(FileChannel channel, Semaphore turn) implements Held {
        @Override
        public void close() throws SQLException {
            try {
                closeQuietly(channel);
            } finally {
                turn.release();
            }
        }
    }
}
