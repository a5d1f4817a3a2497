package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL server that the product brings for one major version: started when its URL is first asked for, shared
 * by all of the process, stopped at its end.
 */
final class PostgresDevServer implements DevServer {
    private static final Map<Integer, PostgresDevServer> SERVERS = new ConcurrentHashMap<>();

    /** The newest major version that the product brings. */
    static final int NEWEST = 18;

    private static final int OLDEST = 13;
    private static final Pattern TAG = Pattern.compile("(\\d+)(?:\\.\\d+)*(?:-.*)?");

    private final int major;
    private final PostgresArchive archive;
    private @Nullable PostgresServerProcess process;

    private PostgresDevServer(int major, PostgresArchive archive) {
        this.major = major;
        this.archive = archive;
    }

    /** The server of that version, if the product has come with its binaries. */
    static Optional<DevServer> of(int major) {
        return PostgresArchive.find(major)
                .map(archive -> SERVERS.computeIfAbsent(major, version -> new PostgresDevServer(version, archive)));
    }

    /** The server that an image's tag means: that of its major version, or the newest for {@code latest}. */
    static Optional<DevServer> tagged(String tag) {
        if (tag.isEmpty() || tag.equals("latest")) {
            return IntStream.iterate(NEWEST, version -> version >= OLDEST, version -> version - 1)
                    .mapToObj(PostgresDevServer::of)
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        Matcher version = TAG.matcher(tag);
        return version.matches() && version.group(1).length() <= 3
                ? of(Integer.parseInt(version.group(1)))
                : Optional.empty();
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if the server can't be started
     */
    @Override
    public synchronized DatabaseUrl url() {
        if (process == null || !process.isAlive()) {
            try {
                process = PostgresServerProcess.start(PostgresInstallation.of(major, archive));
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "starting the PostgreSQL " + major + " dev server: " + e.getMessage(), e);
            }
        }
        return process.url();
    }
}
