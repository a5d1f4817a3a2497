package io.atlasoperator.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.ConnectionSpec;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.InvalidUrlException;
import io.atlasoperator.testing.PostgresServers;
import io.atlasoperator.testing.UnixRelay;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

class PostgresConnectionsTest {

    private static ConnectionSpec spec(String url) {
        return PostgresConnections.spec(DatabaseUrl.parse(url));
    }

    @Test
    void keepsCredentialsOutOfTheJdbcUrl() {
        ConnectionSpec spec = spec("postgres://u:p%40ss@db.example:6432/app?sslmode=disable&search_path=my-app");

        assertThat(spec.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:6432/app");
        assertThat(spec.properties())
                .containsEntry("user", "u")
                .containsEntry("password", "p@ss")
                .containsEntry("sslmode", "disable");
        assertThat(spec.initialStatements()).containsExactly("SET search_path = \"my-app\"");
        assertThat(spec.toString()).doesNotContain("p@ss");
    }

    @Test
    void handsUnknownParametersToTheSessionAsSettings() {
        ConnectionSpec spec = spec("postgres://h/db?statement_timeout=5s&connect_timeout=3&binary_parameters=yes");

        assertThat(spec.properties())
                .containsEntry("options", "-c statement_timeout=5s")
                .containsEntry("connectTimeout", "3");
    }

    @Test
    void asksForAnEncryptedConnectionUnlessTheUrlSaysOtherwise() {
        assertThat(spec("postgres://h/db").properties()).containsEntry("sslmode", "require");
        assertThat(spec("postgres://h/db?sslmode=verify-full").properties()).containsEntry("sslmode", "verify-full");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/postgres?host=FOLDER",
                "/postgres?host=FOLDER&port=5432&sslmode=require",
                "ENCODED:5432/postgres"
            })
    void connectsThroughAUnixSocket(String place, @TempDir Path folder) throws Exception {
        DatabaseUrl server = PostgresServers.server(15);
        String login = server.user() + ":" + server.password();
        String path = folder.toString();
        ConnectionSpec spec = spec("postgres://" + login + "@"
                + place.replace("FOLDER", path).replace("ENCODED", path.replace("/", "%2F")));

        try (UnixRelay relay = UnixRelay.open(folder.resolve(".s.PGSQL.5432"), Objects.requireNonNull(server.port()));
                Connection connection = DriverManager.getConnection(spec.jdbcUrl(), spec.properties());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT repeat('x', 100000)")) {
            rows.next();
            assertThat(rows.getString(1)).hasSize(100_000);
            assertThat(relay.connections()).isEqualTo(1);
        }
    }

    @Test
    void givesUpOnAUnixSocketThatDoesNotAnswer(@TempDir Path folder) throws Exception {
        DatabaseUrl server = PostgresServers.server(15);
        ConnectionSpec spec =
                spec("postgres://" + server.user() + ":" + server.password() + "@/postgres?host=" + folder);
        Properties impatient = new Properties();
        impatient.putAll(spec.properties());
        impatient.setProperty("socketTimeout", "1");

        try (UnixRelay _ = UnixRelay.open(folder.resolve(".s.PGSQL.5432"), Objects.requireNonNull(server.port()));
                Connection connection = DriverManager.getConnection(spec.jdbcUrl(), impatient);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(60)"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getSQLState()).startsWith("08"));
        }
    }

    @Test
    void namesTheUnixSocketAtWhichNobodyListens() {
        ConnectionSpec spec = spec("postgres://me@/postgres?host=/nowhere");

        assertThatThrownBy(() -> DriverManager.getConnection(spec.jdbcUrl(), spec.properties()))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(new PostgresDialect().describe(failure))
                                .contains("/nowhere/.s.PGSQL.5432"));
    }

    @Test
    void checksARootCertificateWhereverOneIsNamed() {
        assertThat(spec("postgres://h/db?sslmode=require&sslrootcert=/ca.crt").properties())
                .containsEntry("sslmode", "verify-ca")
                .containsEntry("sslrootcert", "/ca.crt");
        assertThat(spec("postgres://h/db?sslmode=verify-full&sslrootcert=system")
                        .properties())
                .containsEntry("sslmode", "verify-full")
                .containsEntry("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory")
                .doesNotContainKey("sslrootcert");
        assertThat(spec("postgres://h/db?sslrootcert=system").properties()).containsEntry("sslmode", "verify-full");
        assertThat(spec("postgres://h/db").properties()).doesNotContainKey("sslfactory");
    }

    @Test
    void tellsHowToDoWithoutEncryptionWhereTheServerHasNone() {
        DatabaseUrl server = PostgresServers.server(15).withParameter("sslmode", null);
        ConnectionSpec spec = PostgresConnections.spec(server);

        assertThatThrownBy(() -> DriverManager.getConnection(spec.jdbcUrl(), spec.properties()))
                .isInstanceOfSatisfying(SQLException.class, failure -> {
                    assertThat(new PostgresDialect().describe(failure)).contains("SSL", "sslmode=disable");
                    assertThat(new PostgresDialect().isTransient(failure)).isFalse();
                });
    }

    @Test
    void saysWhyThereIsNoConnection() {
        PSQLException failure = new PSQLException(
                "The connection attempt failed.",
                PSQLState.CONNECTION_UNABLE_TO_CONNECT,
                new UnknownHostException("db.example"));

        assertThat(new PostgresDialect().describe(failure))
                .isEqualTo("The connection attempt failed. unknown host db.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres://h/db?sslmode=on | unknown sslmode in the database URL, expected one of allow, disable,",
                "postgres://h/db?search_path=a,b | search_path in the database URL names more than one schema",
                "postgres:///db?host=other | write the host of the database URL before the question mark",
                "postgres:///db?host=/var/run&port=x | the port in the database URL is no number",
                "postgres://h/db?socketFactory=x.Y | unknown parameter \"socketFactory\" in the database URL",
                "postgres://h/db?connect_timeout=soon | connect_timeout in the database URL must be a number",
            })
    void refusesWhatItCannotDo(String url, String message) {
        assertThatThrownBy(() -> spec(url))
                .isInstanceOf(InvalidUrlException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void hashesLockNamesAsTheReferenceDoes() {
        assertThat(PostgresLock.number("atlas_migrate_execute")).isEqualTo(2686470616L);
        assertThat(PostgresLock.number("atlas_migrate_diff")).isEqualTo(361947982L);
    }

    @ParameterizedTest
    @CsvSource({
        "08006, true",
        "57P01, true",
        "40P01, true",
        "55P03, true",
        "53300, true",
        "08004, false",
        "42601, false",
        "28P01, false",
        "23505, false"
    })
    void tellsFailuresThatMayGoAwayFromThoseThatStay(String state, boolean goesAway) {
        assertThat(new PostgresDialect().isTransient(new SQLException("x", state)))
                .isEqualTo(goesAway);
    }

    /** A driver would read it until there is no memory left. */
    @ParameterizedTest
    @ValueSource(strings = {"sslrootcert=/dev/zero", "sslcert=/dev/zero", "sslkey=/tmp", "sslrootcert=/dev"})
    void refusesWhatIsNoPlainFile(String parameter) {
        assertThatThrownBy(() -> spec("postgres://h/db?sslmode=verify-ca&" + parameter))
                .isInstanceOf(InvalidUrlException.class)
                .hasMessageStartingWith(
                        parameter.substring(0, parameter.indexOf('=')) + " in the database URL names no ");
    }
}
