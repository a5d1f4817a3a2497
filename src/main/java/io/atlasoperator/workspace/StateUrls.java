package io.atlasoperator.workspace;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.StateSource;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.sql.ScriptImportException;
import io.atlasoperator.sql.ScriptImports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns URLs into states: databases, schema files and folders, migration directories. */
public final class StateUrls {
    private final Workspace workspace;
    private final Map<String, List<String>> variables;
    private final Map<String, StateSource> states;

    /**
     * @param workspace where relative paths start
     * @param variables values for the variables of HCL files
     * @param states what the URLs of data sources mean
     */
    public StateUrls(Workspace workspace, Map<String, List<String>> variables, Map<String, StateSource> states) {
        this.workspace = workspace;
        this.variables = variables;
        this.states = states;
    }

    /** With what the project file says. */
    public static StateUrls of(Workspace workspace, Settings settings) {
        return new StateUrls(workspace, settings.variables(), settings.states());
    }

    /**
     * The URL of a database.
     *
     * @param name what messages call it: {@code --url}
     * @throws WorkspaceException if it names a file
     * @throws io.atlasoperator.dialect.InvalidUrlException if it can't be read
     */
    public static DatabaseUrl database(String name, String url) {
        if (scheme(url).equals("file")) {
            throw new WorkspaceException(name + " must be a database connection");
        }
        return DatabaseUrl.parse(url);
    }

    /**
     * What several URLs mean together.
     *
     * @param name what messages call them: {@code --to}
     * @throws WorkspaceException if they mean nothing, or what they name can't be read
     */
    public StateSource source(String name, List<String> urls) {
        StateSource known = urls.size() == 1 ? states.get(urls.getFirst()) : null;
        if (known != null) {
            return known;
        }
        for (int i = 0; i < urls.size(); i++) {
            requireNoComma(name, urls, i);
            requireScheme(urls.get(i));
        }
        Set<String> schemes = urls.stream().map(StateUrls::scheme).collect(Collectors.toCollection(LinkedHashSet::new));
        if (schemes.size() > 1) {
            throw new WorkspaceException("got mixed " + name + " url schemes: " + quoted(schemes)
                    + ", the desired state must be of one kind");
        }
        String scheme = schemes.iterator().next();
        if (scheme.equals("file")) {
            return files(
                    urls.stream().map(url -> url.substring("file://".length())).toList());
        }
        if (urls.size() > 1) {
            throw new WorkspaceException(
                    "got multiple " + name + " urls of scheme \"" + scheme + "\", only one is allowed");
        }
        return new StateSource.Database(DatabaseUrl.parse(urls.getFirst()));
    }

    /** A comma in the URL of a database makes two of it, of which the second one has no scheme. */
    private static void requireNoComma(String name, List<String> urls, int at) {
        if (at == 0 || !scheme(urls.get(at)).isEmpty()) {
            return;
        }
        String before = urls.get(at - 1);
        if (before.contains("?search_path=") || before.contains("&search_path=")) {
            throw new WorkspaceException(
                    name + ": search_path in a database URL names one schema: name one, or leave it"
                            + " out to mean all of them, and choose some with --schema where the command has it");
        }
        if (!scheme(before).isEmpty() && !scheme(before).equals("file")) {
            throw new WorkspaceException(
                    name + ": a comma ends a URL: write one that is part of a database URL as %2C");
        }
    }

    private void requireScheme(String url) {
        if (!scheme(url).isEmpty()) {
            return;
        }
        FileTree files = workspace.files();
        boolean schema = files.isFolder(url) || files.exists(url) && (url.endsWith(".hcl") || url.endsWith(".sql"));
        throw new WorkspaceException(
                schema
                        ? "missing scheme. Did you mean file://" + url + "?"
                        : "missing scheme. See: https://atlasgo.io/url");
    }

    /** What stands before {@code ://}; empty if nothing does. */
    public static String scheme(String url) {
        int end = url.indexOf("://");
        return end < 0 ? "" : url.substring(0, end);
    }

    private StateSource files(List<String> urls) {
        if (urls.size() == 1 && isMigrations(urls.getFirst())) {
            Optional<String> version = MigrationFiles.parameter(urls.getFirst(), "version");
            return new StateSource.Migrations(
                    new MigrationFiles(workspace, "file://" + urls.getFirst(), "").read(), version);
        }
        List<SourceFile> files = new ArrayList<>();
        for (String url : urls) {
            String name = MigrationFiles.withoutQuery(url);
            if (workspace.files().isFolder(name)) {
                files.addAll(children(name));
            } else {
                files.add(read(name));
            }
        }
        List<SourceFile> sql =
                files.stream().filter(file -> file.name().endsWith(".sql")).toList();
        if (sql.isEmpty()) {
            return new StateSource.Hcl(files, variables);
        }
        if (sql.size() < files.size()) {
            throw new WorkspaceException("ambiguous schema: both SQL and HCL files found: "
                    + files.stream()
                            .map(file -> "\"" + Path.of(file.name()).getFileName() + "\"")
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        if (urls.size() > 1) {
            throw new WorkspaceException(
                    "the provided SQL state must be either a single schema file or a migration directory," + " but "
                            + urls.size() + " paths were found");
        }
        try {
            return new StateSource.Sql(ScriptImports.follow(sql, new ScriptFiles(workspace.files(), sql)));
        } catch (ScriptImportException e) {
            throw new WorkspaceException(String.valueOf(e.getMessage()));
        }
    }

    private boolean isMigrations(String url) {
        String name = MigrationFiles.withoutQuery(url);
        FileTree files = workspace.files();
        boolean marked = MigrationFiles.parameter(url, "format").isPresent()
                || MigrationFiles.parameter(url, "version").isPresent();
        return files.isFolder(name)
                && (marked
                        || files.exists(name + "/atlas.sum")
                        || fileName(name).equals("migrations"));
    }

    private List<SourceFile> children(String folder) {
        try {
            String prefix = folder.endsWith("/") ? folder : folder + "/";
            List<SourceFile> found = new ArrayList<>();
            for (String name : workspace.files().files(folder, false)) {
                if (name.endsWith(".hcl") || name.endsWith(".sql")) {
                    found.add(read(prefix + name));
                }
            }
            if (found.isEmpty()) {
                throw new WorkspaceException("\"" + fileName(folder) + "\" contains neither SQL nor HCL files");
            }
            return found;
        } catch (IOException e) {
            throw new WorkspaceException("reading " + folder + ": " + FileFailure.text(e));
        }
    }

    private SourceFile read(String name) {
        if (!workspace.files().exists(name)) {
            throw new WorkspaceException(
                    "stat " + name + ": " + workspace.files().missing());
        }
        if (!name.endsWith(".hcl") && !name.endsWith(".sql")) {
            throw new WorkspaceException("unknown schema file: \"" + fileName(name) + "\"");
        }
        return FileText.source(workspace.files(), name, name);
    }

    private static String fileName(String path) {
        return String.valueOf(Path.of(path).normalize().getFileName());
    }

    private static String quoted(Set<String> names) {
        return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(" ", "[", "]"));
    }
}
