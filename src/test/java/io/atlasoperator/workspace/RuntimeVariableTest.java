package io.atlasoperator.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.engine.Interruption;
import io.atlasoperator.hcl.HclFunctionException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which servers a project is held to ask, whatever its URLs look like. */
class RuntimeVariableTest {
    @TempDir
    private Path folder;

    private final List<String> asked = new ArrayList<>();

    /** Allows nothing but the kinds of stores. */
    private final Reach reach = new Reach() {
        @Override
        public void program(String name, String folder) {
            throw new HclFunctionException("no programs");
        }

        @Override
        public void variable(String name) {
            throw new HclFunctionException("no variables");
        }

        @Override
        public void host(String name) {
            asked.add(name);
            if (!name.endsWith("://")) {
                throw new HclFunctionException("not allowed: " + name);
            }
        }

        @Override
        public boolean followsRedirects() {
            return false;
        }

        @Override
        public void found(String value) {
            throw new AssertionError("something was found: " + value);
        }
    };

    private void refused(String url, String server) {
        asked.clear();
        Workspace workspace = new Workspace(
                new DiskFiles(folder),
                folder,
                Map.of("VAULT_TOKEN", "t0ken", "AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "s3cret"),
                reach,
                new Interruption(),
                line -> {});
        assertThatThrownBy(() -> new RuntimeVariable(workspace, url).value(Duration.ofSeconds(5)))
                .as(url)
                .isInstanceOf(HclFunctionException.class)
                .hasMessage("not allowed: " + server);
        assertThat(asked).endsWith(server);
    }

    @Test
    void itIsTheServerThatWouldBeAsked() {
        refused("http://127.0.0.1:1/x", "127.0.0.1:1");
        refused("https://allowed.example@127.0.0.1/x", "127.0.0.1");
        refused("http://127.0.0.1:1/@allowed.example", "127.0.0.1:1");
        refused("http://127.0.0.1:1?@allowed.example", "127.0.0.1:1");
        refused("http://u:p@127.0.0.1:1/@allowed.example/x", "127.0.0.1:1");
    }

    @Test
    void aStoreThatIsAllowedSendsItsTokenToNoOtherServer() {
        refused("vault://kv/app?address=http%3A%2F%2F127.0.0.1%3A1", "127.0.0.1:1");
        refused("awssecretsmanager://db?region=x&endpoint=https://127.0.0.1:1/@x", "127.0.0.1:1");
        refused("gcpsecretmanager://projects/p/secrets/s?endpoint=http://127.0.0.1", "127.0.0.1");
    }
}
