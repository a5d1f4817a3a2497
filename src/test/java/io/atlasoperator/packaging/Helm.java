package io.atlasoperator.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.atlasoperator.testing.Prerequisite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Helm program and this repository's chart. */
final class Helm {

    private static @Nullable String program;

    private Helm() {}

    static Path chart() {
        return ProjectFiles.path("charts/atlas-operator");
    }

    /** Runs Helm with settings of its own: nothing of the user's is read or written. */
    static Command run(Object... arguments) {
        try {
            Path home = Files.createTempDirectory("helm");
            List<String> line = new ArrayList<>();
            line.add(program());
            Arrays.stream(arguments).map(Object::toString).forEach(line::add);
            var builder = new ProcessBuilder(line);
            builder.environment().keySet().removeIf(name -> name.startsWith("HELM_") || name.equals("KUBECONFIG"));
            for (String folder : List.of("CACHE", "CONFIG", "DATA")) {
                builder.environment()
                        .put("HELM_" + folder + "_HOME", home.resolve(folder).toString());
            }
            return Command.run(builder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The chart's objects for a release {@code r} in namespace {@code n}, with the given values (a YAML text). */
    static List<JsonNode> template(String values, Object... more) {
        return ProjectFiles.documents(tryTemplate(values, more).succeeded().output());
    }

    static Command tryTemplate(String values, Object... more) {
        Object[] arguments = Stream.concat(
                        Stream.of(
                                "template",
                                "r",
                                chart(),
                                "--namespace",
                                "n",
                                "--kube-version=1.34.0",
                                "--values",
                                valuesFile(values)),
                        Arrays.stream(more))
                .toArray();
        return run(arguments);
    }

    /** A file with these values. */
    static Path valuesFile(String values) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized String program() {
        if (program == null) {
            Command script = Command.run(ProjectFiles.path("tools/helm.sh"));
            if (script.status() != 0) {
                throw Prerequisite.HELM.missing(script.output().strip());
            }
            List<String> lines = script.output().lines().toList();
            program = lines.getLast();
        }
        return program;
    }
}
