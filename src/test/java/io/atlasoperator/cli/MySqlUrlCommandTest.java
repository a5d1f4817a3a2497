package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.MySqlServers.Kind;
import io.atlasoperator.testing.UnixRelay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way to write the URL of a server comes to the same: which product it is, the server says. */
class MySqlUrlCommandTest {
    private static final List<String> SCHEMES = List.of("mysql", "mariadb", "maria");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everySchemeLeadsToTheServer(Kind kind) throws IOException {
        for (String scheme : SCHEMES) {
            try (MySqlDatabase target = MySqlServers.database(kind);
                    MySqlDatabase dev = MySqlServers.database(kind)) {
                work(kind, target, inScheme(scheme, target.url()), inScheme(scheme, dev.url()));
                work(kind, target, inScheme(scheme, target.url()), inScheme(scheme, dev.server()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everySchemeLeadsThroughASocket(Kind kind) throws IOException {
        Path socket = folder.resolve("my.sock");
        DatabaseUrl server = MySqlServers.server(kind);
        try (UnixRelay relay = UnixRelay.open(socket, Objects.requireNonNull(server.port()))) {
            for (String scheme : SCHEMES) {
                try (MySqlDatabase target = MySqlServers.database(kind);
                        MySqlDatabase dev = MySqlServers.database(kind)) {
                    String through = scheme + "+unix://" + server.user() + ":" + server.password() + "@" + socket;
                    int before = relay.connections();
                    work(kind, target, through + "?database=" + target.name(), through + "?database=" + dev.name());
                    work(kind, target, through + "?database=" + target.name(), through);
                    assertThat(relay.connections()).isGreaterThan(before);
                }
            }
        }
    }

    private static String inScheme(String scheme, DatabaseUrl url) {
        String text = url.reveal();
        return scheme + text.substring(text.indexOf("://"));
    }

    /** Whole commands, in words that only the product of the server has. */
    private void work(Kind kind, MySqlDatabase target, String url, String dev) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        atlas.write(
                "state.sql",
                kind.isMariaDb()
                        ? "CREATE TABLE t (a uuid); CREATE SEQUENCE s;"
                        : "CREATE TABLE t (a varchar(36), KEY k ((lower(a))), KEY i (a) INVISIBLE);");
        target.execute(
                "DROP TABLE IF EXISTS t",
                "CREATE TABLE t (a varchar(36))",
                "DROP TABLE IF EXISTS atlas_schema_revisions");
        for (String outcome : List.of("Modify \"t\" table", "Schema is synced")) {
            assertThat(atlas.run(
                            "schema",
                            "apply",
                            "--auto-approve",
                            "--url",
                            url,
                            "--to",
                            "file://state.sql",
                            "--dev-url",
                            dev))
                    .as(atlas::err)
                    .isZero();
            assertThat(atlas.out()).contains(outcome);
        }
        assertThat(atlas.run("schema", "inspect", "--url", url)).as(atlas::err).isZero();
        assertThat(atlas.out()).contains(kind.isMariaDb() ? "uuid" : "invisible");
        assertThat(atlas.out() + atlas.err())
                .doesNotContain(String.valueOf(MySqlServers.server(kind).password()));

        atlas.write("migrations/1.sql", "CREATE TABLE m (a int);");
        assertThat(atlas.run("migrate", "hash")).as(atlas::err).isZero();
        target.execute("DROP TABLE IF EXISTS m");
        assertThat(atlas.run("migrate", "apply", "--url", url, "--allow-dirty"))
                .as(atlas::err)
                .isZero();
        assertThat(atlas.run("migrate", "status", "--url", url)).as(atlas::err).isZero();
        assertThat(atlas.out()).contains("Current Version: 1");
        target.execute("DROP TABLE m");
    }
}
