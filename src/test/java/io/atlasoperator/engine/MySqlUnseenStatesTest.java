package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.MySqlServers.Kind;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a desired state asks for and no catalog tells is refused at its place, and nothing is changed. */
@NullUnmarked
class MySqlUnseenStatesTest {
    private final MySqlStates states = new MySqlStates();

    @Test
    void sqlIsRefusedAtItsLine() {
        try (MySqlDatabase target = MySqlServers.database(Kind.MYSQL)) {
            assertThatThrownBy(() -> states.apply(
                            target.url(),
                            "CREATE TABLE a (id int);\n\nCREATE TABLE t (a int COLUMN_FORMAT FIXED);\n",
                            target.server().withDatabase("dev")))
                    .isInstanceOf(EngineException.class)
                    .hasMessageStartingWith("schema.sql:3: COLUMN_FORMAT of a column would get lost");
            assertUntouched(target);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void indexesOfBlocksAreRefused(Kind kind) {
        try (MySqlDatabase target = MySqlServers.database(kind)) {
            String table = table(target, "", "index \"a\" {\n    columns = [column.a]\n    key_block_size = 8\n  }");
            assertThatThrownBy(() -> states.applyHcl(target.url(), table, Optional.empty()))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("KEY_BLOCK_SIZE of an index would get lost");
            assertUntouched(target);
        }
    }

    @Test
    void optionsInHclAreRefusedAtTheirLine() {
        try (MySqlDatabase target = MySqlServers.database(Kind.MYSQL)) {
            assertThatThrownBy(() -> states.applyHcl(
                            target.url(), table(target, "options = [\"AUTOEXTEND_SIZE=4M\"]", ""), Optional.empty()))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("schema.hcl:4")
                    .hasMessageContaining("AUTOEXTEND_SIZE would get lost");
            assertUntouched(target);
        }
    }

    private static String table(MySqlDatabase target, String option, String more) {
        return """
                schema "%1$s" {}
                table "t" {
                  schema = schema.%1$s
                  %2$s
                  column "a" {
                    type = int
                  }
                  %3$s
                }
                """.formatted(target.name(), option, more);
    }

    private static void assertUntouched(MySqlDatabase target) {
        assertThat(target.query("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"))
                .isEmpty();
    }
}
