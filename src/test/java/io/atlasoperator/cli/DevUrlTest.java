package io.atlasoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which dev database {@code --dev-url} selects. */
class DevUrlTest {
    @TempDir
    private Path folder;

    private CommandRun atlas;

    @BeforeEach
    void write() throws IOException {
        atlas = new CommandRun(folder);
        atlas.write("a.sql", "CREATE TABLE t (id int);");
        atlas.write("b.sql", "CREATE TABLE t (id int, tags text[]);");
    }

    @Test
    void aServerThatComesWithTheProductIsNamedLikeItsImage() {
        assertThat(diff("docker://postgres/15/dev")).as(atlas::err).isZero();
        assertThat(atlas.out()).contains("ALTER TABLE \"public\".\"t\" ADD COLUMN \"tags\" text[] NULL");

        assertThat(diff("docker://postgres/15.4-alpine/dev?search_path=public"))
                .as(atlas::err)
                .isZero();
        assertThat(atlas.out()).contains("ALTER TABLE \"t\" ADD COLUMN \"tags\" text[] NULL");
    }

    @Test
    void theVersionIsTheOneThatIsAskedFor() throws IOException {
        atlas.write("b.sql", "CREATE TABLE t (id int); CREATE INDEX i ON t (id) NULLS NOT DISTINCT;");

        assertThat(diff("docker://postgres/13/dev")).isOne();
        assertThat(atlas.err()).contains("syntax error at or near");
    }

    @Test
    void filesAloneDoNotTellWhatTheyAreFor() {
        assertThat(atlas.run("schema", "diff", "--from", "file://a.sql", "--to", "file://b.sql"))
                .isOne();
        assertThat(atlas.err())
                .isEqualTo("Error: --dev-url cannot be empty. See:"
                        + " https://atlasgo.io/atlas-schema/sql#dev-database (files do not tell which database they are"
                        + " for: pass --dev-url with docker://postgres/18/dev or sqlite://dev?mode=memory, or with the"
                        + " URL of an empty database)\n");
    }

    @Test
    void whatDoesNotComeWithTheProductIsRefused() {
        for (String url :
                new String[] {"docker://oracle/19/dev", "docker://postgres:16/dev", "docker+oracle://_/a:1/dev"}) {
            assertThat(diff(url)).isOne();
            assertThat(atlas.err())
                    .startsWith("Error: " + url)
                    .contains(
                            "no such dev server comes with atlas, and it is not known what kind of server a container of"
                                    + " it would be; write docker://postgres/18/dev or sqlite://dev?mode=memory, or the URL of");
        }
        for (String url : new String[] {
            "docker://postgres/9.6/dev", "docker+postgres://registry.example.com/image:16/dev", "docker://mysql/8"
        }) {
            assertThat(diff(url)).isOne();
            assertThat(atlas.err())
                    .startsWith("Error: " + url)
                    .contains("no such dev server comes with atlas, and there is no command \"docker\" on the PATH");
        }
    }

    @Test
    void itIsNoTarget() {
        assertThat(atlas.run("schema", "apply", "-u", "docker://postgres/16/dev", "--to", "file://a.sql"))
                .isOne();
        assertThat(atlas.err()).contains("docker URLs name a dev database (--dev-url, spec.devURL) and nothing else");
    }

    private int diff(String dev) {
        return atlas.run("schema", "diff", "--from", "file://a.sql", "--to", "file://b.sql", "--dev-url", dev);
    }
}
