package io.atlasoperator.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryFilesTest {
    private final FileTree files = new MemoryFiles(
            "the resource", Map.of("schema.sql", "a", "migrations/1.sql", "b", "migrations/shared/x.tmpl", "c"));

    @Test
    void findsWhatIsThereByAnyWayToIt() throws IOException {
        assertThat(files.read("./migrations/../schema.sql")).asString().isEqualTo("a");
        assertThat(files.identity("migrations/./1.sql")).isEqualTo(files.identity("migrations/1.sql"));
        assertThat(files.isFolder("migrations/shared")).isTrue();
        assertThat(files.isFolder(".")).isTrue();
        assertThat(files.isFile("migrations")).isFalse();
        assertThat(files.files("migrations", false)).containsExactly("1.sql");
        assertThat(files.files("migrations", true)).containsExactly("1.sql", "shared/x.tmpl");
        assertThat(files.files("", true)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/etc/hostname", "../../../../../../etc/hostname", "migrations/../../etc/hostname", "a\0b", "~"})
    void nothingElseIsThere(String name) {
        assertThat(files.exists(name)).isFalse();
        assertThatThrownBy(() -> files.read(name))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the resource brings migrations/1.sql, migrations/shared/x.tmpl, schema.sql");
        assertThatThrownBy(() -> files.files(name, true)).isInstanceOf(IOException.class);
    }

    @Test
    void patternsFindWhatIsThere() {
        assertThat(files.glob("*")).containsExactly("migrations", "schema.sql");
        assertThat(files.fileset("", "**/*.sql")).containsExactly("migrations/1.sql", "schema.sql");
        assertThat(files.fileset("", "./migrations/*")).containsExactly("migrations/1.sql");
        assertThat(files.fileset("", "/etc/*")).isEmpty();
        assertThat(files.fileset("", "../*")).isEmpty();
        assertThatThrownBy(() -> files.glob("[")).isInstanceOf(WorkspaceException.class);
    }
}
