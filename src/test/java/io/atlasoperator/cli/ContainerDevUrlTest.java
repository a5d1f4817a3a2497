package io.atlasoperator.cli;

import static io.atlasoperator.testing.ShippedProgram.SIGKILLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.DockerStandIn;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.ShippedProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dev databases in containers, with {@linkplain DockerStandIn a program that stands in for Docker}. After each command there
 * is no container, however it ended.
 */
@NullUnmarked
class ContainerDevUrlTest {
    private static final Pattern SECRET = Pattern.compile("[0-9a-f]{36}");

    @TempDir
    private Path folder;

    @TempDir
    private Path machine;

    private CommandRun atlas;

    @BeforeEach
    void write() throws IOException {
        atlas = new CommandRun(folder);
        atlas.write("a.sql", "CREATE TABLE t (id int);");
        atlas.write("b.sql", "CREATE TABLE t (id int, name varchar(20));");
    }

    @Test
    void aServerOfTheNamedImageIsStartedAndRemoved() throws IOException {
        DockerStandIn docker = DockerStandIn.in(machine, MySqlServers.Kind.MYSQL);

        assertThat(diff(docker, "docker://mysql/9/dev")).as(atlas::err).isZero();

        assertThat(atlas.out()).contains("ALTER TABLE `t` ADD COLUMN `name` varchar(20) NULL");
        assertThat(docker.calls("run"))
                .singleElement()
                .satisfies(
                        call -> assertThat(call)
                                .matches(
                                        "run --detach --name atlas-dev-[0-9a-f]{16} --label io\\.atlasoperator\\.dev-database=\\S+ \\d+ \\d+"
                                                + " --publish 127\\.0\\.0\\.1::3306 --env MYSQL_DATABASE --env MYSQL_ROOT_PASSWORD mysql:9"));
        assertGone(docker);
    }

    @Test
    void oneServerServesAllOfACommand() throws IOException {
        DockerStandIn docker = DockerStandIn.in(machine, MySqlServers.Kind.MARIADB11);
        atlas.write("migrations/1.sql", "CREATE TABLE t (id int);\n");
        assertThat(atlas.run("migrate", "hash")).isZero();

        assertThat(run(docker, "migrate", "diff", "next", "--to=file://b.sql", "--dev-url=docker://maria/11/dev"))
                .as(atlas::err)
                .isZero();

        try (var files = Files.list(folder.resolve("migrations"))) {
            assertThat(files.filter(file -> file.toString().endsWith("_next.sql")))
                    .singleElement()
                    .satisfies(file -> assertThat(file).content().contains("ADD COLUMN `name` varchar(20) NULL"));
        }
        assertThat(docker.calls("run"))
                .singleElement()
                .satisfies(call -> assertThat(call).endsWith(" mariadb:11"));
        assertGone(docker);
    }

