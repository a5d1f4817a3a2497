package io.atlasoperator.cli;

import io.atlasoperator.hcl.HclFunction;
import io.atlasoperator.hcl.HclFunctionException;
import io.atlasoperator.hcl.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The functions that project files have beside those of the language: they look at files and the environment. */
final class ProjectFunctions {
    private final Terminal terminal;

    ProjectFunctions(Terminal terminal) {
        this.terminal = terminal;
    }

    Map<String, HclFunction> all() {
        return Map.of("file", this::file, "glob", this::glob, "fileset", this::glob, "getenv", this::getenv);
    }

    private Value file(List<Value> arguments) {
        String name = text("file", arguments);
        try {
            return new Value.Text(Files.readString(terminal.path(name), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new HclFunctionException("reading " + name + ": " + e.getMessage());
        }
    }

    private Value glob(List<Value> arguments) {
        String pattern = text("glob", arguments);
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        Path base = terminal.folder();
        try (Stream<Path> paths = Files.walk(base)) {
            return new Value.ListValue(paths.map(base::relativize)
                    .filter(matcher::matches)
                    .sorted()
                    .<Value>map(path -> new Value.Text(path.toString()))
                    .toList());
        } catch (IOException e) {
            throw new HclFunctionException("reading files of " + pattern + ": " + e.getMessage());
        }
    }

    private Value getenv(List<Value> arguments) {
        return new Value.Text(terminal.environment().getOrDefault(text("getenv", arguments), ""));
    }

    private static String text(String function, List<Value> arguments) {
        if (arguments.size() == 1 && arguments.getFirst() instanceof Value.Text(String text)) {
            return text;
        }
        throw new HclFunctionException(function + " takes one string");
    }
}
