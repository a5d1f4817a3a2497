package io.atlasoperator.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atlasoperator.diff.AlterMode;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.DiffPolicy.Skip;
import io.atlasoperator.hcl.HclDiagnostic;
import io.atlasoperator.hcl.HclException;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.migrate.ExecOrder;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProjectFileTest {
    private final List<String> schemaData = new ArrayList<>();

    /** Writes down what is asked of it. */
    private record Means(List<String> asked) implements DataMeans {
        @Override
        public String schema(String name, List<String> paths, Map<String, Value> variables) {
            asked.add(name + " " + paths + " " + variables);
            return "mem://hcl_schema/" + name;
        }

        @Override
        public String script(String name, String sql) {
            asked.add(name + " " + sql);
            return "mem://external_schema/" + name;
        }

        @Override
        public String composite(String name, List<Part> parts) {
            asked.add(name + " " + parts);
            return "mem://composite_schema/" + name;
        }

        @Override
        public String templates(String name, String path, Map<String, Value> variables) {
            asked.add(name + " " + path + " " + variables);
            return "mem://" + path + "/" + name;
        }

        @Override
        public String output(List<String> program, Optional<String> folder) {
            asked.add(program + " in " + folder.orElse("."));
            return "printed";
        }

        @Override
        public List<Value> column(String url, String query, List<Value> arguments) {
            asked.add(url + " " + query + " " + arguments);
            return List.of(new Value.Text("first"), new Value.Text("second"));
        }

        @Override
        public String variable(String url, String timeout) {
            asked.add(url + " within " + timeout);
            return "secret";
        }
    }

    private ProjectFile load(String env, Map<String, List<String>> variables, String text) {
        ProjectOptions options = new ProjectOptions(
                Map.of("getenv", arguments -> new Value.Text("from the environment")), new Means(schemaData));
        return ProjectFile.load(List.of(new SourceFile("atlas.hcl", text)), env, variables, options);
    }

    private List<Environment> over(String base, String text) {
        ProjectOptions options =
                new ProjectOptions(Map.of(), new Means(schemaData), Optional.of(new SourceFile("spec", base)));
        return ProjectFile.load(List.of(new SourceFile("atlas.hcl", text)), "e", Map.of(), options)
                .environments();
    }

    private static final String BASE = """
            env "e" {
              url     = "sqlite://base"
              exclude = ["a"]
              migration {
                dir      = "file://migrations"
                baseline = "1"
              }
              diff {
                skip {
                  drop_table = true
                }
              }
            }
            """;

    @Test
    void isPutOverABaseByTypeAndLabels() {
        Environment env = over(BASE, """
                        env "e" {
                          exclude = ["b", "c"]
                          migration {
                            baseline = "2"
                          }
                          diff {
                            skip {
                              drop_table  = false
                              drop_column = true
                            }
                          }
                        }
                        env "other" {
                          url = var.unknown
                        }
                        """).getFirst();

        assertThat(env.url()).contains("sqlite://base");
        assertThat(env.exclude()).containsExactly("b", "c");
        assertThat(env.migration().dir()).contains("file://migrations");
        assertThat(env.migration().baseline()).contains("2");
        assertThat(env.diff().skip()).containsExactly(DiffPolicy.Skip.DROP_COLUMN);
    }

    @Test
    void leavesABaseAsItIsWhereItSaysNothing() {
        Environment env = over(BASE, "env \"other\" {}\n").getFirst();

        assertThat(env.name()).isEqualTo("e");
        assertThat(env.diff().skip()).containsExactly(DiffPolicy.Skip.DROP_TABLE);
        assertThat(over(BASE, "env \"e\" {\n  url = null\n}\n").getFirst().url())
                .isEmpty();
    }

    @Test
    void anEnvironmentOfAnyNameIsPutOverABaseUnlessOneHasTheName() {
        String any = "env {\n  name = atlas.env\n  url = \"sqlite://${atlas.env}\"\n}\n";

        assertThat(over(BASE, any)).extracting(Environment::url).containsExactly(Optional.of("sqlite://e"));
        assertThat(over(BASE, any + "env \"e\" {}\n"))
                .extracting(Environment::url)
                .containsExactly(Optional.of("sqlite://base"));
    }

    @Test
    void eachBlockOfTheNameIsPutOverABase() {
        assertThat(over(BASE, """
                        env "e" {
                          for_each = toset(["x", "y"])
                          url      = "sqlite://${each.value}"
                        }
                        env "e" {
                          exclude = ["z"]
                        }
                        """))
                .extracting(env -> env.url().orElse("") + " " + env.exclude())
                .containsExactly("sqlite://x [a]", "sqlite://y [a]", "sqlite://base [z]");
    }

    private List<String> diagnostics(String text) {
        return catchThrowableOfType(HclException.class, () -> load("e", Map.of(), text)).diagnostics().stream()
                .map(HclDiagnostic::toString)
                .toList();
    }

    @Test
    void readsAnEnvironment() {
        Environment env = load("local", Map.of("password", List.of("secret")), """
                        variable "password" {
                          type = string
                        }
                        env "local" {
                          url     = "postgres://u:${var.password}@h/db"
                          dev     = getenv("DEV")
                          src     = ["file://a.hcl", "file://b.hcl"]
                          schemas = ["public"]
                          exclude = ["*.x"]
                          tx_mode = "none"
                          tenant  = "t1"
                          sizes   = [1, 2]
                          migration {
                            dir              = "file://migrations"
                            format           = golang-migrate
                            baseline         = 3
                            exec_order       = LINEAR_SKIP
                            lock_timeout     = "1m30s"
                            revisions_schema = "r"
                          }
                          format {
                            schema {
                              apply = "{{ json . }}"
                            }
                          }
                        }
                        env "other" {
                          url = var.not_declared
                        }
                        """)
                .environments()
                .getFirst();
        assertThat(env.name()).isEqualTo("local");
        assertThat(env.url()).contains("postgres://u:secret@h/db");
        assertThat(env.dev()).contains("from the environment");
        assertThat(env.src()).containsExactly("file://a.hcl", "file://b.hcl");
        assertThat(env.schemas()).containsExactly("public");
        assertThat(env.exclude()).containsExactly("*.x");
        assertThat(env.txMode()).contains(TxMode.NONE);
        assertThat(env.variables()).containsOnlyKeys("tenant", "sizes");
        assertThat(env.formats()).containsEntry("schema.apply", "{{ json . }}");
        MigrationSettings migration = env.migration();
        assertThat(migration.dir()).contains("file://migrations");
        assertThat(migration.format()).contains("golang-migrate");
        assertThat(migration.baseline()).contains("3");
        assertThat(migration.execOrder()).contains(ExecOrder.LINEAR_SKIP);
        assertThat(migration.lockTimeout()).contains(Duration.ofSeconds(90));
        assertThat(migration.revisionsSchema()).contains("r");
        assertThat(env.toString()).doesNotContain("secret");
    }

    @Test
    void aLabelWinsOverAnEnvironmentNamedByTheOption() {
        String text = """
                env "prod" {
                  url = "sqlite://labelled"
                }
                env {
                  name = atlas.env
                  url  = "sqlite://${atlas.env}"
                }
                """;
        assertThat(load("prod", Map.of(), text).environments().getFirst().url()).contains("sqlite://labelled");
        Environment other = load("dev", Map.of(), text).environments().getFirst();
        assertThat(other.name()).isEqualTo("dev");
        assertThat(other.url()).contains("sqlite://dev");
        assertThat(load("", Map.of(), text).environments()).isEmpty();
    }

    @Test
    void forEachGivesAnEnvironmentForEveryElement() {
        assertThat(load("e", Map.of(), """
                        env "e" {
                          for_each = toset(["b", "a"])
                          url      = "sqlite://${each.value}"
                        }
                        """).environments())
                .extracting(env -> env.url().orElseThrow())
                .containsExactly("sqlite://a", "sqlite://b");
    }

    @Test
    void aMistakeInAllOfTheTargetsIsToldOnce() {
        assertThatThrownBy(() -> load("e", Map.of(), """
                        env "e" {
                          for_each = toset(["b", "a"])
                          url      = "sqlite://${each.value}"
                          migration {
                            exec_order = LINEAR_SKP
                          }
                        }
                        """))
                .isInstanceOf(HclException.class)
                .message()
                .containsOnlyOnce("There is no exec_order named \"LINEAR_SKP\". Did you mean \"LINEAR_SKIP\"?");
    }

    @Test
    void anUnknownEnvironmentIsNamed() {
        assertThatThrownBy(() -> load("zz", Map.of(), "env \"a\" {}\n"))
                .isInstanceOf(ProjectException.class)
                .hasMessage("env \"zz\" not defined in config file");
    }

    @Test
    void environmentsInheritPolicies() {
        ProjectFile project = load("e", Map.of(), """
                        diff {
                          skip {
                            drop_table = true
                          }
                          concurrent_index {
                            create = true
                          }
                        }
                        lint {
                          latest = 3
                          review = ERROR
                          destructive {
                            error = false
                          }
                        }
                        env "e" {
                          diff {
                            skip {
                              drop_schema = true
                              add_index   = false
                            }
                            alter_table {
                              algorithm = INPLACE
                              lock      = "none"
                            }
                          }
                          lint {
                            format = "x"
                          }
                        }
                        """);
        assertThat(project.diff()).isEqualTo(new DiffPolicy(Set.of(Skip.DROP_TABLE), true, false));
        Environment env = project.environments().getFirst();
        assertThat(env.diff())
                .isEqualTo(new DiffPolicy(
                        Set.of(Skip.DROP_SCHEMA),
                        true,
                        false,
                        new AlterMode(AlterMode.Algorithm.INPLACE, AlterMode.Lock.NONE)));
        assertThat(env.lint().latest()).hasValue(3);
        assertThat(env.lint().review()).contains(LintPolicy.Review.ERROR);
        assertThat(env.lint().format()).contains("x");
        assertThat(env.lint().rules().errors()).isEqualTo(Map.of("destructive", false));
    }

    @Test
    void aSchemaDataSourceIsReadOnlyIfItIsUsed() {
        String data = """
                data "hcl_schema" "app" {
                  paths = ["a.hcl", "b.hcl"]
                  vars  = { x = "y" }
                }
                """;
        load("e", Map.of(), data + "env \"e\" {}\n");
        assertThat(schemaData).isEmpty();
        Environment env = load("e", Map.of(), data + "env \"e\" {\n  src = data.hcl_schema.app.url\n}\n")
                .environments()
                .getFirst();
        assertThat(env.src()).containsExactly("mem://hcl_schema/app");
        assertThat(schemaData).containsExactly("app [a.hcl, b.hcl] {x=Text[value=y]}");
    }

    @Test
    void misspeltNamesAreErrorsWithASuggestion() {
        assertThat(diagnostics("""
                        env "e" {
                          url = 5 == 5 ? [] : ""
                          migration {
                            dirr       = "x"
                            exec_order = FOO
                          }
                          diff {
                            skip {
                              drop_tabel = true
                            }
                          }
                          lint {
                            destructiv {}
                          }
                        }
                        hook "sql" "x" {}
                        envs "x" {}
                        """))
                .containsExactlyInAnyOrder(
                        "atlas.hcl:2,9-25: Invalid env.url; A string is required.",
                        "atlas.hcl:4,5-9: Unknown migration attribute; There is no attribute named \"dirr\" in migration."
                                + " Did you mean \"dir\"?",
                        "atlas.hcl:5,18-21: Unknown migration.exec_order; There is no exec_order named \"FOO\"."
                                + " Use one of: LINEAR, LINEAR_SKIP, NON_LINEAR.",
                        "atlas.hcl:9,7-17: Unknown skip attribute; There is no attribute named \"drop_tabel\" in skip."
                                + " Did you mean \"drop_table\"?",
                        "atlas.hcl:13,5-15: Unknown lint block; There is no block named \"destructiv\" in lint."
                                + " Did you mean \"destructive\"?",
                        "atlas.hcl:16,1-15: Missing hook.transaction; A hook says in a transaction block what runs.",
                        "atlas.hcl:17,1-9: Unknown project block; There is no block named \"envs\" in project."
                                + " Did you mean \"env\"?");
    }

    @Test
    void aDockerBlockIsAUrl() {
        String docker = """
                docker "postgres" "dev" {
                  image    = "docker.io/library/postgres:16-alpine"
                  schema   = "app"
                  database = "d"
                }
                docker "postgres" "plain" {
                  image = "postgres"
                }
                docker "postgres" "special" {
                  baseline = "SELECT 'a b';"
                  build {
                    target = "small"
                    args   = { TOKEN = "x&y" }
                  }
                }
                docker "postgres" "nothing" {
                }
                """;
        assertThat(load("e", Map.of(), docker + "env \"e\" {\n  dev = docker.postgres.dev.url\n}\n")
                        .environments()
                        .getFirst()
                        .dev())
                .contains("docker+postgres:///d?image=docker.io%2Flibrary%2Fpostgres%3A16-alpine&schema=app");
        assertThat(load("e", Map.of(), docker + "env \"e\" {\n  dev = docker.postgres.plain.url\n}\n")
                        .environments()
                        .getFirst()
                        .dev())
                .contains("docker+postgres:///?image=postgres");
        assertThat(load("e", Map.of(), docker + "env \"e\" {\n  dev = docker.postgres.special.url\n}\n")
                        .environments()
                        .getFirst()
                        .dev())
                .contains("docker+postgres:///?baseline=SELECT%20%27a%20b%27%3B&build.context=.&build.target=small"
                        + "&build.secret.TOKEN=x%26y&image=");
        assertThat(diagnostics(docker + "env \"e\" {\n  dev = docker.postgres.nothing.url\n}\n"))
                .containsExactly(
                        "atlas.hcl:19,9-36: Missing docker.image; A docker block says in \"image\" of which image its"
                                + " container is, or in a block \"build\" how that is built: \"docker.postgres.nothing\" does"
                                + " neither.");
        assertThat(diagnostics(docker + "env \"e\" {\n  dev = docker.mysql.dev.url\n}\n"))
                .containsExactly("atlas.hcl:19,9-29: Unknown docker block; There is no docker block for"
                        + " \"docker.mysql.dev.url\". The file has: docker.postgres.dev.url, docker.postgres.plain.url,"
                        + " docker.postgres.special.url, docker.postgres.nothing.url.");
        assertThat(diagnostics("docker \"postgres\" \"dev\" {\n  imgae = \"postgres:16\"\n}\nenv \"e\" {}\n"))
                .singleElement()
                .asString()
                .contains("There is no attribute named \"imgae\" in docker. Did you mean \"image\"?");
    }

    @Test
    void anAccountIsReadAndNotUsed() {
        assertThat(load("e", Map.of(), "atlas {\n  cloud {\n    token = \"aci_x\"\n  }\n}\nenv \"e\" {}\n")
                        .environments())
                .hasSize(1);
        assertThat(diagnostics("atlas {\n  cloud {\n    tokn = \"x\"\n  }\n}\nenv \"e\" {}\n"))
                .singleElement()
                .asString()
                .contains("Did you mean \"token\"?");
    }

    @Test
    void dataSourcesGiveTheirValues() {
        Environment env = load("e", Map.of(), """
                        data "external" "version" {
                          program     = ["git", "describe"]
                          working_dir = "sub"
                        }
                        data "external_schema" "orm" {
                          program = ["models", "--print"]
                        }
                        data "sql" "tenants" {
                          url   = "sqlite://t.db"
                          query = "SELECT name FROM tenants WHERE size > ?"
                          args  = [3]
                        }
                        data "runtimevar" "password" {
                          url = "file:///run/secrets/p"
                        }
                        env "e" {
                          url     = "postgres://u:${data.runtimevar.password}@h/${data.sql.tenants.value}"
                          src     = data.external_schema.orm.url
                          schemas = data.sql.tenants.values
                          version = data.external.version
                          count   = data.sql.tenants.count
                        }
                        """).environments().getFirst();
        assertThat(env.url()).contains("postgres://u:secret@h/first");
        assertThat(env.src()).containsExactly("mem://external_schema/orm");
        assertThat(env.schemas()).containsExactly("first", "second");
        assertThat(env.variables())
                .isEqualTo(Map.of("version", new Value.Text("printed"), "count", new Value.Num(BigDecimal.TWO)));
        assertThat(schemaData)
                .containsExactlyInAnyOrder(
                        "[git, describe] in sub",
                        "[models, --print] in .",
                        "orm printed",
                        "sqlite://t.db SELECT name FROM tenants WHERE size > ? [Num[value=3]]",
                        "file:///run/secrets/p within 10s");
    }

    @Test
    void wrongAttributesOfDataSourcesAreErrors() {
        assertThat(wrong("data \"external\" \"x\" {\n  programm = []\n}\n", "data.external.x"))
                .contains("data.external.x: there is no attribute named \"programm\". Did you mean \"program\"?");
        assertThat(wrong("data \"external\" \"x\" {\n}\n", "data.external.x")).contains("\"program\" is required");
        assertThat(wrong("data \"sql\" \"x\" {\n  url = \"a://b\"\n}\n", "data.sql.x.value"))
                .contains("data.sql.x: \"query\" is required");
        assertThat(wrong(
                        "data \"sql\" \"x\" {\n  url = \"a://b\"\n  query = \"q\"\n  args = [[1]]\n}\n",
                        "data.sql.x.value"))
                .contains("data.sql.x: \"args\" must be a list of strings, numbers and bools");
        assertThat(wrong("data \"runtimevar\" \"x\" {\n  url = 5\n}\n", "data.runtimevar.x"))
                .contains("data.runtimevar.x: \"url\" must be a string");
    }

    private String wrong(String data, String use) {
        return String.join("\n", diagnostics(data + "env \"e\" {\n  url = " + use + "\n}\n"));
    }

    @Test
    void anUnsupportedDataSourceNamesTheSupportedOnes() {
        assertThat(diagnostics("data \"remote_dir\" \"x\" {}\nenv \"e\" {}\n"))
                .containsExactly(
                        "atlas.hcl:1,1-22: missing data source handler for \"remote_dir\"; Supported data sources:"
                                + " composite_schema, external, external_schema, hcl_schema, runtimevar, sql,"
                                + " template_dir.");
    }
}