    @Test
    void everyUseBeginsAsTheBaselineLeavesIt() throws IOException {
        DockerStandIn docker = DockerStandIn.in(machine);
        atlas.write("atlas.hcl", """
                docker "postgres" "dev" {
                  image    = "registry.example.com/org/postgres-with-more:1"
                  schema   = "public"
                  baseline = <<-SQL
                    CREATE ROLE app_reader;
                    CREATE SCHEMA auth;
                    CREATE TABLE auth.users (id int PRIMARY KEY);
                  SQL
                }
                env "e" {
                  dev = docker.postgres.dev.url
                  src = "file://state.sql"
                  migration {
                    dir = "file://migrations"
                  }
                }
                """);
        atlas.write("migrations/1.sql", "CREATE TABLE t (owner int REFERENCES auth.users);\n");
        atlas.write("state.sql", """
                CREATE TABLE t (owner int REFERENCES auth.users, n int);
                GRANT SELECT ON t TO app_reader;
                """);
        assertThat(atlas.run("migrate", "hash")).isZero();

        assertThat(run(docker, "migrate", "diff", "next", "--env=e"))
                .as(atlas::err)
                .isZero();

        try (var files = Files.list(folder.resolve("migrations"))) {
            assertThat(files.filter(file -> file.toString().endsWith("_next.sql")))
                    .singleElement()
                    .satisfies(file -> assertThat(file)
                            .content()
                            .contains("ALTER TABLE \"t\" ADD COLUMN \"n\" integer NULL")
                            .doesNotContain("auth"));
        }
        assertThat(docker.calls("run"))
                .singleElement()
                .satisfies(call -> assertThat(call)
                        .endsWith(" --publish 127.0.0.1::5432 --env POSTGRES_PASSWORD"
                                + " registry.example.com/org/postgres-with-more:1"));
        assertGone(docker);

        Files.writeString(
                folder.resolve("atlas.hcl"),
                Files.readString(folder.resolve("atlas.hcl")).replace("CREATE SCHEMA auth", "CREATE SCHEM auth"));
        assertThat(run(docker, "migrate", "diff", "next", "--env=e")).isOne();
        assertThat(atlas.err())
                .startsWith("Error: baseline of the dev database, line 2: executing statement \"CREATE SCHEM auth;\":");
        assertGone(docker);
    }

    @Test
    void anImageIsBuiltAndWhatItIsBuiltWithIsNotTold() throws IOException {
        DockerStandIn docker = DockerStandIn.in(machine, MySqlServers.Kind.MARIADB11);
        String project = """
                docker "mariadb" "dev" {
                  schema   = "dev"
                  baseline = "CREATE TABLE base (id int PRIMARY KEY);"
                  build {
                    context    = "%s"
                    dockerfile = "Dockerfile.dev"
                    target     = "small"
                    args       = { TOKEN = "hunter2", KIND = "x" }
                  }
                }
                env "e" {
                  dev = docker.mariadb.dev.url
                }
                """;
        atlas.write("atlas.hcl", project.formatted("."));
        atlas.write("b.sql", "CREATE TABLE t (id int, FOREIGN KEY (id) REFERENCES base (id));");

        String[] diff = {"schema", "diff", "--from=file://a.sql", "--to=file://b.sql", "--env=e"};
        assertThat(run(docker, diff)).as(atlas::err).isZero();

        assertThat(atlas.out()).contains("FOREIGN KEY (`id`) REFERENCES `base` (`id`)");
        assertThat(docker.calls("build"))
                .containsExactly(
                        "build --quiet --file Dockerfile.dev --target small --build-arg KIND --build-arg TOKEN .");
        assertThat(docker.calls("run"))
                .singleElement()
                .satisfies(call -> assertThat(call).endsWith(" sha256:0123456789maria"));
        assertGone(docker);

        atlas.write("atlas.hcl", project.formatted("broken"));
        assertThat(run(docker, diff)).isOne();
        assertThat(atlas.err())
                .startsWith("Error: dev database: building the image of broken: ERROR: failed to solve")
                .doesNotContain("hunter2");
        assertThat(docker.calls().toString()).doesNotContain("hunter2");
        assertGone(docker);
    }

