package io.atlasoperator.operator.atlasmigration;

import com.fasterxml.jackson.databind.JsonNode;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.ref.ReferenceException;
import io.atlasoperator.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what a case says: {@code kept: {name: content}}; {@code keepFails: message} is why nothing can be kept, {@code
 * keptFails: message} why what is kept can't be read.
 */
final class FakeDirectories implements DirectoryStore {
    private final JsonNode script;

    FakeDirectories(JsonNode script) {
        this.script = script;
    }

    @Override
    public String name(AtlasMigration resource) {
        return "kept";
    }

    @Override
    public Optional<List<SourceFile>> kept(AtlasMigration resource) {
        if (script.has("keptFails")) {
            throw new ReferenceException(script.get("keptFails").asText());
        }
        if (!script.has("kept")) {
            return Optional.empty();
        }
        List<SourceFile> files = new ArrayList<>();
        script.get("kept")
                .properties()
                .forEach(entry -> files.add(
                        new SourceFile(entry.getKey(), entry.getValue().asText())));
        return Optional.of(files);
    }

    @Override
    public void keep(AtlasMigration resource, MigrationDirectory directory) {
        if (script.has("keepFails")) {
            throw new ReferenceException(script.get("keepFails").asText());
        }
    }
}
