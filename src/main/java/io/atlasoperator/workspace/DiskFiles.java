package io.atlasoperator.workspace;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a machine.
 *
 * @param folder where relative names start
 */
public record DiskFiles(Path folder) implements FileTree {

    private Path path(String name) {
        return folder.resolve(name);
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(path(name));
    }

    @Override
    public boolean isFolder(String name) {
        return Files.isDirectory(path(name));
    }

    @Override
    public boolean isFile(String name) {
        return Files.isRegularFile(path(name));
    }

    @Override
    public byte[] read(String name) throws IOException {
        return Files.readAllBytes(path(name));
    }

    @Override
    public List<String> files(String name, boolean isDeep) throws IOException {
        Path start = path(name);
        try (Stream<Path> entries = Files.walk(start, isDeep ? Integer.MAX_VALUE : 1, FileVisitOption.FOLLOW_LINKS)) {
            return entries.filter(DiskFiles::isFile)
                    .sorted()
                    .map(path -> start.relativize(path).toString().replace(File.separatorChar, '/'))
                    .toList();
        } catch (UncheckedIOException e) {
            // A folder that can't be read, or a link that leads back to one of its own folders.
            throw new IOException(String.valueOf(e.getCause()), e);
        }
    }

    /** A link that leads to nothing is no file, though whoever made it thinks that SQL is there. */
    private static boolean isFile(Path path) {
        if (path.toString().endsWith(".sql") && !Files.exists(path)) {
            throw new WorkspaceException(
                    "\"" + path + "\" is a link that leads to no file: put the file back, or remove it");
        }
        return Files.isRegularFile(path);
    }

    @Override
    public String identity(String name) throws IOException {
        return path(name).toRealPath().toString();
    }

    @Override
    public List<String> glob(String pattern) {
        return texts(found(folder, pattern)
                .map(path -> path.isAbsolute() && pattern.startsWith("/") ? path : folder.relativize(path)));
    }

    @Override
    public List<String> fileset(String name, String pattern) {
        Path base = path(name).toAbsolutePath().normalize();
        return texts(found(base, pattern).filter(Files::isRegularFile));
    }

    private static List<String> texts(Stream<Path> found) {
        return found.sorted().map(Path::toString).toList();
    }

    private static Stream<Path> found(Path base, String pattern) {
        String folders = FilePattern.plainFolders(pattern);
        String rest = pattern.substring(folders.length()).replaceFirst("^/+", "");
        PathMatcher matcher = FilePattern.of(pattern, rest);
        Path start =
                base.resolve(pattern.startsWith("/") ? "/" + folders : folders).normalize();
        if (!Files.exists(start)) {
            return Stream.empty();
        }
        if (rest.isEmpty()) {
            return Stream.of(start);
        }
        try (Stream<Path> paths = Files.walk(start)) {
            return paths.filter(path -> matcher.matches(start.relativize(path))).toList().stream();
        } catch (IOException | UncheckedIOException e) {
            throw new WorkspaceException("reading files of " + pattern + ": " + e.getMessage());
        }
    }

    @Override
    public String missing() {
        return "no such file or directory";
    }
}
