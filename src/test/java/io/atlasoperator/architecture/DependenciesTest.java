package io.atlasoperator.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What is shipped beside our own code, by the list of parts that the build makes ({@code target/sbom.json}): fixed versions, checksums, licences that may
 * be passed on, and no part twice. Which of them have known faults is for a scanner with a fresh database to say.
 */
class DependenciesTest {
    /** One of the licences of each part has to be one of these. A new one is a decision, not an accident. */
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "Apache 2 License",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "MIT",
            "0BSD",
            "CC0-1.0",
            "EPL-2.0",
            "LGPL-2.1-or-later");

    @Test
    void mayBeShippedAndCanBeNamed() throws IOException {
        List<String> wrong = new ArrayList<>();
        TreeMap<String, TreeSet<String>> versions = new TreeMap<>();
        for (JsonNode part : parts()) {
            String name = part.path("group").asText() + ":" + part.path("name").asText();
            String version = part.path("version").asText();
            versions.computeIfAbsent(name, ignored -> new TreeSet<>()).add(version);
            if (version.isEmpty()
                    || version.contains("SNAPSHOT")
                    || version.contains("[")
                    || version.contains("LATEST")) {
                wrong.add(name + " has no fixed version: " + version);
            }
            if (part.path("hashes")
                    .valueStream()
                    .noneMatch(hash -> hash.path("alg").asText().equals("SHA-256"))) {
                wrong.add(name + " has no checksum");
            }
            List<String> licences = licences(part);
            if (licences.stream().noneMatch(ALLOWED::contains)) {
                wrong.add(name + " has no licence that may be passed on: " + licences);
            }
        }
        versions.forEach((name, all) -> {
            if (all.size() > 1) {
                wrong.add(name + " is there in versions " + all);
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(versions).containsKeys("org.postgresql:postgresql", "org.mariadb.jdbc:mariadb-java-client");
    }

    private static List<String> licences(JsonNode part) {
        List<String> names = new ArrayList<>();
        for (JsonNode licence : part.path("licenses")) {
            names.add(licence.at("/license/id")
                    .asText(licence.at("/license/name")
                            .asText(licence.path("expression").asText())));
        }
        names.removeIf(String::isEmpty);
        return names;
    }

    private static List<JsonNode> parts() throws IOException {
        Path file = Path.of(System.getProperty("atlas.project.folder", ".")).resolve("target/sbom.json");
        assertThat(file).as("make check and make build make it").exists();
        return new ObjectMapper()
                .readTree(Files.readString(file))
                .path("components")
                .valueStream()
                .toList();
    }
}
