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
            Health expected = expected(status, isLast && !isAwaited(out));
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

    /** Whether the case ends with something awaited: by its event a person, or else what is looked for within seconds. */
    private static boolean isAwaited(JsonNode out) {
        return out.path("next").asText().equals("PT5S")
                || out.path("events")
                        .valueStream()
                        .anyMatch(event -> event.path("reason").asText().equals("ApprovalPending"));
    }

    private static Health expected(JsonNode status, boolean isDone) {
        if (status.path("failed").asInt() > 0) {
            return Health.FAILED;
        }
        return isDone ? Health.HEALTHY : Health.PROGRESSING;
    }
}
