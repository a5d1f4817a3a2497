package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.MySqlServers.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers on which names and quotes mean other things than usual. */
@NullUnmarked
class MySqlOtherSettingsTest {
    private static final Map<Kind, DatabaseUrl> SERVERS = new EnumMap<>(Kind.class);

    private static final String HCL = """
            schema "%1$s" {}
            table "Users" {
              schema = schema.%1$s
              column "Id" {
                null = false
                type = int
              }
              column "Name" {
                null    = false
                type    = varchar(50)
                default = "it's \\"C:\\\\\\""
                comment = "a \\"b\\" c:\\\\ 'd'"
              }
              primary_key {
                columns = [column.Id]
              }
            }
            table "Orders" {
              schema = schema.%1$s
              column "User" {
                null = true
                type = int
              }
              foreign_key "OfUser" {
                columns     = [column.User]
                ref_columns = [table.Users.column.Id]
              }
              check "Positive" {
                expr = "(User > 0)"
              }
            }
            """;

    private static final String VIEW = """
            view "Busy" {
              schema = schema.%1$s
              as     = "select `Users`.`Id` AS `Id` from `Users`"
            }
            """;

    private final MySqlStates states = new MySqlStates();

    /** One that does not tell upper from lower case, takes double quotes for those of names and no backslash for an escape. */
    private static synchronized DatabaseUrl server(Kind kind) {
        return SERVERS.computeIfAbsent(
                kind,
                any -> MySqlServers.start(
                        kind,
                        List.of(
                                "--lower-case-table-names=1",
                                "--sql-mode=ANSI_QUOTES,NO_BACKSLASH_ESCAPES,STRICT_TRANS_TABLES")));
    }

    private static DatabaseUrl database(Kind kind) {
        String name = MySqlServers.newName();
        MySqlDatabase.run(server(kind), "CREATE DATABASE " + name);
        return server(kind).withDatabase(name);
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void aStateInMixedCaseIsInSyncOnceItIsThere(Kind kind) {
        DatabaseUrl target = database(kind);
        Optional<DatabaseUrl> dev = Optional.of(server(kind).withDatabase("dev"));
        String hcl = (HCL + VIEW).formatted(target.database());

        assertThat(states.applyHcl(target, hcl, Optional.empty())).hasSize(3);
        assertThat(states.applyHcl(target, hcl, Optional.empty())).isEmpty();
        assertThat(states.applyHcl(target, hcl, dev)).isEmpty();
        assertThat(states.applyHcl(target, states.hcl(target), Optional.empty()))
                .isEmpty();
        MySqlDatabase.run(target, "INSERT INTO users (id) VALUES (1)");
        assertThat(MySqlDatabase.query(
                        target,
                        "SELECT CONCAT(Name, '|', COLUMN_COMMENT) FROM users, information_schema.COLUMNS"
                                + " WHERE TABLE_SCHEMA = DATABASE() AND COLUMN_NAME = 'Name'"))
                .containsExactly("it's \"C:\\\"|a \"b\" c:\\ 'd'");
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void aSchemaIsFoundByAnotherSpelling(Kind kind) {
        DatabaseUrl target = database(kind);
        String spelt = target.database().replace("test", "Test");
        String hcl = HCL.formatted(spelt);

        assertThat(states.applyHcl(server(kind).withDatabase(spelt), hcl, Optional.empty()))
                .hasSize(2);
        assertThat(states.applyHcl(server(kind).withDatabase(spelt), hcl, Optional.empty()))
                .isEmpty();
        assertThat(states.applyHcl(server(kind), hcl, Optional.empty(), spelt)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void scriptsAreReadAsTheServerReadsThem(Kind kind) {
        DatabaseUrl target = database(kind);
        DatabaseUrl dev = server(kind).withDatabase("dev");
        String sql = """
                CREATE TABLE "Names" ("Name" varchar(20) DEFAULT 'C:\\x', n int);
                CREATE TRIGGER "First" BEFORE INSERT ON "Names" FOR EACH ROW SET NEW."Name" = 'D:\\x';
                CREATE FUNCTION twice(a int) RETURNS int DETERMINISTIC COMMENT 'it''s' RETURN (SELECT max("n") * 2 FROM "Names");
                """;

        assertThat(states.apply(target, sql, dev)).isNotEmpty();
        assertThat(states.apply(target, sql, dev)).isEmpty();
        MySqlDatabase.run(target, "INSERT INTO names (n) VALUES (1)");
        assertThat(MySqlDatabase.query(target, "SELECT CONCAT(Name, twice(1)) FROM Names"))
                .containsExactly("D:\\x2");
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void aDevDatabaseThatLosesTheCaseOfNamesIsRefused(Kind kind) {
        try (MySqlDatabase target = MySqlServers.database(kind)) {
            target.execute("CREATE TABLE Users (id int)");

            assertThatThrownBy(() -> states.apply(
                            target.url(),
                            "CREATE TABLE Users (id int);",
                            server(kind).withDatabase("dev")))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("upper from lower case");
            assertThat(target.query("SHOW TABLES")).containsExactly("Users");
        }
    }

    /** The server of MariaDB 10 makes no certificate for itself. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void preferredEncryptionIsUsedWhereThereIsAny(Kind kind) throws SQLException {
        DatabaseUrl server = MySqlServers.server(kind);
        String query = "SHOW SESSION STATUS LIKE 'Ssl_cipher'";
        Databases databases = new Databases(Dialects.all());
        try (Session session = databases.open(server.withParameter("tls", "preferred"));
                ResultSet row = session.connection().createStatement().executeQuery(query)) {
            row.next();
            assertThat(row.getString(2).isEmpty()).isEqualTo(kind == Kind.MARIADB10);
        }
        if (kind == Kind.MARIADB10) {
            assertThatThrownBy(() -> databases.open(server.withParameter("tls", "skip-verify")))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("ssl not enabled");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void twoTablesOfOneNameAreRefused(Kind kind) {
        DatabaseUrl target = database(kind);
        String table = """
                table "%s" {
                  schema = schema.%s
                  column "id" {
                    type = int
                  }
                }
                """;
        String hcl = "schema \"" + target.database() + "\" {}\n" + table.formatted("Users", target.database())
                + table.formatted("users", target.database());

        assertThatThrownBy(() -> states.applyHcl(target, hcl, Optional.empty()))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("table \"Users\" and table \"users\" are one");
    }
}
