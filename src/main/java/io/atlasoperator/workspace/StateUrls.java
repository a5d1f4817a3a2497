package io.atlasoperator.workspace;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.StateSource;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.sql.ScriptImportException;
import io.atlasoperator.sql.ScriptImports;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        Path path = workspace.path(url);
        boolean schema =
                Files.isDirectory(path) || Files.exists(path) && (url.endsWith(".hcl") || url.endsWith(".sql"));
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
            Path path = workspace.path(name);
            if (Files.isDirectory(path)) {
                files.addAll(children(name, path));
            } else {
                files.add(read(name, path));
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
            return new StateSource.Sql(ScriptImports.follow(sql, new ScriptFiles(workspace, sql)));
        } catch (ScriptImportException e) {
            throw new WorkspaceException(String.valueOf(e.getMessage()));
        }
    }

    private boolean isMigrations(String url) {
        String name = MigrationFiles.withoutQuery(url);
        Path path = workspace.path(name);
        boolean marked = MigrationFiles.parameter(url, "format").isPresent()
                || MigrationFiles.parameter(url, "version").isPresent();
        return Files.isDirectory(path)
                && (marked
                        || Files.exists(path.resolve("atlas.sum"))
                        || String.valueOf(path.normalize().getFileName()).equals("migrations"));
    }

    private static List<SourceFile> children(String name, Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> paths = entries.filter(Files::isRegularFile)
                    .filter(path ->
                            path.toString().endsWith(".hcl") || path.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
            if (paths.isEmpty()) {
                throw new WorkspaceException(
                        "\"" + folder.normalize().getFileName() + "\" contains neither SQL nor HCL files");
            }
            String prefix = name.endsWith("/") ? name : name + "/";
            List<SourceFile> files = new ArrayList<>();
            for (Path path : paths) {
                files.add(read(prefix + path.getFileName(), path));
            }
            return files;
        } catch (IOException e) {
            throw new WorkspaceException("reading " + name + ": " + FileFailure.text(e));
        }
    }

    private static SourceFile read(String name, Path path) {
        if (!Files.exists(path)) {
            throw new WorkspaceException("stat " + name + ": no such file or directory");
        }
        if (!name.endsWith(".hcl") && !name.endsWith(".sql")) {
            throw new WorkspaceException("unknown schema file: \"" + path.getFileName() + "\"");
        }
        return readText(name, path);
    }

    private static String decode(String name, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, text, true);
        if (result.isError()) {
            long line = 1
                    + new String(bytes, 0, in.position(), StandardCharsets.UTF_8)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            throw new WorkspaceException(
                    "reading " + name + ": line " + line + " is not valid UTF-8: save the file as UTF-8");
        }
        return text.flip().toString();
    }

    /** A text file, named as messages call it. */
    public static SourceFile readText(String name, Path path) {
        try {
            byte[] bytes = Files.readAllBytes(path);
            return new SourceFile(clean(name), decode(name, bytes));
        } catch (IOException e) {
            throw new WorkspaceException("reading " + name + ": " + e.getMessage());
        }
    }

    private static String clean(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
    }

    private static String quoted(Set<String> names) {
        return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(" ", "[", "]"));
    }
}
