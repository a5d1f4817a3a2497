package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a user of MySQL or MariaDB can do who has rights on a database or two, and none beyond. */
@NullUnmarked
class MySqlFewRightsTest {
    private static final String ALL_KINDS = """
            CREATE TABLE parent (id int PRIMARY KEY);
            CREATE TABLE child (id int PRIMARY KEY, parent int, CONSTRAINT child_parent FOREIGN KEY (parent) REFERENCES parent (id));
            CREATE VIEW joined AS SELECT child.id FROM child JOIN parent ON parent.id = child.parent;
            CREATE FUNCTION twice(a int) RETURNS int DETERMINISTIC RETURN 2 * a;
            CREATE PROCEDURE nothing() SELECT 1;
            CREATE TRIGGER before_child BEFORE INSERT ON child FOR EACH ROW SET NEW.parent = NEW.parent;
            CREATE EVENT yearly ON SCHEDULE EVERY 1 YEAR STARTS '2030-01-01 00:00:00' DISABLE DO DELETE FROM child;
            """;

    private final Databases databases = new Databases(Dialects.all());
    private final SchemaEngine engine =
            new JdbcSchemaEngine(databases, new DevDatabases(databases, Duration.ZERO), Clock.systemUTC());

    private SchemaApplyReport apply(DatabaseUrl target, DatabaseUrl dev, String sql) {
        return engine.apply(
                new SchemaApplyRequest(
                        target,
                        StateSource.Sql.of(new SourceFile("schema.sql", sql)),
                        Optional.of(dev),
                        Selection.ALL,
                        DiffPolicy.DEFAULT,
                        TxMode.FILE,
                        false,
                        Duration.ofMinutes(1)),
                PlanGate.OPEN);
    }

    private String hcl(DatabaseUrl target) {
        return engine.hcl(engine.inspect(
                new SchemaInspectRequest(new StateSource.Database(target), Optional.empty(), Selection.ALL)));
    }

    /** Everything that is in a database. */
    private static List<String> left(MySqlDatabase database) {
        return database.query("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                + " UNION ALL SELECT routine_name FROM information_schema.routines WHERE routine_schema = DATABASE()"
                + " UNION ALL SELECT event_name FROM information_schema.events WHERE event_schema = DATABASE()");
    }

