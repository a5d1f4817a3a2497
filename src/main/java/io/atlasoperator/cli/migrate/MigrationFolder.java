package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.ChecksumException;
import io.atlasoperator.migrate.DirectoryFiles;
import io.atlasoperator.migrate.DirectoryFormat;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.template.TemplateException;
import io.atlasoperator.workspace.MigrationFiles;
import io.atlasoperator.workspace.TemplateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A migration directory on disk: {@code file://migrations}. */
final class MigrationFolder {
    private final Terminal terminal;
    private final String url;
    private final String name;
    private final Path folder;
    private final DirectoryFormat format;
    private final Optional<TemplateFolder> templates;

    /**
     * @param url the directory
     * @param format the format that a flag named, or empty
     */
    MigrationFolder(Terminal terminal, String url, String format) {
        this.terminal = terminal;
        this.url = url;
        this.templates = Optional.empty();
        MigrationFiles files = new MigrationFiles(terminal.workspace(), url, format);
        this.format = files.format();
        this.name = files.folder();
        this.folder = terminal.path(name);
    }

    /**
     * A directory of templates.
     *
     * @param url what it is called
     * @param format the format that a flag named, or empty
     * @param templates where it is
     */
    MigrationFolder(Terminal terminal, String url, String format, TemplateFolder templates) {
        this.terminal = terminal;
        this.url = url;
        this.format = DirectoryFormat.ATLAS;
        this.name = templates.folder();
        this.folder = terminal.path(name);
        this.templates = Optional.of(templates);
        if (!format.isEmpty() && !format.equals(DirectoryFormat.ATLAS.text())) {
            throw new CliException(
                    "a template_dir is in the format \"atlas\", and not in \"" + format + "\": leave the format out");
        }
    }

    MigrationDirectory read() {
        return templates.isPresent() ? rendered(templates.get()) : onDisk();
    }

    private MigrationDirectory rendered(TemplateFolder found) {
        try {
            return found.rendered(url);
        } catch (TemplateException e) {
            throw new CliException(String.valueOf(e.getMessage()));
        }
    }

    private MigrationDirectory onDisk() {
        return new MigrationFiles(url, format, terminal.workspace().files(), name).read();
    }

    /** Reads it, and prints the banner if its checksum is wrong. */
    MigrationDirectory validated() {
        MigrationDirectory directory = read();
        try {
            Checksum.validate(directory);
            return directory;
        } catch (ChecksumException e) {
            terminal.print(e.banner());
            throw new CliException(String.valueOf(e.getMessage()));
        }
    }

    /** What {@link #validated()} tells once the folder is made, without making it. */
    MigrationDirectory planned() {
        return Files.exists(folder) ? validated() : MigrationDirectory.of(url, format, List.of());
    }

    /** Makes the folder if it is not there. */
    MigrationFolder create() {
        try {
            Files.createDirectories(folder);
            return this;
        } catch (IOException e) {
            throw new CliException("creating " + url + ": " + e.getMessage());
        }
    }

    /** The files of a new migration, not yet written. */
    List<SourceFile> create(String version, String name, List<Statement> changes) {
        try {
            return format.layout().write(version, DirectoryFiles.requireName(name), changes);
        } catch (IllegalArgumentException e) {
            throw new CliException(String.valueOf(e.getMessage()));
        }
    }

    /** Writes the files, and their checksums. */
    void write(List<SourceFile> files) {
        for (SourceFile file : files) {
            writeText(file.name(), templates.isPresent() ? TemplateFolder.literal(file.content()) : file.content());
        }
        hash();
    }

    /**
     * The same, unless the directory has changed since it was read: what is written was made for it as it was.
     *
     * @param known the directory as it was read
     */
    void write(MigrationDirectory known, List<SourceFile> files) {
        if (!read().equals(known)) {
            throw new CliException("another process has changed " + url
                    + " meanwhile, and nothing was written: run this command again");
        }
        write(files);
    }

    /** Where it is on this machine. */
    Path folder() {
        return folder;
    }

    /** Whose files these are. */
    DirectoryFormat format() {
        return format;
    }

    /** Writes {@code atlas.sum} for what is in the folder. */
    void hash() {
        writeText(DirectoryFiles.SUM, Checksum.of(onDisk().summed()).text());
    }

    /**
     * The file that a user means.
     *
     * @param text its name or version
     */
    static MigrationFile find(List<MigrationFile> files, String text) {
        Optional<MigrationFile> named =
                files.stream().filter(file -> file.name().equals(text)).findFirst();
        if (named.isPresent()) {
            return named.get();
        }
        List<MigrationFile> found =
                files.stream().filter(file -> file.version().equals(text)).toList();
        if (found.isEmpty()) {
            throw new CliException("no migration file with the name or version \"" + text + "\"");
        }
        if (found.size() > 1) {
            throw new CliException("version \"" + text + "\" is that of several files, so name the one that is meant: "
                    + found.stream().map(MigrationFile::name).collect(Collectors.joining(", ")));
        }
        return found.getFirst();
    }

    /** Takes a migration out, with what leads back from it. */
    void remove(MigrationFile file) {
        try {
            for (String name : format.layout().parts(file)) {
                Files.deleteIfExists(folder.resolve(name));
            }
        } catch (IOException e) {
            throw new CliException("removing " + file.name() + " from " + url + ": " + e.getMessage());
        }
        hash();
    }

    /** Refuses files that are made from templates: what is shown of them is not what is kept. */
    void requireEditable() {
        if (templates.isPresent()) {
            throw new CliException(
                    "the files of " + url + " are made from templates: edit those in \"" + folder + "\" yourself");
        }
    }

    /** Gives a file another text. */
    void rewrite(MigrationFile file, String text) {
        writeText(file.name(), text);
        hash();
    }

    /** Gives migrations versions behind all others, in their order, with what leads back from them. */
    void putLast(List<MigrationFile> moved, Clock clock) {
        List<MigrationFile> others = new ArrayList<>(read().files());
        others.removeAll(moved);
        try {
            for (MigrationFile file : moved) {
                String version = versionAfter(others, clock);
                others.add(new MigrationFile(file.name(), version, file.description(), "", format));
                for (String name : format.layout().parts(file)) {
                    Path path = folder.resolve(name);
                    if (Files.exists(path)) {
                        Files.move(path, folder.resolve(renamed(name, file.version(), version)));
                    }
                }
            }
        } catch (IOException e) {
            throw new CliException("renaming files of " + url + ": " + e.getMessage());
        }
        hash();
    }

    /** A version behind those of all files. */
    String versionAfter(List<MigrationFile> files, Clock clock) {
        Optional<String> last = files.stream()
                .map(MigrationFile::version)
                .filter(version -> !version.isEmpty())
                .max(format.layout().versions());
        try {
            return DirectoryFiles.versionAfter(clock, last, format.layout().versions());
        } catch (IllegalArgumentException e) {
            throw new CliException(String.valueOf(e.getMessage()));
        }
    }

    private static String renamed(String name, String from, String to) {
        int start = name.indexOf(from, name.lastIndexOf('/') + 1);
        return name.substring(0, start) + to + name.substring(start + from.length());
    }

    /** Whoever ends this program in the middle leaves a file as it was, or as it is to be; a link stays one. */
    private static void replace(Path file, String text) throws IOException {
        boolean isThere = Files.exists(file);
        Path target = isThere ? file.toRealPath() : file;
        Path beside = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.writeString(beside, text, StandardCharsets.UTF_8);
            if (isThere && Files.getFileStore(target).supportsFileAttributeView(PosixFileAttributeView.class)) {
                Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(target));
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private void writeText(String name, String text) {
        try {
            replace(folder.resolve(name), text);
        } catch (IOException e) {
            throw new CliException("writing " + name + " in " + url + ": " + e.getMessage());
        }
    }
}
