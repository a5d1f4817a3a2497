package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What nobody looks at loses nothing by a plan, and is told of before anything runs. */
class MySqlBystandersCommandTest {

    @TempDir
    private Path folder;

    private static int apply(CommandRun atlas, MySqlDatabase target, MySqlDatabase dev, String excluded) {
        return atlas.run(
                "schema",
                "apply",
                "--auto-approve",
                "--url",
                target.url().reveal(),
                "--to",
                "file://state.sql",
                "--dev-url",
                dev.url().reveal(),
                "--exclude",
                excluded);
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheForeignKeyOfAnExcludedTable(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase dev = MySqlServers.database(kind)) {
            target.execute(
                    "CREATE TABLE p (id int PRIMARY KEY, name varchar(9) COLLATE utf8mb4_bin, UNIQUE KEY u (name))",
                    "CREATE TABLE c (pid int, CONSTRAINT fk FOREIGN KEY (pid) REFERENCES p (id))",
                    "CREATE TABLE d (n varchar(20) COLLATE utf8mb4_bin, CONSTRAINT gk FOREIGN KEY (n) REFERENCES p (name))");
            atlas.write(
                    "state.sql",
                    "CREATE TABLE p (id bigint PRIMARY KEY, name varchar(9) COLLATE utf8mb4_bin, UNIQUE KEY u (name));");
            assertThat(apply(atlas, target, dev, "[cd]")).isOne();
            assertThat(atlas.err())
                    .contains("foreign key \"fk\" of table \"c\" can't stay")
                    .contains("would be int")
                    .contains("bigint");
            atlas.write(
                    "state.sql",
                    "CREATE TABLE p (id int PRIMARY KEY, name varchar(9) COLLATE utf8mb4_general_ci, UNIQUE KEY u (name));");
            assertThat(apply(atlas, target, dev, "[cd]")).isOne();
            assertThat(atlas.err()).contains("foreign key \"gk\" of table \"d\" can't stay");
            assertThat(target.query("SELECT constraint_name FROM information_schema.referential_constraints"
                            + " WHERE constraint_schema = DATABASE() ORDER BY 1"))
                    .containsExactly("fk", "gk");
            // Texts may have other lengths; MariaDB refuses to change one of them by itself, and loses nothing.
            if (kind.isMariaDb()) {
                return;
            }
            atlas.write(
                    "state.sql",
                    "CREATE TABLE p (id int PRIMARY KEY, name varchar(30) COLLATE utf8mb4_bin, UNIQUE KEY u (name));");
            assertThat(apply(atlas, target, dev, "[cd]")).as(atlas::err).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesNothingFromUnderAnExcludedViewOrTrigger(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase dev = MySqlServers.database(kind)) {
            target.execute(
                    "CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int)",
                    "CREATE TABLE u (a int, b int)",
                    "CREATE VIEW v_one AS SELECT x.a, u.b, u.a AS c FROM t x JOIN u",
                    "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.c = 1");
            String u = "CREATE TABLE u (a int, b int);";
            atlas.write("state.sql", "CREATE TABLE t (id int PRIMARY KEY, b int, c int);" + u);
            assertThat(apply(atlas, target, dev, "v_one,t.tr")).isOne();
            assertThat(atlas.err()).contains("view \"v_one\" needs column \"a\" of table \"t\"");
            atlas.write("state.sql", "CREATE TABLE t (id int PRIMARY KEY, a int, b int);" + u);
            assertThat(apply(atlas, target, dev, "v_one,t.tr")).isOne();
            assertThat(atlas.err()).contains("trigger \"tr\" needs column \"c\" of table \"t\"");
            atlas.write("state.sql", "CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int);");
            assertThat(apply(atlas, target, dev, "v_one,t.tr")).isOne();
            assertThat(atlas.err()).contains("view \"v_one\" needs \"u\"");
            assertThat(target.query("SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE()"
                            + " AND table_name IN ('t', 'u')"))
                    .containsExactly("6");

            atlas.write("state.sql", "CREATE TABLE t (id int PRIMARY KEY, a int, c int);" + u);
            assertThat(apply(atlas, target, dev, "v_one,t.tr")).as(atlas::err).isZero();
            assertThat(target.query("SELECT COUNT(*) FROM v_one")).containsExactly("0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesTheDatabaseThatAForeignKeyLeadsTo(MySqlServers.Kind kind) {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase other = MySqlServers.database(kind)) {
            other.execute("CREATE TABLE u (id int PRIMARY KEY)");
            target.execute(
                    "CREATE TABLE t (a int, CONSTRAINT fk FOREIGN KEY (a) REFERENCES " + other.name() + ".u (id))");
            assertThat(atlas.run("schema", "inspect", "--url", target.url().reveal(), "--format", "{{ sql . }}"))
                    .isZero();
            assertThat(atlas.out()).contains("REFERENCES `" + other.name() + "`.`u` (`id`)");
            assertThat(atlas.run("schema", "inspect", "--url", target.url().reveal()))
                    .isZero();
            assertThat(atlas.out()).contains("[table." + other.name() + ".u.column.id]");
            target.execute("DROP TABLE t");
        }
    }

    @ParameterizedTest
    @EnumSource
    void dropsNoColumnBeforeAChangeThatIsRefused(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase dev = MySqlServers.database(kind)) {
            target.execute(
                    "CREATE TABLE a (id int, gone int)",
                    "CREATE TABLE b (id int)",
                    "CREATE TABLE z (x varchar(20))",
                    "INSERT INTO z VALUES ('a long text')");
            atlas.write(
                    "state.sql",
                    "CREATE TABLE a (id int); CREATE TABLE b (id int, n int); CREATE TABLE z (x varchar(3));");
            assertThat(apply(atlas, target, dev, "none")).isOne();
            assertThat(atlas.err()).contains("modify \"z\" table");
            assertThat(target.query("SELECT gone FROM a")).isEmpty();
            target.execute("DELETE FROM z");
            assertThat(apply(atlas, target, dev, "none")).as(atlas::err).isZero();
            assertThat(target.query("SHOW COLUMNS FROM a")).containsExactly("id");
        }
    }
}
