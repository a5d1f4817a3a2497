package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.MySqlServers.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docs/mysql-hcl.md shows can be applied as it stands, and is there afterwards. */
@NullUnmarked
class MySqlHclDocumentationTest {
    private static final Pattern BLOCK = Pattern.compile("```hcl\n(.*?)```", Pattern.DOTALL);

    private final MySqlStates states = new MySqlStates();

    @ParameterizedTest
    @EnumSource(Kind.class)
    void examplesAreApplied(Kind kind) throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(
                        Path.of(System.getProperty("atlas.project.folder", "")).resolve("docs/mysql-hcl.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(blocks).hasSize(3);
        try (MySqlDatabase target = MySqlServers.database(kind)) {
            String hcl = (blocks.get(0) + blocks.get(kind.isMariaDb() ? 2 : 1))
                    .replace("schema \"app\"", "schema \"" + target.name() + "\"")
                    .replace("schema.app", "schema." + target.name());

            assertThat(states.applyHcl(target.url(), hcl, Optional.empty())).isNotEmpty();
            assertThat(states.applyHcl(target.url(), hcl, Optional.empty())).isEmpty();
            assertThat(states.applyHcl(
                            target.url(), hcl, Optional.of(target.server().withDatabase("dev"))))
                    .isEmpty();
        }
    }
}
