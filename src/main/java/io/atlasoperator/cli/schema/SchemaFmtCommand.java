package io.atlasoperator.cli.schema;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.hcl.HclFormatter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code atlas schema fmt}: lays HCL files out and prints the paths of those that changed. */
@Command(name = "fmt", description = "Formats Atlas HCL files.")
final class SchemaFmtCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "[path ...]", description = "files and folders (./)")
    private List<String> paths = new ArrayList<>();

    SchemaFmtCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        for (String name : paths.isEmpty() ? List.of("./") : paths) {
            Path path = terminal.path(name);
            if (!Files.exists(path)) {
                throw new CliException("stat " + name + ": no such file or directory");
            }
            for (Path file : files(path)) {
                format(file);
            }
        }
        return 0;
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return path.toString().endsWith(".hcl") ? List.of(path) : List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(
                            file -> Files.isRegularFile(file) && file.toString().endsWith(".hcl"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CliException("reading " + path + ": " + e.getMessage());
        }
    }

    private void format(Path file) {
        try {
            String before = Files.readString(file, StandardCharsets.UTF_8);
            String after = HclFormatter.format(before);
            if (!after.equals(before)) {
                Files.writeString(file, after, StandardCharsets.UTF_8);
                terminal.print(file.normalize() + "\n");
            }
        } catch (IOException e) {
            throw new CliException("formatting " + file + ": " + e.getMessage());
        }
    }
}
