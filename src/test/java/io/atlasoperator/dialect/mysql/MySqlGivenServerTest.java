package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.Databases;
import io.atlasoperator.engine.DevDatabase;
import io.atlasoperator.engine.DevDatabases;
import io.atlasoperator.engine.Dialects;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A dev database that is a whole server, as a user sees it who has rights on some databases only. */
@NullUnmarked
class MySqlGivenServerTest {

    @ParameterizedTest
    @EnumSource
    void leavesTheDatabasesThatOthersMadeMeanwhile(MySqlServers.Kind kind) throws SQLException {
        try (MySqlDatabase anchor = MySqlServers.database(kind);
                Guest guest = new Guest(anchor)) {
            DevDatabases dev = new DevDatabases(new Databases(Dialects.all()), Duration.ZERO);
            try (DevDatabase.Lease lease = guest.lease(dev)) {
                lease.claim(Set.of(guest.name("own")));
                MySqlStatements.execute(lease.session().connection(), "CREATE DATABASE " + guest.name("own"));
                MySqlStatements.execute(
                        lease.session().connection(), "CREATE TABLE " + guest.name("own") + ".t (a int)");
                anchor.execute("CREATE DATABASE " + guest.name("others"));
            }
            assertThat(guest.databases()).containsExactly(guest.name("others"));
            assertThatThrownBy(() -> guest.lease(dev))
                    .hasMessageContaining("connected database is not clean: found schema \"" + guest.name("others"));
        }
    }

    /** A user who sees no databases but those whose names begin like his own. */
    private record Guest(MySqlDatabase anchor) implements AutoCloseable {
        private static final String PASSWORD = "guest-pass";

        Guest {
            String pattern = anchor.name().replace("_", "\\_") + "\\_%";
            anchor.execute(
                    "CREATE USER " + user(anchor) + " IDENTIFIED BY '" + PASSWORD + "'",
                    "GRANT ALL ON `" + pattern + "`.* TO " + user(anchor));
        }

        private static String user(MySqlDatabase anchor) {
            return "'" + anchor.name() + "'@'%'";
        }

        String name(String end) {
            return anchor.name() + "_" + end;
        }

        List<String> databases() {
            return anchor.query("SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '"
                    + anchor.name().replace("_", "\\_") + "\\_%'");
        }

        DevDatabase.Lease lease(DevDatabases dev) {
            DatabaseUrl root = anchor.server();
            DatabaseUrl server = new DatabaseUrl(
                    root.scheme(),
                    anchor.name(),
                    PASSWORD,
                    root.host(),
                    root.port(),
                    "",
                    root.query(),
                    root.rawQuery());
            return dev.lease(
                    anchor.dialect(),
                    Optional.empty(),
                    new Scope.WholeRealm(),
                    Optional.of(server),
                    DevDatabase.Use.FREE);
        }

        @Override
        public void close() throws SQLException {
            try (Connection connection = anchor.connect()) {
                for (String database : databases()) {
                    MySqlStatements.execute(connection, "DROP DATABASE " + database);
                }
                MySqlStatements.execute(connection, "DROP USER " + user(anchor));
            }
        }
    }
}
