package io.atlasoperator.workspace;

import io.atlasoperator.hcl.HclFunction;
import io.atlasoperator.hcl.HclFunctionException;
import io.atlasoperator.hcl.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The functions that project files have beside those of the language: they look at files and the environment. */
public final class ProjectFunctions {
    private final Workspace workspace;
    private final Path project;

    /** @param project the folder of the project file */
    public ProjectFunctions(Workspace workspace, Path project) {
        this.workspace = workspace;
        this.project = project.toAbsolutePath().normalize();
    }

    /** The functions by their names. */
    public Map<String, HclFunction> all() {
        return Map.of("file", this::file, "glob", this::glob, "fileset", this::fileset, "getenv", this::getenv);
    }

    private Value file(List<Value> arguments) {
        String name = text("file", arguments);
        try {
            return new Value.Text(Files.readString(workspace.path(name), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new HclFunctionException("reading " + name + ": " + FileFailure.text(e));
        }
    }

    /** Files by a pattern from the folder of the command, as they are called from there. */
    private Value glob(List<Value> arguments) {
        String pattern = text("glob", arguments);
        Path base = workspace.folder();
        return paths(found(base, pattern)
                .map(path -> path.isAbsolute() && pattern.startsWith("/") ? path : base.relativize(path)));
    }

    /** Files by a pattern from the folder of the project file, with their whole paths. */
    private Value fileset(List<Value> arguments) {
        return paths(found(project, text("fileset", arguments)).filter(Files::isRegularFile));
    }

    private static Value paths(Stream<Path> found) {
        return new Value.ListValue(found.sorted()
                .<Value>map(path -> new Value.Text(path.toString()))
                .toList());
    }

    private static Stream<Path> found(Path base, String pattern) {
        String folders = plainFolders(pattern);
        String rest = pattern.substring(folders.length()).replaceFirst("^/+", "");
        // Two asterisks stand for no folder as well.
        PathMatcher matcher;
        try {
            matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest.replace("**/", "{**/,}"));
        } catch (PatternSyntaxException e) {
            throw new HclFunctionException("the pattern " + pattern + " can't be read: " + e.getDescription());
        }
        Path start =
                base.resolve(pattern.startsWith("/") ? "/" + folders : folders).normalize();
        if (!Files.exists(start)) {
            return Stream.empty();
        }
        if (rest.isEmpty()) {
            return Stream.of(start);
        }
        try (Stream<Path> paths = Files.walk(start)) {
            return paths.filter(path -> matcher.matches(start.relativize(path))).toList().stream();
        } catch (IOException | UncheckedIOException e) {
            throw new HclFunctionException("reading files of " + pattern + ": " + e.getMessage());
        }
    }

    /** The folders that a pattern begins with, and in which it has no choice. */
    private static String plainFolders(String pattern) {
        int choice = 0;
        while (choice < pattern.length() && "*?[{\\".indexOf(pattern.charAt(choice)) < 0) {
            choice++;
        }
        int slash = choice == pattern.length() ? choice : pattern.lastIndexOf('/', choice);
        return pattern.substring(0, Math.max(0, slash));
    }

    private Value getenv(List<Value> arguments) {
        return new Value.Text(workspace.environment().getOrDefault(text("getenv", arguments), ""));
    }

    private static String text(String function, List<Value> arguments) {
        if (arguments.size() == 1 && arguments.getFirst() instanceof Value.Text(String text)) {
            return text;
        }
        throw new HclFunctionException(function + " takes one string");
    }
}
