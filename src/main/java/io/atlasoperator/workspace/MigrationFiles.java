package io.atlasoperator.workspace;

import io.atlasoperator.migrate.DirectoryFiles;
import io.atlasoperator.migrate.DirectoryFormat;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.source.SourceFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A migration directory on disk: {@code file://migrations}.
 *
 * @param url what it is called
 * @param format whose files these are
 * @param folder where it is
 */
public record MigrationFiles(String url, DirectoryFormat format, Path folder) {

    /**
     * The directory that a URL names, which need not be there.
     *
     * @param format the format that somebody named, or empty
     * @throws WorkspaceException if the URL names no directory, or there is no such format
     */
    public MigrationFiles(Workspace workspace, String url, String format) {
        this(url, format(url, format), workspace.path(withoutQuery(path(url))));
    }

    private static String path(String url) {
        String scheme = StateUrls.scheme(url);
        if (scheme.equals("mem")) {
            throw new WorkspaceException("there is no directory \"" + url
                    + "\": data sources make such directories, so name one as data.template_dir.NAME.url in the project"
                    + " file and select its env");
        }
        if (!scheme.equals("file")) {
            throw new WorkspaceException(
                    scheme.isEmpty()
                            ? "missing scheme for dir url. Did you mean \"file://" + url + "\"?"
                            : "unsupported driver \"" + scheme + "\" of a migration directory, use file://");
        }
        return url.substring("file://".length());
    }

    private static DirectoryFormat format(String url, String format) {
        path(url);
        String wanted = format.isEmpty() ? parameter(url, "format").orElse("atlas") : format;
        return DirectoryFormat.of(wanted)
                .orElseThrow(() -> new WorkspaceException(
                        "unknown dir format \"" + wanted + "\", expected one of " + DirectoryFormat.names()));
    }

    /** The URL without its parameters. */
    public static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    /** The value of a parameter of the URL. */
    public static Optional<String> parameter(String url, String name) {
        int query = url.indexOf('?');
        if (query < 0) {
            return Optional.empty();
        }
        return Stream.of(url.substring(query + 1).split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }

    /**
     * Reads it.
     *
     * @throws WorkspaceException if there is no such folder, or it can't be read
     */
    public MigrationDirectory read() {
        if (!Files.isDirectory(folder)) {
            throw new WorkspaceException("sql/migrate: stat " + withoutQuery(url.substring("file://".length()))
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
            throw new WorkspaceException("reading " + url + ": " + e.getCause());
        } catch (IOException e) {
            throw new WorkspaceException("reading " + url + ": " + e.getMessage());
        }
    }
}
