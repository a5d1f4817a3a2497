package io.atlasoperator.workspace;

import io.atlasoperator.source.SourceFile;
import io.atlasoperator.sql.ScriptLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files that SQL files of the command line import: by a path from the importing file's folder, or an absolute one. */
final class ScriptFiles implements ScriptLibrary {
    private static final String EXTENSION = ".sql";

    private final Workspace workspace;
    private final Map<Path, SourceFile> known = new HashMap<>();

    /**
     * @param workspace where relative paths start
     * @param roots the files that all begins with
     */
    ScriptFiles(Workspace workspace, List<SourceFile> roots) {
        this.workspace = workspace;
        for (SourceFile root : roots) {
            known.putIfAbsent(real(workspace.path(root.name())), root);
        }
    }

    @Override
    public List<SourceFile> find(String path, SourceFile importer) throws UnavailableException {
        String name = name(path, importer);
        Path place = workspace.path(name);
        if (!Files.exists(place)) {
            throw new UnavailableException("there is no file or folder " + name
                    + "; the path starts at the folder of the file with the import");
        }
        if (Files.isDirectory(place)) {
            return children(name, place);
        }
        if (!name.endsWith(EXTENSION) || !Files.isRegularFile(place)) {
            throw new UnavailableException(name + " is no " + EXTENSION + " file, and nothing else can be imported");
        }
        return List.of(file(name, place));
    }

    private static String name(String path, SourceFile importer) {
        Path found = Path.of(importer.name()).resolveSibling(path).normalize();
        return found.toString().isEmpty() ? "." : found.toString();
    }

    private List<SourceFile> children(String name, Path folder) throws UnavailableException {
        List<Path> paths;
        try (Stream<Path> entries = Files.list(folder)) {
            paths = entries.filter(Files::isRegularFile)
                    .filter(path -> path.toString().endsWith(EXTENSION))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new WorkspaceException("reading " + name + ": " + e.getMessage());
        }
        if (paths.isEmpty()) {
            throw new UnavailableException("the folder " + name + " holds no " + EXTENSION + " file");
        }
        List<SourceFile> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(file(Path.of(name).resolve(path.getFileName()).normalize().toString(), path));
        }
        return files;
    }

    private SourceFile file(String name, Path path) {
        return known.computeIfAbsent(real(path), any -> StateUrls.readText(name, path));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new WorkspaceException("reading " + path + ": " + e.getMessage());
        }
    }
}