    @Test
    void whatCannotBeStartedSaysWhy() throws IOException {
        assertThat(atlas.run(
                        InputStream.nullInputStream(),
                        Map.of("DOCKER_HOST", "tcp://docker:2375"),
                        diff("docker://mysql/8/dev")))
                .isOne();
        assertThat(atlas.err())
                .isEqualTo("Error: docker://mysql/8/dev: no such dev server comes with atlas, and there is no command"
                        + " \"docker\" on the PATH to start a container with (DOCKER_HOST alone does not do) (it would be of"
                        + " mysql:8); write docker://postgres/18/dev or sqlite://dev?mode=memory, or the URL of an empty"
                        + " database on a server of your own\n");

        DockerStandIn docker = DockerStandIn.in(machine);
        assertThat(diff(docker, "docker+postgres://org/missing:2/dev")).isOne();
        assertThat(atlas.err())
                .startsWith("Error: dev database: starting a container of org/missing:2: Unable to find image"
                        + " 'org/missing:2' locally\ndocker: Error response from daemon: pull access denied");
        assertGone(docker);

        assertThat(diff(docker, "docker+mysql://_/dying:2/dev")).isOne();
        assertThat(atlas.err())
                .startsWith("Error: dev database: the container of dying:2 ended by itself; its last lines:\n"
                        + "  out of memory, sorry\n");
        assertGone(docker);

        docker.stopDaemon();
        assertThat(diff(docker, "docker://mysql/8/dev")).isOne();
        assertThat(atlas.err())
                .isEqualTo(
                        "Error: dev database: a container is needed (or name an empty database on a server of your own"
                                + " instead), and docker can't be asked for one: Cannot connect to the Docker daemon at"
                                + " unix:///var/run/docker.sock. Is the docker daemon running?\n");
    }

    @Test
    void noContainerIsStartedForAServerThatComesWithTheProduct() throws IOException {
        DockerStandIn docker = DockerStandIn.in(machine);
        for (String url : new String[] {
            "docker://postgres/15/dev",
            "docker+postgres://_/postgres:15-alpine/dev?search_path=public",
            "docker+postgres://docker.io/library/postgres:15/dev"
        }) {
            assertThat(diff(docker, url)).as(atlas::err).isZero();
        }
        assertThat(docker.calls()).isEmpty();
    }

    @Test
    void aSignalRemovesTheContainer() throws Exception {
        DockerStandIn docker = DockerStandIn.in(machine);
        Process process = process(docker, "docker+postgres://_/silent:1/dev");
        awaitContainer(docker);

        process.destroy();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isOne();
        assertThat(machine.resolve("output.log"))
                .content()
                .contains("Error: interrupted while a ")
                .contains(" started");
        assertGone(docker);
    }

    @Test
    void whatAKilledCommandLeftIsRemovedByTheNext() throws Exception {
        DockerStandIn docker = DockerStandIn.in(machine);
        Process other = process(docker, "docker+postgres://_/silent:1/dev");
        awaitContainer(docker);
        List<String> inUse = docker.containers();
        Process killed = process(docker, "docker+postgres://_/silent:2/dev");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> docker.containers().size() == 2);
        assertThat(killed.destroyForcibly().waitFor()).isEqualTo(SIGKILLED);
        assertThat(docker.containers()).hasSize(2);

        assertThat(diff(docker, "docker+postgres://org/missing:2/dev")).isOne();

        assertThat(docker.containers()).isEqualTo(inUse);
        other.destroy();
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertGone(docker);
    }

    private void assertGone(DockerStandIn docker) throws IOException {
        assertThat(docker.containers()).isEmpty();
        assertThat(docker.calls().toString()).doesNotContainPattern(SECRET);
        assertThat(atlas.out() + atlas.err()).doesNotContainPattern(SECRET);
    }

    private static void awaitContainer(DockerStandIn docker) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> !docker.containers().isEmpty());
    }

    private Process process(DockerStandIn docker, String dev) throws IOException {
        ProcessBuilder builder =
                ShippedProgram.of(machine, "atlas", List.of(diff(dev))).directory(folder.toFile());
        builder.environment().putAll(new HashMap<>(docker.environment()));
        return builder.redirectOutput(machine.resolve("output.log").toFile()).start();
    }

    private int diff(DockerStandIn docker, String dev) {
        return run(docker, diff(dev));
    }

    private static String[] diff(String dev) {
        return new String[] {"schema", "diff", "--from=file://a.sql", "--to=file://b.sql", "--dev-url=" + dev};
    }

    private int run(DockerStandIn docker, String... arguments) {
        return atlas.run(InputStream.nullInputStream(), docker.environment(), arguments);
    }
}
