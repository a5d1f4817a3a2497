package io.atlasoperator.testing;

import io.atlasoperator.dialect.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** A MySQL or MariaDB server of a test's own, which can be killed and started again where it was. */
public final class MySqlServerProcess implements AutoCloseable {
    private final MySqlServers.Kind kind;
    private ServerScript server;

    private MySqlServerProcess(MySqlServers.Kind kind, ServerScript server) {
        this.kind = kind;
        this.server = server;
    }

    /** Starts one. Unlike the servers that outlive no test it keeps what was committed, whatever happens to it. */
    public static MySqlServerProcess start(MySqlServers.Kind kind) {
        return new MySqlServerProcess(kind, ServerScript.start(kind.needed(), "mysql.sh", arguments(kind)));
    }

    private static String[] arguments(MySqlServers.Kind kind) {
        return new String[] {kind.label(), "--innodb-flush-log-at-trx-commit=1", "--innodb-doublewrite=1"};
    }

    /** Where it is, with a user who may do everything; the same after it was started again. */
    public DatabaseUrl url() {
        return DatabaseUrl.parse(read("url"));
    }

    /** Kills it as {@code kill -9} does. */
    public void kill() {
        ProcessHandle process = ProcessHandle.of(Long.parseLong(read("pid"))).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        server.awaitEnd();
    }

    /** Starts it where it was, after a kill. */
    public void startAgain() {
        server = ServerScript.startIn(server.folder(), kind.needed(), "mysql.sh", arguments(kind));
    }

    private String read(String file) {
        try {
            return Files.readString(server.folder().resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
