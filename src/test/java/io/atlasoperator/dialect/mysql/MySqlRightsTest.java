package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.schema.QualifiedName;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What a user sees is read from the server's own words. */
@NullUnmarked
class MySqlRightsTest {
    private static final MySqlSession SESSION = new MySqlSession("u@%", false, MySqlMode.of(""), "SYSTEM", null);
    private static final List<QualifiedName> TABLES =
            List.of(new QualifiedName("my_app", "a"), new QualifiedName("my_app", "b"));

    private static List<String> hidden(String... lines) {
        return new MySqlRights(Stream.of(lines)
                        .flatMap(line -> MySqlRights.parse(line).stream())
                        .toList())
                .hidden(List.of("my_app"), TABLES, SESSION);
    }

    @Test
    void whoMayDoAllSeesAll() {
        assertThat(hidden("GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION"))
                .isEmpty();
        assertThat(hidden("GRANT ALL PRIVILEGES ON `my\\_app`.* TO `u`@`%`")).isEmpty();
        assertThat(hidden("GRANT SELECT, CREATE ROUTINE, EVENT, TRIGGER ON `my%`.* TO `u`@`%`"))
                .isEmpty();
    }

    @Test
    void rightsElsewhereShowNothingHere() {
        assertThat(hidden(
                        "GRANT USAGE ON *.* TO `u`@`%` IDENTIFIED BY PASSWORD '*FF ON `my_app`.*'",
                        "GRANT ALL PRIVILEGES ON `my\\_app2`.* TO `u`@`%`",
                        "GRANT `role` TO `u`@`%`",
                        "GRANT PROXY ON ``@`` TO `u`@`%`",
                        "GRANT EXECUTE ON PROCEDURE `my_app`.`p` TO `u`@`%`",
                        "GRANT TRIGGER ON `my_app`.`a` TO `u`@`%`",
                        "GRANT SELECT (`a`), UPDATE (`a`, `b`) ON `my_app`.`b` TO `u`@`%`"))
                .containsExactly(
                        "user u@% has no right TRIGGER, EVENT, EXECUTE on schema \"my_app\", so that triggers, events,"
                                + " routines there may be hidden from it");
    }

    @Test
    void triggersAreSeenTableByTable() {
        assertThat(hidden(
                        "GRANT EVENT, EXECUTE ON *.* TO `u`@`%`",
                        "GRANT TRIGGER ON `my_app`.`a` TO `u`@`%`", "GRANT TRIGGER, DROP ON `my_app`.`b` TO `u`@`%`"))
                .isEmpty();
    }
}
