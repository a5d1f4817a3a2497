package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Servers of their own whose logins have the rights that targets' logins have; each password is `of-` and the login's name. */
final class ShadowServers implements AutoCloseable {
    private final Path folder;
    private final Map<Integer, PostgresServerProcess> servers = new TreeMap<>();

    /** @param folder where their data lies */
    ShadowServers(Path folder) {
        this.folder = folder;
    }

    /** The server's database {@code postgres} as a login sees it: {@code owner}, {@code maker} or {@code limited}. */
    DatabaseUrl url(int major, String login) {
        DatabaseUrl url = servers.computeIfAbsent(major, this::start).url();
        return new DatabaseUrl(
                url.scheme(), login, "of-" + login, url.host(), url.port(), url.path(), url.query(), url.rawQuery());
    }

    private PostgresServerProcess start(int major) {
        try {
            PostgresInstallation usual =
                    PostgresInstallation.of(major, PostgresArchive.find(major).orElseThrow());
            Path own = Files.createDirectory(folder.resolve("installation" + major));
            Files.createSymbolicLink(own.resolve("binaries"), usual.folder().resolve("binaries"));
            Folders.copy(usual.template(), own.resolve("template"));
            Files.copy(usual.folder().resolve("password"), own.resolve("password"));
            PostgresInstallation installation = new PostgresInstallation(own);
            installation.alone(
                    "template1",
                    "CREATE ROLE owner LOGIN SUPERUSER PASSWORD 'of-owner'\n"
                            + "CREATE ROLE maker LOGIN CREATEDB CREATEROLE PASSWORD 'of-maker'\n"
                            + "CREATE ROLE limited LOGIN CREATEDB PASSWORD 'of-limited'\n");
            return PostgresServerProcess.start(installation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        servers.values().forEach(PostgresServerProcess::stop);
    }
}