    private static String all(MySqlDatabase database) {
        return "ALL ON " + database.name() + ".*";
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void theGivenDevDatabaseIsUsedAndEmptiedWhereNoneCanBeMade(MySqlServers.Kind kind) {
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase dev = MySqlServers.database(kind);
                MySqlAccount account = MySqlAccount.create(target, all(target), all(dev))) {
            SchemaApplyReport first = apply(account.url(), account.as(dev.url()), ALL_KINDS);

            assertThat(first.failure()).isEmpty();
            assertThat(first.applied()).hasSize(7);
            assertThat(left(dev)).isEmpty();
            assertThat(apply(account.url(), account.as(dev.url()), ALL_KINDS)
                            .plan()
                            .statements())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void theGivenDevDatabaseIsEmptyAgainAfterAStateThatFails(MySqlServers.Kind kind) {
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase dev = MySqlServers.database(kind);
                MySqlAccount account = MySqlAccount.create(target, all(target), all(dev))) {
            String text = ALL_KINDS + "CREATE TABEL broken (id int);\n";

            assertThatThrownBy(() -> apply(account.url(), account.as(dev.url()), text))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("CREATE TABEL broken")
                    .hasMessageNotContaining(account.password());

            assertThat(left(dev)).isEmpty();
            assertThat(left(target)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void whatIsInTheGivenDevDatabaseIsNamedAndKept(MySqlServers.Kind kind) {
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase dev = MySqlServers.database(kind);
                MySqlAccount account = MySqlAccount.create(target, all(target), all(dev))) {
            dev.execute("CREATE TABLE precious (id int)");

            assertThatThrownBy(() -> apply(account.url(), account.as(dev.url()), ALL_KINDS))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining(
                            "connected database is not clean: found table \"precious\" in connected schema");

            assertThat(left(dev)).containsExactly("precious");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void theGivenDevDatabaseIsUsedByOneAtATime(MySqlServers.Kind kind) {
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase dev = MySqlServers.database(kind);
                MySqlAccount account = MySqlAccount.create(target, all(target), all(dev))) {
            List<CompletableFuture<SchemaApplyReport>> all = IntStream.range(0, 3)
                    .mapToObj(number ->
                            CompletableFuture.supplyAsync(() -> apply(account.url(), account.as(dev.url()), ALL_KINDS)))
                    .toList();

            for (CompletableFuture<SchemaApplyReport> one : all) {
                assertThat(one.orTimeout(2, TimeUnit.MINUTES).join().failure()).isEmpty();
            }
            assertThat(left(dev)).isEmpty();
        }
    }

    /** Which way of logging in a server asks for then is any, from name to name. */
    @ParameterizedTest
    @EnumSource
    void aUserThatIsNotThereIsNamed(MySqlServers.Kind kind) {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            for (int i = 0; i < 20; i++) {
                DatabaseUrl url = database.url();
                DatabaseUrl nobody = DatabaseUrl.parse(
                        "mysql://nobody%d:planted@%s:%d%s".formatted(i, url.host(), url.port(), url.path()));
                assertThatThrownBy(() -> apply(nobody, nobody, "CREATE TABLE t (id int);"))
                        .hasMessageContaining("mysql://nobody")
                        .message()
                        .containsAnyOf("Access denied for user", "check the name of the user")
                        .doesNotContain("planted");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void aDevDatabaseThatIsNotThereNeedsTheRightToMakeOne(MySqlServers.Kind kind) {
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlAccount account = MySqlAccount.create(target, all(target))) {
            DatabaseUrl absent = target.server().withDatabase(MySqlServers.newName());

            assertThat(apply(target.url(), absent, ALL_KINDS).failure()).isEmpty();
            assertThatThrownBy(
                            () -> apply(account.url(), account.as(absent), ALL_KINDS + "CREATE TABLE more (id int);"))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("dev database: Error 1044 (42000): Access denied for user");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void aUserOfOneDatabaseSeesWhatEverybodySees(MySqlServers.Kind kind) {
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlAccount account = MySqlAccount.create(target, all(target))) {
            try (MySqlDatabase dev = MySqlServers.database(kind)) {
                // Made by the user, whose name what is made would otherwise show.
                assertThat(apply(account.url(), dev.url(), ALL_KINDS).failure()).isEmpty();
            }

            String seen = hcl(account.url());

            assertThat(seen)
                    .contains(
                            "\"child_parent\"",
                            "\"joined\"",
                            "\"twice\"",
                            "\"nothing\"",
                            "\"before_child\"",
                            "\"yearly\"");
            // The account whose objects they are is told to others only.
            assertThat(hcl(target.url()).replaceAll("(?m)^ *definer .*\\R", "").replaceAll(" +", " "))
                    .isEqualTo(seen.replaceAll(" +", " "));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void whatAUserMayNotSeeIsNamedWithTheRightThatIsMissing(MySqlServers.Kind kind) {
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlAccount account = MySqlAccount.create(target, "SELECT, EXECUTE ON " + target.name() + ".*")) {
            target.execute("CREATE FUNCTION twice(a int) RETURNS int DETERMINISTIC RETURN 2 * a");

            assertThatThrownBy(() -> hcl(account.url()))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("the definition of function \"")
                    .hasMessageContaining("is hidden from user " + account.name())
                    .hasMessageContaining("grant it ");

            target.execute("DROP FUNCTION twice", "CREATE TABLE t (a int)", "CREATE VIEW v AS SELECT a FROM t");
            assertThatThrownBy(() -> hcl(account.url()))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("grant it SHOW VIEW on it");
        }
    }
}
