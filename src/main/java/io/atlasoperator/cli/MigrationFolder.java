package io.atlasoperator.cli;

import io.atlasoperator.cli.template.TemplateException;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.ChecksumException;
import io.atlasoperator.migrate.DirectoryFiles;
import io.atlasoperator.migrate.DirectoryFormat;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.source.SourceFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A migration directory on disk: {@code file://migrations}. */
final class MigrationFolder {
    private final Terminal terminal;
    private final String url;
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
        if (StateUrls.scheme(url).equals("mem")) {
            throw new CliException("there is no directory \"" + url
                    + "\": data sources make such directories, so name one as data.template_dir.NAME.url in the project"
                    + " file and select its env");
        }
        if (!StateUrls.scheme(url).equals("file")) {
            throw new CliException(
                    StateUrls.scheme(url).isEmpty()
                            ? "missing scheme for dir url. Did you mean \"file://" + url + "\"?"
                            : "unsupported driver \"" + StateUrls.scheme(url)
                                    + "\" of a migration directory, use file://");
        }
        String wanted = format.isEmpty() ? parameter(url, "format").orElse("atlas") : format;
        this.format = DirectoryFormat.of(wanted)
                .orElseThrow(() -> new CliException(
                        "unknown dir format \"" + wanted + "\", expected one of " + DirectoryFormat.names()));
        this.folder = terminal.path(withoutQuery(url.substring("file://".length())));
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
        this.folder = templates.folder();
        this.templates = Optional.of(templates);
        if (!format.isEmpty() && !format.equals(DirectoryFormat.ATLAS.text())) {
            throw new CliException(
                    "a template_dir is in the format \"atlas\", and not in \"" + format + "\": leave the format out");
        }
    }

    static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    /** The value of a parameter of the URL. */
    static Optional<String> parameter(String url, String name) {
        int query = url.indexOf('?');
        if (query < 0) {
            return Optional.empty();
        }
        return Stream.of(url.substring(query + 1).split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
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
        if (!Files.isDirectory(folder)) {
            throw new CliException("sql/migrate: stat " + withoutQuery(url.substring("file://".length()))
                    + ": no such file or directory");
        }
        int depth = format.layout().isDeep() ? Integer.MAX_VALUE : 1;
        try (Stream<Path> entries = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
            List<SourceFile> files = new ArrayList<>();
            for (Path path : entries.filter(Files::isRegularFile)
                    .filter(path -> path.toString().endsWith(".sql") || path.equals(folder.resolve(DirectoryFiles.SUM)))
                    .sorted()
                    .toList()) {
                String name = folder.relativize(path).toString().replace(File.separatorChar, '/');
                files.add(StateUrls.readText(name, path));
            }
            return MigrationDirectory.of(url, format, files);
        } catch (UncheckedIOException e) {
            // A folder that can't be read, or a link that leads back to one of its own folders.
            throw new CliException("reading " + url + ": " + e.getCause());
        } catch (IOException e) {
            throw new CliException("reading " + url + ": " + e.getMessage());
        }
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
        return files.stream()
                .filter(file -> file.name().equals(text) || file.version().equals(text))
                .findFirst()
                .orElseThrow(() -> new CliException("no migration file with the name or version \"" + text + "\""));
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

    private void writeText(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CliException("writing " + name + " in " + url + ": " + e.getMessage());
        }
    }
}
