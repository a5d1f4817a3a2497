package io.atlasoperator.workspace;

import io.atlasoperator.migrate.DirectoryFiles;
import io.atlasoperator.migrate.DirectoryFormat;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.source.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A migration directory: {@code file://migrations}.
 *
 * @param url what it is called
 * @param format whose files these are
 * @param files where its folder is
 * @param folder the folder's name there
 */
public record MigrationFiles(String url, DirectoryFormat format, FileTree files, String folder) {

    /**
     * The directory that a URL names, which need not be there.
     *
     * @param format the format that somebody named, or empty
     * @throws WorkspaceException if the URL names no directory, or there is no such format
     */
    public MigrationFiles(Workspace workspace, String url, String format) {
        this(url, format(url, format), workspace.files(), withoutQuery(path(url)));
    }

    private static String path(String url) {
        String scheme = StateUrls.scheme(url);
        if (scheme.equals("mem")) {
            throw new WorkspaceException("there is no directory \"" + url
                    + "\": data sources make such directories, so name one as data.template_dir.NAME.url in the project"
                    + " file and select its env");
        }
        if (scheme.equals("atlas")) {
            throw new WorkspaceException(
                    "atlas remote directory is not supported by this release: there is no registry" + " to read \""
                            + url + "\" from. Keep the directory in git or in an image, and name it with file://");
        }
        if (!scheme.equals("file")) {
            throw new WorkspaceException(
                    scheme.isEmpty()
                            ? "missing scheme for dir url. Did you mean \"file://" + url + "\"?"
                            : "unsupported driver \"" + scheme + "\" of a migration directory, use file://");
        }
        String path = url.substring("file://".length());
        return withoutQuery(path).isEmpty() ? "migrations" + path : path;
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
        if (!files.isFolder(folder)) {
            throw new WorkspaceException(
                    files.exists(folder)
                            ? "sql/migrate: \"" + folder + "\" is not a dir"
                            : "sql/migrate: stat " + folder + ": " + files.missing());
        }
        try {
            List<SourceFile> read = new ArrayList<>();
            for (String name : files.files(folder, format.layout().isDeep())) {
                if (name.endsWith(".sql") || name.equals(DirectoryFiles.SUM)) {
                    read.add(FileText.source(files, name, folder.isEmpty() ? name : folder + "/" + name));
                }
            }
            return MigrationDirectory.of(url, format, read);
        } catch (IOException e) {
            throw new WorkspaceException("reading " + url + ": " + e.getMessage());
        }
    }
}
