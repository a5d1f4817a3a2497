package io.atlasoperator.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.atlasoperator.testing.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What Argo CD, Flux and Helm make of every status that the cases of reconciles have: work in progress is shown as that, a failure
 * only where one was counted, and what is done as healthy. A wave of resources stops at the first one that is shown as failed.
 */
class HealthOfStatusesTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @TestFactory
    Stream<DynamicTest> isWhatTheCaseIsAbout() {
        return Stream.of("atlasschema", "atlasmigration")
                .flatMap(kind -> ReconcileCase.of(kind)
                        .map(given ->
                                DynamicTest.dynamicTest(kind + "/" + given.name(), () -> check(kind, given.name()))));
    }

    private static void check(String kind, String name) throws IOException {
        Path folder = Path.of("src/test/resources/reconcile", kind, name);
        JsonNode resource = YAML.readTree(Files.readString(folder.resolve("in-resource.yaml")));
        JsonNode out = YAML.readTree(Files.readString(folder.resolve("out.yaml")));
        List<JsonNode> written = out.path("written").valueStream().toList();
        for (int i = 0; i < written.size(); i++) {
            JsonNode status = written.get(i);
            boolean isLast = i == written.size() - 1;
            Health expected = expected(status, isLast, out.path("next").asText());
            ObjectNode after = resource.deepCopy();
            after.set("status", status);
            assertThat(Health.ofArgo(after)).as("Argo CD of %s", status).isEqualTo(expected);
            assertThat(Health.ofKstatus(after))
                    .as("Flux and Helm of %s", status)
                    .isEqualTo(expected);
            assertThat(Health.isWaitOver(after))
                    .as("kubectl wait of %s", status)
                    .isEqualTo(expected == Health.HEALTHY);
        }
    }

    /** By the count of failures, by whether more was written after, and by whether it goes on by itself within seconds. */
    private static Health expected(JsonNode status, boolean isLast, String next) {
        if (status.path("failed").asInt() > 0) {
            return Health.FAILED;
        }
        return isLast && !next.equals("PT5S") ? Health.HEALTHY : Health.PROGRESSING;
    }
}
