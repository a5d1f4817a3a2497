package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.ProjectFlags;
import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.migrate.DirectoryFormat;
import io.atlasoperator.migrate.ImportedDirectory;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.RevisionException;
import io.atlasoperator.source.SourceFile;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atlas migrate import}: writes the migrations of another tool in the product's own format. */
@Command(
        name = "import",
        description = "Import a migration directory from another migration management tool to the Atlas format.")
final class MigrateImportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectFlags project = new ProjectFlags();

    @Option(names = "--from", description = "URL of the directory to import (file://migrations?format=goose)")
    private String from = "file://migrations";

    @Option(names = "--to", description = "URL of the directory to write (file://migrations)")
    private String to = "file://migrations";

    @Option(names = "--dir-format", hidden = true, description = "format of the directory to import")
    private String dirFormat = "";

    MigrateImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        new ProjectReader(terminal, project).read();
        MigrationFolder source = new MigrationFolder(terminal, from, dirFormat);
        if (source.format() == DirectoryFormat.ATLAS) {
            throw new CliException("cannot import a migration directory already in \"atlas\" format");
        }
        MigrationDirectory directory = source.read();
        if (directory.sumFile().isPresent()) {
            directory = source.validated();
        }
        if (directory.files().isEmpty()) {
            terminal.print("nothing to import");
            return 0;
        }
        MigrationFolder target = new MigrationFolder(terminal, to, "atlas");
        if (Files.exists(target.folder()) && !target.read().files().isEmpty()) {
            throw new CliException("target migration directory must be empty");
        }
        List<SourceFile> files = imported(directory);
        target.create().write(files);
        return 0;
    }

    private static List<SourceFile> imported(MigrationDirectory directory) {
        try {
            return ImportedDirectory.of(directory);
        } catch (RevisionException e) {
            throw new CliException(String.valueOf(e.getMessage()));
        }
    }
}
