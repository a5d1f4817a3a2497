package io.atlasoperator.workspace;

import io.atlasoperator.source.SourceFile;
import io.atlasoperator.sql.ScriptLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files that SQL files import: by a path from the importing file's folder, or an absolute one. */
final class ScriptFiles implements ScriptLibrary {
    private static final String EXTENSION = ".sql";

    private final FileTree files;
    private final Map<String, SourceFile> known = new HashMap<>();

    /**
     * @param files where they are
     * @param roots the files that all begins with
     */
    ScriptFiles(FileTree files, List<SourceFile> roots) {
        this.files = files;
        for (SourceFile root : roots) {
            known.putIfAbsent(identity(root.name()), root);
        }
    }

    @Override
    public List<SourceFile> find(String path, SourceFile importer) throws UnavailableException {
        String name = name(path, importer);
        if (!files.exists(name)) {
            throw new UnavailableException("there is no file or folder " + name
                    + "; the path starts at the folder of the file with the import");
        }
        if (files.isFolder(name)) {
            return children(name);
        }
        if (!name.endsWith(EXTENSION) || !files.isFile(name)) {
            throw new UnavailableException(name + " is no " + EXTENSION + " file, and nothing else can be imported");
        }
        return List.of(file(name));
    }

    private static String name(String path, SourceFile importer) {
        Path found = Path.of(importer.name()).resolveSibling(path).normalize();
        return found.toString().isEmpty() ? "." : found.toString();
    }

    private List<SourceFile> children(String folder) throws UnavailableException {
        List<SourceFile> found = new ArrayList<>();
        try {
            for (String name : files.files(folder, false)) {
                if (name.endsWith(EXTENSION)) {
                    found.add(file(Path.of(folder).resolve(name).normalize().toString()));
                }
            }
        } catch (IOException e) {
            throw new WorkspaceException("reading " + folder + ": " + e.getMessage());
        }
        if (found.isEmpty()) {
            throw new UnavailableException("the folder " + folder + " holds no " + EXTENSION + " file");
        }
        return found;
    }

    private SourceFile file(String name) {
        return known.computeIfAbsent(identity(name), any -> FileText.source(files, name, name));
    }

    private String identity(String name) {
        try {
            return files.identity(name);
        } catch (IOException e) {
            throw new WorkspaceException("reading " + name + ": " + e.getMessage());
        }
    }
}
