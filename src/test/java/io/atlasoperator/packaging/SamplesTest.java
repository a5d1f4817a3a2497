package io.atlasoperator.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be said of the samples without a database; that they become Ready is shown by the demo. */
class SamplesTest {

    @Test
    void theSumOfTheMigrationsIsRight() {
        JsonNode files = ProjectFiles.documents(ProjectFiles.text("deploy/samples/atlasmigration-postgres.yaml"))
                .getFirst()
                .path("data");
        MigrationDirectory directory = MigrationDirectory.atlas(
                "file://migrations",
                files.properties().stream()
                        .map(file ->
                                new SourceFile(file.getKey(), file.getValue().asText()))
                        .toList());

        assertThat(Checksum.validate(directory).text())
                .isEqualTo(files.path("atlas.sum").asText());
        assertThat(directory.files()).hasSize(2);
    }

    @Test
    void everySecretThatIsReadHasAPlaceholder() {
        List<JsonNode> secrets = ProjectFiles.documents(ProjectFiles.text("deploy/samples/secrets/credentials.yaml"));

        for (var file : ProjectFiles.yamlFiles("deploy/samples")) {
            for (JsonNode sample : ProjectFiles.documents(ProjectFiles.text("deploy/samples/" + file.getFileName()))) {
                JsonNode reference = sample.at("/spec/urlFrom/secretKeyRef");
                if (sample.path("kind").asText().equals("ConfigMap")) {
                    continue;
                }
                assertThat(secrets)
                        .as("the Secret that %s reads", file.getFileName())
                        .anyMatch(secret -> secret.at("/metadata/name").equals(reference.path("name"))
                                && secret.path("stringData")
                                        .has(reference.path("key").asText()));
            }
        }
    }
}
