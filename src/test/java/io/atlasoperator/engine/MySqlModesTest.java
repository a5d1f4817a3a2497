package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.MySqlServers.Kind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was made in another {@code sql_mode} than that of our sessions is made in it wherever it is made again. */
@NullUnmarked
class MySqlModesTest {
    private static final String MADE = """
            CREATE TABLE t (a varchar(20), b int);
            SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT';
            CREATE FUNCTION f(x int) RETURNS varchar(20) DETERMINISTIC COMMENT 'it''s "f"'
              RETURN (SELECT max("a") || 'x' FROM t);
            CREATE PROCEDURE p() BEGIN SELECT 'a' || "b" FROM t; END;
            CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW."a" = 'y' || NEW."b";
            CREATE EVENT ev ON SCHEDULE EVERY 1 YEAR STARTS '2035-01-01 00:00:00' DISABLE COMMENT 'it''s' DO DELETE FROM "t";
            SET sql_mode = '';
            CREATE TRIGGER lax AFTER INSERT ON t FOR EACH ROW SET @b = 'x';
            SET sql_mode = DEFAULT;
            CREATE PROCEDURE usual() SELECT 1;
            """;

    private static final String MODES = """
            SELECT CONCAT(routine_name, ' ', sql_mode) FROM information_schema.routines WHERE routine_schema = DATABASE()
            UNION ALL SELECT CONCAT(trigger_name, ' ', sql_mode) FROM information_schema.triggers WHERE trigger_schema = DATABASE()
            UNION ALL SELECT CONCAT(event_name, ' ', sql_mode) FROM information_schema.events WHERE event_schema = DATABASE()
            ORDER BY 1
            """;

    private final MySqlStates states = new MySqlStates();

    private static DatabaseUrl dev(MySqlDatabase database) {
        return database.server().withDatabase("dev");
    }

