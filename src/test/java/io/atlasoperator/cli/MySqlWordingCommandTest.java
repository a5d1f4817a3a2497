package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HCL in the words that people use: without a dev database, too, a second apply has nothing to do. */
@NullUnmarked
class MySqlWordingCommandTest {
    private static final Path WORDINGS = Path.of("src/test/resources/mysql-wordings");

    private static final String TABLES = """
            schema "%s" {}
            table "users" {
              schema = schema.%1$s
              column "id" {
                type = int
              }
              column "Name" {
                type = varchar(40)
              }
              column "mail" {
                type = varchar(80)
                null = true
              }
              column "born" {
                type = date
                null = true
              }
              column "attributes" {
                type = json
                null = true
              }
              primary_key {
                columns = [column.id]
              }
            }
            table "orders" {
              schema = schema.%1$s
              column "id" {
                type = int
              }
              column "user_id" {
                type = int
              }
              column "total" {
                type = decimal(12,2)
              }
              column "state" {
                type = enum("new","paid","sent")
              }
              column "at" {
                type = datetime
              }
              primary_key {
                columns = [column.id]
              }
            }
            """;

    private static final String COLUMNS = """
            table "%s" {
              schema = schema.%s
              column "id" {
                type = int
              }
              column "a" {
                type = int
                null = true
              }
              column "B" {
                type = decimal(10,2)
                null = true
              }
              column "s" {
                type = varchar(60)
                null = true
              }
              column "d" {
                type = date
                null = true
              }
              column "t" {
                type = datetime
                null = true
              }
              column "j" {
                type = json
                null = true
              }
            %s
            }
            """;

    @TempDir
    private Path folder;

    private static List<String> wordings(String file) throws IOException {
        return Files.readAllLines(WORDINGS.resolve(file));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("${", "$${") + '"';
    }

