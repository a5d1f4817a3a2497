package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a user has no right to see is told, and nothing is dropped for not being seen. */
class MySqlHiddenCommandTest {

    @TempDir
    private Path folder;

    private static String url(MySqlDatabase database, String user) {
        DatabaseUrl root = database.url();
        return root.scheme() + "://" + user + ":secret@" + root.host() + ":" + root.port() + "/" + database.name();
    }

    @ParameterizedTest
    @EnumSource
    void tellsOfRightsThatAreMissing(MySqlServers.Kind kind) throws IOException {
        CommandRun atlas = new CommandRun(folder);
        String user = MySqlServers.newName();
        try (MySqlDatabase target = MySqlServers.database(kind);
                MySqlDatabase model = MySqlServers.database(kind)) {
            String[] setUp = {
                "CREATE TABLE t (a int, b int)", "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1"
            };
            target.execute(setUp);
            model.execute(setUp);
            model.execute(
                    "CREATE USER " + user + " IDENTIFIED BY 'secret'",
                    "GRANT SELECT, ALTER, CREATE, DROP, INSERT ON " + target.name() + ".* TO " + user,
                    "GRANT SELECT (a) ON " + model.name() + ".t TO " + user);
            try {
                assertThat(atlas.run(
                                "schema",
                                "apply",
                                "--auto-approve",
                                "--url",
                                target.url().reveal(),
                                "--to",
                                url(model, user)))
                        .isOne();
                assertThat(atlas.err()).contains("columns of table").contains("grant it SELECT on the table");

                model.execute("GRANT SELECT, EVENT ON " + model.name() + ".* TO " + user);
                assertThat(atlas.run(
                                "schema",
                                "apply",
                                "--auto-approve",
                                "--url",
                                target.url().reveal(),
                                "--to",
                                url(model, user)))
                        .isOne();
                assertThat(atlas.err())
                        .contains("the desired state can't be seen in full")
                        .contains("TRIGGER, EXECUTE on schema \"" + model.name() + "\"");

                model.execute("GRANT TRIGGER, EXECUTE ON " + model.name() + ".* TO " + user);
                assertThat(atlas.run(
                                "schema",
                                "apply",
                                "--auto-approve",
                                "--url",
                                target.url().reveal(),
                                "--to",
                                url(model, user)))
                        .as(atlas::err)
                        .isZero();
                assertThat(target.query("SELECT trigger_name FROM information_schema.triggers"
                                + " WHERE trigger_schema = DATABASE()"))
                        .containsExactly("tr");

                atlas.write("state.sql", "CREATE TABLE t (a int, b int, c int);");
                assertThat(atlas.run(
                                "schema",
                                "apply",
                                "--auto-approve",
                                "--url",
                                url(target, user),
                                "--to",
                                "file://state.sql",
                                "--dev-url",
                                model.server().reveal() + "/dev"))
                        .as(atlas::err)
                        .isZero();
                assertThat(atlas.err())
                        .contains("Warning: user " + user + "@% has no right TRIGGER, EVENT, EXECUTE on schema \""
                                + target.name() + "\"");
            } finally {
                model.execute("DROP USER " + user);
            }
        }
    }
}