    private static List<String> modes(MySqlDatabase database) {
        String usual = database.query("SELECT @@GLOBAL.sql_mode").getFirst();
        return database.query(MODES).stream()
                .map(text -> text.replace(usual, "usual"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void modesGoAlongWithRoutinesTriggersAndEvents(Kind kind) {
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase copy = MySqlServers.database(kind);
                MySqlDatabase written = MySqlServers.database(kind)) {
            List<String> modes = List.of(
                    "ev PIPES_AS_CONCAT,ANSI_QUOTES",
                    "f PIPES_AS_CONCAT,ANSI_QUOTES",
                    "lax ",
                    "p PIPES_AS_CONCAT,ANSI_QUOTES",
                    "tr PIPES_AS_CONCAT,ANSI_QUOTES",
                    "usual usual");

            states.apply(target.url(), MADE, dev(target));

            assertThat(modes(target)).isEqualTo(modes);
            assertThat(states.apply(target.url(), MADE, dev(target))).isEmpty();
            target.execute("INSERT INTO t (b) VALUES (1)");
            assertThat(target.query("SELECT CONCAT(a, f(1)) FROM t")).containsExactly("y1y1x");

            String hcl = states.hcl(target.url());
            assertThat(hcl).contains("sql_mode = \"PIPES_AS_CONCAT,ANSI_QUOTES\"");
            for (MySqlDatabase other : List.of(copy, written)) {
                Optional<DatabaseUrl> dev = other == copy ? Optional.of(dev(other)) : Optional.empty();
                String named = hcl.replace(target.name(), other.name());

                states.applyHcl(other.url(), named, dev);

                assertThat(modes(other)).isEqualTo(modes);
                assertThat(states.applyHcl(other.url(), named, Optional.of(dev(other))))
                        .isEmpty();
                assertThat(states.applyHcl(other.url(), named, Optional.empty()))
                        .isEmpty();
                String unsaid = named.replaceAll("(?m)^ *sql_mode .*\\n", "");
                assertThat(states.applyHcl(other.url(), unsaid, Optional.empty()))
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatChangesKeepsItsModeUnlessAnotherIsSaid(Kind kind) {
        try (MySqlDatabase target = MySqlServers.database(kind)) {
            states.apply(target.url(), MADE, dev(target));
            List<String> modes = modes(target);
            String hcl = states.hcl(target.url());

            String changed = hcl.replace("|| 'x'", "|| 'z'")
                    .replace("SELECT 'a'", "SELECT 'aa'")
                    .replace("'y' ||", "'yy' ||")
                    .replace("DELETE FROM \"t\"", "DELETE FROM \"t\" WHERE \"b\" = 1")
                    .replaceAll("(?m)^ *sql_mode .*\\n", "");
            assertThat(states.applyHcl(target.url(), changed, Optional.empty())).isNotEmpty();
            assertThat(modes(target)).isEqualTo(modes);
            assertThat(states.applyHcl(target.url(), changed, Optional.empty())).isEmpty();

            String commented = states.hcl(target.url()).replaceAll("comment( +)= \"it's", "comment$1= \"its");
            // That of the function can be altered as it is; an event has the mode of whoever alters it.
            assertThat(states.applyHcl(target.url(), commented, Optional.empty()))
                    .hasSize(4);
            assertThat(modes(target)).isEqualTo(modes);

            String other =
                    states.hcl(target.url()).replace("\"PIPES_AS_CONCAT,ANSI_QUOTES\"", "\"IGNORE_SPACE,ANSI_QUOTES\"");
            states.applyHcl(target.url(), other, Optional.empty());
            assertThat(modes(target)).contains("ev ANSI_QUOTES,IGNORE_SPACE", "p ANSI_QUOTES,IGNORE_SPACE");
            assertThat(states.applyHcl(target.url(), other, Optional.empty())).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void bodiesThatASemicolonWouldEndHaveADelimiterOfTheirOwn(Kind kind) {
        try (MySqlDatabase target = MySqlServers.database(kind)) {
            target.execute(
                    "CREATE TABLE t (a int COMMENT 'x;y')",
                    "CREATE PROCEDURE block() BEGIN SELECT 1; SELECT 2; END",
                    "CREATE TRIGGER bare BEFORE INSERT ON t FOR EACH ROW IF NEW.a > 9 THEN SET @c = 1; END IF");

            assertThat(states.creation(target.url()).stream()
                            .filter(Statement::ownDelimiter)
                            .map(Statement::comment))
                    .containsExactly("create trigger \"bare\"");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void namesThatDifferInCaseAreNoChange(Kind kind) {
        try (MySqlDatabase target = MySqlServers.database(kind)) {
            target.execute(
                    "CREATE TABLE t (Id int PRIMARY KEY, Email varchar(50), KEY ByEmail (Email), CONSTRAINT Ck CHECK (Id > 0),"
                            + " Twice int AS (Id * 2) STORED)",
                    "CREATE TABLE child (T int, CONSTRAINT OfT FOREIGN KEY (T) REFERENCES t (Id))",
                    "CREATE VIEW v AS SELECT Id, Email FROM t",
                    "CREATE PROCEDURE DoIt() SELECT 1",
                    "CREATE EVENT Ev ON SCHEDULE EVERY 1 YEAR STARTS '2035-01-01 00:00:00' DISABLE DO SET @a = 1",
                    "INSERT INTO t (Id, Email) VALUES (1, 'x')");
            String same = """
                    CREATE TABLE t (id int PRIMARY KEY, EMAIL varchar(50), KEY byEmail (email), CONSTRAINT CK CHECK (ID > 0),
                      twice int AS (id * 2) STORED);
                    CREATE TABLE child (t int, CONSTRAINT oft FOREIGN KEY (t) REFERENCES t (id));
                    CREATE VIEW v AS SELECT id, email FROM t;
                    CREATE PROCEDURE doIT() SELECT 1;
                    CREATE EVENT eV ON SCHEDULE EVERY 1 YEAR STARTS '2035-01-01 00:00:00' DISABLE DO SET @a = 1;
                    """;

            assertThat(states.apply(target.url(), same, dev(target))).isEmpty();
            assertThat(states.apply(target.url(), same.replace("varchar(50)", "varchar(60)"), dev(target)))
                    .hasSize(1);
            assertThat(target.query("SELECT Email FROM t")).containsExactly("x");
        }
    }
}
