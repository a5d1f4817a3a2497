package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Desired states of several parts: the data source {@code composite_schema}. */
class CompositeSchemaTest {
    @TempDir
    private Path folder;

    private CommandRun atlas = new CommandRun(Path.of(""));

    @BeforeEach
    void useTheFolder() {
        atlas = new CommandRun(folder);
    }

    private String ok(String... arguments) {
        assertThat(atlas.run(arguments)).as(() -> atlas.err() + atlas.out()).isZero();
        return atlas.out();
    }

    private void project(String parts, String url, String dev) throws IOException {
        atlas.write("atlas.hcl", """
                data "external_schema" "orm" {
                  program = ["echo", "CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES auth.users (id));"]
                }
                data "hcl_schema" "h" {
                  path = "more.hcl"
                }
                data "composite_schema" "all" {
                %s
                }
                env "e" {
                  url = "%s"
                  dev = "%s"
                  src = data.composite_schema.all.url
                }
                """.formatted(parts, url, dev));
    }

    @Test
    void partsAreMadeInTheirSchemasAndInOrder() throws IOException {
        atlas.write(
                "users.sql", "CREATE TABLE users (id int PRIMARY KEY);\nCREATE VIEW ids AS SELECT id FROM users;\n");
        atlas.write("logs.sql", "CREATE TABLE logs (id int);\n");
        atlas.write("more.hcl", """
                schema "x" {}
                table "more" {
                  schema = schema.x
                  column "id" {
                    type = int
                  }
                }
                """);
        atlas.write("whole.sql", "CREATE SCHEMA extra; CREATE TABLE extra.t (id int);\n");
        try (PostgresDatabase target = PostgresServers.database()) {
            project("""
                      schema "auth" {
                        url = "file://users.sql"
                      }
                      schema "shop" {
                        url = data.external_schema.orm.url
                      }
                      schema "auth" {
                        url = "file://logs.sql"
                      }
                      schema "auth" {
                        url = data.hcl_schema.h.url
                      }
                      schema {
                        url = "file://whole.sql"
                      }""", target.url().reveal(), "docker://postgres/15/dev");
            ok("schema", "apply", "--env", "e", "--auto-approve");
            assertThat(PostgresDatabase.query(
                            target.url(),
                            "SELECT table_schema || '.' || table_name FROM information_schema.tables WHERE table_schema"
                                    + " IN ('auth', 'shop', 'extra', 'public') ORDER BY 1"))
                    .containsExactly("auth.ids", "auth.logs", "auth.more", "auth.users", "extra.t", "shop.orders");
            assertThat(PostgresDatabase.query(
                            target.url(), "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"))
                    .containsExactly("FOREIGN KEY (user_id) REFERENCES auth.users(id)");
            assertThat(ok("schema", "apply", "--env", "e", "--auto-approve"))
                    .isEqualTo("Schema is synced, no changes to be made\n");
        }
    }

    @Test
    void onADatabaseThatIsOneSchemaThePartsShareIt() throws IOException {
        atlas.write("a.sql", "CREATE TABLE a (id int PRIMARY KEY);\n");
        atlas.write("more.hcl", """
                schema "main" {}
                table "b" {
                  schema = schema.main
                  column "id" {
                    type = int
                  }
                }
                """);
        project("""
                  schema {
                    url = "file://a.sql"
                  }
                  schema "main" {
                    url = data.hcl_schema.h.url
                  }""", atlas.url(), "sqlite://dev?mode=memory");
        assertThat(ok("schema", "apply", "--env", "e", "--auto-approve"))
                .contains("CREATE TABLE `a`", "CREATE TABLE `b`");
        assertThat(ok("schema", "diff", "--env", "e")).contains("Schemas are synced");
    }

    @Test
    void aBoundUrlTakesItsOwnSchemaAndNoOther() throws IOException {
        atlas.write("a.sql", "CREATE TABLE a (id int PRIMARY KEY);\n");
        atlas.write("b.sql", "CREATE TABLE b (id int, FOREIGN KEY (id) REFERENCES a (id));\n");
        try (MySqlDatabase target = MySqlServers.database(MySqlServers.Kind.MARIADB11);
                MySqlDatabase dev = MySqlServers.database(MySqlServers.Kind.MARIADB11)) {
            String parts = """
                      schema "%s" {
                        url = "file://a.sql"
                      }
                      schema {
                        url = "file://b.sql"
                      }""";
            project(
                    parts.formatted(target.name()),
                    target.url().reveal(),
                    dev.url().reveal());
            ok("schema", "apply", "--env", "e", "--auto-approve");
            assertThat(target.query("SHOW TABLES")).containsExactly("a", "b");

            project(parts.formatted("other"), target.url().reveal(), dev.url().reveal());
            assertThat(atlas.run("schema", "apply", "--env", "e", "--auto-approve"))
                    .isOne();
            assertThat(atlas.err())
                    .contains("a composite schema has the schema \"other\", but the URL is bound to the schema \""
                            + target.name() + "\"");
        }
    }

    @Test
    void mistakesAreToldWithTheirPlace() throws IOException {
        atlas.write("a.sql", "CREATE TABLE a (id int);\n");
        atlas.write("more.hcl", """
                schema "main" {}
                table "a" {
                  schema = schema.main
                  column "id" {
                    type = int
                  }
                }
                """);
        String dev = "sqlite://dev?mode=memory";
        String[] diff = {"schema", "inspect", "--env", "e", "--url", "env://src"};

        project(
                "  schema {\n    url = \"file://a.sql\"\n  }\n  schema {\n    url = data.hcl_schema.h.url\n  }",
                "",
                dev);
        assertThat(atlas.run(diff)).isOne();
        assertThat(atlas.err())
                .isEqualTo("Error: two parts of a composite schema make the table \"a\" of the schema \"main\"\n");

        project("  schema {\n    url = \"file://nowhere.sql\"\n  }", "", dev);
        assertThat(atlas.run(diff)).isOne();
        assertThat(atlas.err())
                .contains("atlas.hcl:7,1-30: Invalid data source; data.composite_schema.all: stat nowhere.sql");

        project("  schem {\n    url = \"file://a.sql\"\n  }", "", dev);
        assertThat(atlas.run(diff)).isOne();
        assertThat(atlas.err()).contains("there is no block named \"schem\" here. Did you mean \"schema\"?");

        project("", "", dev);
        assertThat(atlas.run(diff)).isOne();
        assertThat(atlas.err()).contains("at least one schema block is required");
    }
}
