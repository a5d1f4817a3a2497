package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atlasoperator.dialect.ConnectionSpec;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.InvalidUrlException;
import io.atlasoperator.engine.Dialects;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.MySqlServers.Kind;
import io.atlasoperator.testing.UnixRelay;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlConnectionsTest {

    private static ConnectionSpec spec(String url) {
        return MySqlConnections.spec(DatabaseUrl.parse(url));
    }

    @Test
    void keepsCredentialsAndTheDatabaseOutOfTheJdbcUrl() {
        ConnectionSpec spec = spec("mysql://u:p%40ss@db.example:3307/my%60app");

        assertThat(spec.jdbcUrl()).isEqualTo("jdbc:mariadb://db.example:3307/");
        assertThat(spec.properties()).containsEntry("user", "u").containsEntry("password", "p@ss");
        assertThat(spec.initialStatements()).endsWith("USE `my``app`");
        assertThat(spec.toString()).doesNotContain("p@ss");
    }

    @ParameterizedTest
    @CsvSource({"true,verify-full", "skip-verify,trust", "preferred,trust", "false,disable", "VERIFY_CA,verify-ca"})
    void knowsTheWordsForEncryption(String written, String mode) {
        assertThat(spec("mysql://h/db?tls=" + written).properties()).containsEntry("sslMode", mode);
    }

    @Test
    void goesOnWithoutEncryptionOnlyWhereThatIsSaid() {
        assertThat(spec("mysql://h/db?tls=preferred").plain().orElseThrow().properties())
                .containsEntry("sslMode", "disable");
        assertThat(spec("mysql://h/db?tls=skip-verify").plain()).isEmpty();
        assertThat(spec("mysql://h/db?tls=true").plain()).isEmpty();
    }

    @Test
    void aCertificateAsksForEncryption() {
        assertThat(spec("mysql://h/db?ssl-ca=/ca.pem").properties()).containsEntry("sslMode", "verify-full");
        assertThat(spec("mysql://h/db?ssl-ca=/ca.pem&tls=verify_ca").properties())
                .containsEntry("sslMode", "verify-ca");
    }

    /** MySQL makes certificates for itself and for a client when it first starts. */
    @Test
    void showsACertificateToAServerThatAsksForOne() {
        try (MySqlDatabase database = MySqlServers.database(Kind.MYSQL)) {
            String files = database.query("SELECT @@datadir").getFirst();
            String user = database.name();
            database.execute(
                    "CREATE USER '" + user + "' IDENTIFIED BY 'x' REQUIRE X509",
                    "GRANT ALL ON " + database.name() + ".* TO '" + user + "'");
            DatabaseUrl root = database.url();
            DatabaseUrl url = DatabaseUrl.parse("mysql://" + user + ":x@127.0.0.1:" + root.port() + "/"
                    + database.name() + "?tls=verify_ca&ssl-ca=" + files + "ca.pem");

            assertThatThrownBy(() -> MySqlDatabase.query(url, "SELECT 1")).hasMessageContaining("Access denied");
            assertThat(MySqlDatabase.query(
                            url.withParameter("ssl-cert", files + "client-cert.pem")
                                    .withParameter("ssl-key", files + "client-key.pem"),
                            "SELECT 1"))
                    .containsExactly("1");
            assertThatThrownBy(() -> MySqlDatabase.query(
                            url.withParameter("ssl-cert", files + "client-cert.pem")
                                    .withParameter("ssl-key", files + "none.pem"),
                            "SELECT 1"))
                    .hasStackTraceContaining("there is no file " + files + "none.pem");
            database.execute("DROP USER '" + user + "'");
        }
    }

    /** Its certificate is made by the server itself, for nobody knows whom. */
    @Test
    void refusesACertificateThatNobodyVouchesFor() {
        DatabaseUrl server = MySqlServers.server(Kind.MYSQL);

        assertThat(MySqlDatabase.query(server.withParameter("tls", "skip-verify"), "SELECT 1"))
                .containsExactly("1");
        assertThatThrownBy(() -> MySqlDatabase.query(server.withParameter("tls", "true"), "SELECT 1"))
                .hasStackTraceContaining("certificat");
    }

    @Test
    void handsUnknownParametersToTheSessionAsVariables() {
        assertThat(spec("mysql://h/db?parseTime=true&lock_wait_timeout=5&sql_mode=%27ANSI%27&time_zone=SYSTEM")
                        .initialStatements())
                .contains(
                        "SET SESSION lock_wait_timeout = 5",
                        "SET SESSION sql_mode = 'ANSI'",
                        "SET SESSION time_zone = 'SYSTEM'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mysql://h/db?tls=maybe|unknown tls",
                "mysql://h/db?ssl-cert=x|name both",
                "mysql://h/db?ssl-cert=x&ssl-key=y&tls=false|asks for no encryption",
                "mysql://h/db?database=x|before the question mark",
                "mysql://h/db?evil;drop=1|unknown parameter",
                "mysql://a,b/db|several hosts",
                "mysql+unix://u@?database=x|names no socket"
            })
    void refusesWhatItCannotDoAndSaysWhy(String url, String reason) {
        assertThatThrownBy(() -> spec(url))
                .isInstanceOf(InvalidUrlException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aDatabaseInTheUrlIsTheScope() {
        assertThat(MySqlConnections.scope(DatabaseUrl.parse("mysql://h/app"))).isEqualTo(new Scope.OneSchema("app"));
        assertThat(MySqlConnections.scope(DatabaseUrl.parse("mysql://h"))).isEqualTo(new Scope.WholeRealm());
        assertThat(MySqlConnections.scope(DatabaseUrl.parse("mysql+unix://u@/run/my.sock?database=app")))
                .isEqualTo(new Scope.OneSchema("app"));
        assertThat(MySqlConnections.scope(DatabaseUrl.parse("mysql+unix://u@/run/my.sock")))
                .isEqualTo(new Scope.WholeRealm());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void connectsThroughAUnixSocket(Kind kind, @TempDir Path folder) throws IOException {
        Path socket = folder.resolve("my.sock");
        try (MySqlDatabase database = MySqlServers.database(kind);
                UnixRelay relay = UnixRelay.open(
                        socket, Objects.requireNonNull(database.server().port()))) {
            DatabaseUrl url = DatabaseUrl.parse("mysql+unix://root:"
                    + database.server().password() + "@" + socket + "?database=" + database.name());

            assertThat(MySqlDatabase.query(url, "SELECT DATABASE()")).containsExactly(database.name());
            assertThat(relay.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void saysWhatToDoWhereNoDatabaseIsNamed(Kind kind) throws SQLException {
        DatabaseUrl server = MySqlServers.server(kind);
        try (Connection connection = MySqlDatabase.connect(server);
                Statement statement = connection.createStatement()) {
            SQLException failure =
                    catchThrowableOfType(SQLException.class, () -> statement.execute("CREATE TABLE t (a int)"));

            assertThat(Dialects.all().of(server).describe(failure))
                    .isEqualTo("Error 1046 (3D000): No database selected: put the name of one behind the host and port"
                            + " in the URL, or name it in the statements");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void sessionsHaveTheServersOwnMode(Kind kind) {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            assertThat(database.query("SELECT @@SESSION.sql_mode = @@GLOBAL.sql_mode"))
                    .containsExactly("1");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MYSQL", "MARIADB11"})
    void encryptsWhereTheUrlAsksForIt(Kind kind) {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            DatabaseUrl url = database.url().withParameter("tls", "skip-verify");
            String table = kind.isMariaDb() ? "information_schema" : "performance_schema";

            assertThat(MySqlDatabase.query(
                            url,
                            "SELECT variable_value FROM " + table
                                    + ".session_status WHERE variable_name = 'Ssl_cipher'"))
                    .singleElement()
                    .satisfies(cipher -> assertThat(cipher).isNotBlank());
        }
    }

    /** A driver would read it until there is no memory left. */
    @ParameterizedTest
    @ValueSource(strings = {"ssl-ca=/dev/zero", "ssl-cert=/dev/zero&ssl-key=/x", "ssl-cert=/x&ssl-key=/tmp"})
    void refusesWhatIsNoPlainFile(String parameters) {
        assertThatThrownBy(() -> MySqlConnections.spec(DatabaseUrl.parse("mysql://h/db?tls=true&" + parameters)))
                .isInstanceOf(InvalidUrlException.class)
                .hasMessageContaining("in the database URL names no plain file");
    }
}