    private void settlesAtOnce(MySqlDatabase target, String state) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        atlas.write("state.hcl", state);
        String[] apply = {
            "schema", "apply", "--auto-approve", "--url", target.url().reveal(), "--to", "file://state.hcl"
        };
        assertThat(atlas.run(apply)).as(atlas::err).isZero();
        assertThat(atlas.err()).isEmpty();
        assertThat(atlas.run(apply)).as(atlas::err).isZero();
        assertThat(atlas.out()).isEqualTo("Schema is synced, no changes to be made\n");
    }

    @ParameterizedTest
    @EnumSource
    void knowsTheQueriesOfViewsAgain(MySqlServers.Kind kind) throws IOException {
        try (MySqlDatabase target = MySqlServers.database(kind)) {
            StringBuilder state = new StringBuilder(TABLES.formatted(target.name()));
            List<String> queries = new ArrayList<>(wordings("views.sql"));
            queries.addAll(wordings(kind == MySqlServers.Kind.MYSQL ? "views-mysql.sql" : "views-mariadb.sql"));
            for (int i = 0; i < queries.size(); i++) {
                state.append("""
                        view "v%d" {
                          schema     = schema.%s
                          as         = %s
                          depends_on = [table.users, table.orders]
                        }
                        """.formatted(i, target.name(), quoted(queries.get(i))));
            }
            settlesAtOnce(target, state.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void knowsTheExpressionsOfTablesAgain(MySqlServers.Kind kind) throws IOException {
        try (MySqlDatabase target = MySqlServers.database(kind)) {
            StringBuilder state = new StringBuilder("schema \"%s\" {}\n".formatted(target.name()));
            int number = 0;
            for (String line : wordings("expressions.txt")) {
                String[] parts = line.split(" \\| ", 3);
                if (parts.length == 3
                        && (kind != MySqlServers.Kind.MYSQL || !parts[0].endsWith("@mariadb"))
                        && (kind == MySqlServers.Kind.MYSQL || !parts[0].endsWith("@mysql"))) {
                    state.append(COLUMNS.formatted(
                            "t" + number++, target.name(), part(parts[0].replaceFirst("@.*", ""), parts[1], parts[2])));
                }
            }
            settlesAtOnce(target, state.toString());
        }
    }

    private static String part(String kind, String type, String text) {
        return switch (kind) {
            case "check" -> """
                      check "c" {
                        expr = %s
                      }
                    """.formatted(quoted(text)).replace("\"c\"", quoted("c" + Math.abs(text.hashCode())));
            case "generated" -> """
                      column "g" {
                        type = %s
                        null = true
                        as {
                          expr = %s
                          type = VIRTUAL
                        }
                      }
                    """.formatted(type, quoted(text));
            case "default" -> """
                      column "g" {
                        type = %s
                        null = true
                        default = sql(%s)
                      }
                    """.formatted(type, quoted(text));
            case "index" -> """
                      index "i" {
                        on {
                          expr = %s
                        }
                      }
                    """.formatted(quoted(text));
            case "partition" -> partitioned(type, text, "less than ( 10 + 5 )");
            case "less than" -> partitioned(type, "a", "less than " + text);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static String partitioned(String type, String expression, String values) {
        return """
                  partition {
                    type = %s
                    expr = %s
                    partition "p0" {
                      values = %s
                    }
                    partition "p1" {
                      values = "LESS THAN MAXVALUE"
                    }
                  }
                """.formatted(type, quoted(expression), quoted(values));
    }

    @ParameterizedTest
    @EnumSource
    void knowsBodiesAndSchedulesAgain(MySqlServers.Kind kind) throws IOException {
        try (MySqlDatabase target = MySqlServers.database(kind)) {
            String state = TABLES.formatted(target.name()) + """
                    trigger "t" {
                      on      = table.users
                      foreach = ROW
                      before {
                        insert = true
                      }
                      as = "set new.name  =  trim( new.name )"
                    }
                    trigger "t2" {
                      on      = table.users
                      foreach = ROW
                      before {
                        update = true
                      }
                      as = <<-SQL
                        BEGIN
                          -- a comment
                          if new.name = '' then
                            signal sqlstate '45000' set message_text = "no name";
                          end if;
                        END;
                      SQL
                    }
                    function "f" {
                      schema = schema.%1$s
                      arg "n" {
                        type = int
                      }
                      return        = varchar(20)
                      deterministic = true
                      as            = "return  concat( n , '' ) ;"
                    }
                    procedure "p" {
                      schema     = schema.%1$s
                      as         = "begin select count( * ) from users ; end"
                      depends_on = [table.users]
                    }
                    """.formatted(target.name());
            String[] schedules = {
                "every 1 day starts '2035-01-01 00:00:00'",
                "EVERY 2 HOUR STARTS '2035-01-01' ENDS '2036-01-01'",
                "every '1:30' hour_minute starts '2035-01-01 10:00'",
                "AT '2035-05-05 05:05:05'",
                "at timestamp '2035-05-05 05:05:05'",
                "every 3 month starts timestamp '2035-01-01 00:00:00'",
                "Every  (1 + 1) week starts '2035-01-01 00:00:00'",
            };
            for (int i = 0; i < schedules.length; i++) {
                state += """
                        event "e%d" {
                          schema   = schema.%s
                          schedule = %s
                          as       = "delete from users where born <  '2000-01-01'"
                        }
                        """.formatted(i, target.name(), quoted(schedules[i]));
            }
            settlesAtOnce(target, state);
        }
    }

    private static final String SPREAD = """
            schema "%1$s" {}
            table "t" {
              schema = schema.%1$s
              column "at" {
                type = timestamp
              }
              partition {
                type = RANGE
                expr = "unix_timestamp(`at`)"
                partition "p" {
                  values = "%2$s"
                }
                partition "q" {
                  values = "%3$s"
                }
              }
            }
            """;

    private static String reorganized(CommandRun atlas) {
        return atlas.out().replaceAll("(?s).*(REORGANIZE[^;]*);.*", "$1");
    }

    /** What a moment comes to, the server says by the time zone of the session. */
    @ParameterizedTest
    @EnumSource
    void asksForTheNumbersOfPartitions(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        String end = "LESS THAN MAXVALUE";
        try (MySqlDatabase target = MySqlServers.database(kind)) {
            String number = target.query("SELECT UNIX_TIMESTAMP('2030-01-01')").getFirst();
            String[] apply = {
                "schema", "apply", "--auto-approve", "--url", target.url().reveal(), "--to", "file://state.hcl"
            };

            atlas.write("state.hcl", SPREAD.formatted(target.name(), "LESS THAN (UNIX_TIMESTAMP('2030-01-01'))", end));
            assertThat(atlas.run(apply)).as(atlas::err).isZero();
            for (String same : List.of(
                    "UNIX_TIMESTAMP('2030-01-01')",
                    "unix_timestamp( '2030/01/01 00:00:00' )",
                    "UNIX_TIMESTAMP('2030-01-02') - 24 * 3600",
                    "UNIX_TIMESTAMP(20300101) DIV 1",
                    number + " + 0")) {
                atlas.write("state.hcl", SPREAD.formatted(target.name(), "LESS THAN (" + same + ")", end));
                assertThat(atlas.run(apply)).as(atlas::err).isZero();
                assertThat(atlas.err()).isEmpty();
                assertThat(atlas.out()).as(same).isEqualTo("Schema is synced, no changes to be made\n");
            }
            for (String other : List.of(
                    "UNIX_TIMESTAMP('2030-01-01 00:00:01')",
                    "UNIX_TIMESTAMP('2030-01-01') - 1",
                    "UNIX_TIMESTAMP('2029-12-31')")) {
                String value = target.query("SELECT " + other).getFirst();
                atlas.write("state.hcl", SPREAD.formatted(target.name(), "LESS THAN (" + other + ")", end));
                assertThat(atlas.run(apply)).as(atlas::err).isZero();
                assertThat(reorganized(atlas))
                        .as(other)
                        .isEqualTo("REORGANIZE PARTITION `p`, `q` INTO (PARTITION `p` VALUES LESS THAN (" + value
                                + "), PARTITION `q` VALUES LESS THAN MAXVALUE)");
                assertThat(atlas.run(apply)).as(atlas::err).isZero();
                assertThat(atlas.out()).as(other).isEqualTo("Schema is synced, no changes to be made\n");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void asksInTheTimeZoneInWhichItChanges(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind)) {
            atlas.write(
                    "state.hcl",
                    SPREAD.formatted(
                            target.name(),
                            "LESS THAN (UNIX_TIMESTAMP('2030-01-01'))",
                            "LESS THAN (UNIX_TIMESTAMP('2031-01-01'))"));
            for (int hours = 5; hours >= -5; hours -= 5) {
                String zone = (hours < 0 ? "-0" : "+0") + Math.abs(hours) + ":00";
                String url = target.url().withParameter("time_zone", zone).reveal();
                String[] apply = {"schema", "apply", "--auto-approve", "--url", url, "--to", "file://state.hcl"};

                assertThat(atlas.run(apply)).as(atlas::err).isZero();
                assertThat(atlas.out()).as(zone).contains(hours == 5 ? "CREATE TABLE" : "REORGANIZE PARTITION");
                assertThat(target.query("SELECT partition_description FROM information_schema.partitions"
                                + " WHERE table_schema = DATABASE() ORDER BY partition_ordinal_position"))
                        .containsExactly(
                                String.valueOf(1893456000 - hours * 3600), String.valueOf(1924992000 - hours * 3600));
                assertThat(atlas.run(apply)).as(atlas::err).isZero();
                assertThat(atlas.out()).as(zone).isEqualTo("Schema is synced, no changes to be made\n");
            }
        }
    }

    /** What the server itself will refuse comes to nothing. */
    @ParameterizedTest
    @EnumSource
    void saysWhichPartitionsNobodyCanTell(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind)) {
            target.execute("CREATE TABLE t (at timestamp NOT NULL) PARTITION BY RANGE (UNIX_TIMESTAMP(at))"
                    + " (PARTITION p VALUES LESS THAN (0), PARTITION q VALUES LESS THAN (MAXVALUE))");
            for (String never : List.of("UNIX_TIMESTAMP('2030-02-30')", "UNIX_TIMESTAMP(TIMESTAMP '2030-02-30')")) {
                atlas.write(
                        "state.hcl",
                        SPREAD.formatted(target.name(), "LESS THAN (" + never + ")", "LESS THAN MAXVALUE"));
                String url = target.url().reveal();

                assertThat(atlas.run("schema", "apply", "--dry-run", "--url", url, "--to", "file://state.hcl"))
                        .as(atlas::err)
                        .isZero();
                assertThat(atlas.err())
                        .isEqualTo(
                                "Warning: table \"t\": what values of its partitions come to is known to the server alone, so"
                                        + " each apply splits the partitions anew, with all rows in them: write them as the numbers that"
                                        + " schema inspect shows, or give a dev database\n");
                assertThat(atlas.out()).contains(never);
            }
        }
    }

    /** When former rows go on to the next partition is for the server to say, as far as nobody else says it. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB10", "MARIADB11"})
    void leavesPartitionsOfFormerRowsToTheServer(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        String state = """
                schema "%1$s" {}
                table "t" {
                  schema = schema.%1$s
                  column "a" {
                    type = int
                  }
                  partition {
                    type = SYSTEM_TIME
                    expr = "%2$s"
                    partition "p0" {
                      values = "HISTORY"
                    }
                    partition "pn" {
                      values = "CURRENT"
                    }
                  }
                  system_versioning {}
                }
                """;
        String table = "CREATE TABLE t (a int NOT NULL) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME ";
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase dev = MySqlServers.database(kind)) {
            target.execute(table + "INTERVAL 1 WEEK STARTS '2026-01-01' AUTO PARTITIONS 4");
            String[] apply = {
                "schema", "apply", "--auto-approve", "--url", target.url().reveal(), "--to", "file://state.hcl"
            };

            for (String same : List.of(
                    "interval 1 week auto",
                    "INTERVAL 7 DAY STARTS '2026-01-01' AUTO",
                    "INTERVAL 1 WEEK STARTS timestamp '2026-01-01 00:00' AUTO")) {
                atlas.write("state.hcl", state.formatted(target.name(), same));
                assertThat(atlas.run(apply)).as(atlas::err).isZero();
                assertThat(atlas.out()).as(same).isEqualTo("Schema is synced, no changes to be made\n");
                atlas.write("state.sql", table + same + ";\n");
                assertThat(atlas.run(
                                "schema",
                                "apply",
                                "--auto-approve",
                                "--url=" + target.url().reveal(),
                                "--to=file://state.sql",
                                "--dev-url=" + dev.url().reveal()))
                        .as(atlas::err)
                        .isZero();
                assertThat(atlas.out()).as(same).isEqualTo("Schema is synced, no changes to be made\n");
            }
            for (String other : List.of(
                    "INTERVAL 2 WEEK AUTO",
                    "INTERVAL 7 HOUR AUTO",
                    "INTERVAL 1 WEEK STARTS '2026-02-01' AUTO",
                    "LIMIT 1000 AUTO",
                    "INTERVAL 1 WEEK")) {
                atlas.write("state.hcl", state.formatted(target.name(), other));
                assertThat(atlas.run(apply)).as(atlas::err).isZero();
                assertThat(atlas.out()).contains("PARTITION BY SYSTEM_TIME " + other);
                assertThat(atlas.run(apply)).as(atlas::err).isZero();
                assertThat(atlas.out()).as(other).isEqualTo("Schema is synced, no changes to be made\n");
            }
        }
    }

    /** A view whose words nobody here understands is replaced, and whoever applies it is told. */
    @ParameterizedTest
    @EnumSource
    void saysWhichViewItReplacesInVain(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase dev = MySqlServers.database(kind)) {
            atlas.write("state.hcl", TABLES.formatted(target.name()) + """
                    view "numbers" {
                      schema = schema.%s
                      as     = "select 1 as i union select 2 intersect select 2"
                    }
                    view "plain" {
                      schema     = schema.%1$s
                      as         = "select id from users"
                      depends_on = [table.users]
                    }
                    """.formatted(target.name()));
            String[] apply = {
                "schema", "apply", "--auto-approve", "--url", target.url().reveal(), "--to", "file://state.hcl"
            };

            assertThat(atlas.run(apply)).as(atlas::err).isZero();
            assertThat(atlas.err())
                    .isEqualTo(
                            "Warning: the server's words for this are not understood, so that the next apply would do it"
                                    + " again (modify view \"numbers\"): give a dev database\n");
            assertThat(atlas.run(apply)).as(atlas::err).isZero();
            assertThat(atlas.err())
                    .startsWith(
                            "Warning: view \"numbers\": its query is in words that can't be compared with the server's,"
                                    + " so each apply replaces it: give a dev database\n");
            assertThat(atlas.out()).contains("VIEW `numbers`").doesNotContain("`plain`");

            String[] compared = Arrays.copyOf(apply, apply.length + 1);
            compared[apply.length] = "--dev-url=" + dev.url().reveal();
            assertThat(atlas.run(compared)).as(atlas::err).isZero();
            assertThat(atlas.out()).isEqualTo("Schema is synced, no changes to be made\n");
            assertThat(atlas.err()).isEmpty();
        }
    }
}
