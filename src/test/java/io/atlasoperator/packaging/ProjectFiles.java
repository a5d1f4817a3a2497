package io.atlasoperator.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the repository, by their paths from its root. */
final class ProjectFiles {

    private static final YAMLMapper YAML = new YAMLMapper();

    private ProjectFiles() {}

    static Path path(String name) {
        return Path.of(System.getProperty("atlas.project.folder", ""), name).toAbsolutePath();
    }

    static String text(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The YAML files directly in a folder, by name. */
    static List<Path> yamlFiles(String folder) {
        try (Stream<Path> files = Files.list(path(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents of a YAML text, empty ones left out. */
    static List<JsonNode> documents(String yaml) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return documents.readAll().stream()
                    .filter(document -> document.isObject() && !document.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only document of a YAML file. */
    static JsonNode document(String name) {
        List<JsonNode> documents = documents(text(name));
        if (documents.size() != 1) {
            throw new IllegalStateException(name + " holds " + documents.size() + " documents");
        }
        return documents.getFirst();
    }
}
