package io.atlasoperator.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files that somebody brought, and nothing else: no name leads to a disk. Immutable. */
public final class MemoryFiles implements FileTree {
    private final TreeMap<String, String> texts = new TreeMap<>();
    private final Set<String> folders = new LinkedHashSet<>();
    private final String owner;

    /**
     * @param owner what brought them: {@code the resource}
     * @param files texts by names, which may have folders
     */
    public MemoryFiles(String owner, Map<String, String> files) {
        this.owner = owner;
        files.forEach((name, text) -> texts.put(normal(name), text));
        folders.add("");
        for (String name : texts.keySet()) {
            for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
                folders.add(name.substring(0, slash));
            }
        }
    }

    /** The name without detours; one that leads out of here stays as it is, and nothing has it. */
    private static String normal(String name) {
        try {
            return Path.of(name).normalize().toString();
        } catch (InvalidPathException e) {
            return name;
        }
    }

    @Override
    public boolean exists(String name) {
        return isFile(name) || isFolder(name);
    }

    @Override
    public boolean isFolder(String name) {
        return folders.contains(normal(name));
    }

    @Override
    public boolean isFile(String name) {
        return texts.containsKey(normal(name));
    }

    @Override
    public byte[] read(String name) throws IOException {
        String text = texts.get(normal(name));
        if (text == null) {
            throw new NoSuchFileException(name, null, missing());
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<String> files(String folder, boolean isDeep) throws IOException {
        if (!isFolder(folder)) {
            throw new NoSuchFileException(folder, null, missing());
        }
        String start = normal(folder).isEmpty() ? "" : normal(folder) + "/";
        return texts.keySet().stream()
                .filter(name -> name.startsWith(start))
                .map(name -> name.substring(start.length()))
                .filter(name -> isDeep || name.indexOf('/') < 0)
                .toList();
    }

    @Override
    public String identity(String name) throws IOException {
        if (!exists(name)) {
            throw new NoSuchFileException(name, null, missing());
        }
        return normal(name);
    }

    @Override
    public List<String> glob(String pattern) {
        return found(
                pattern, Stream.concat(folders.stream().filter(folder -> !folder.isEmpty()), texts.keySet().stream()));
    }

    @Override
    public List<String> fileset(String folder, String pattern) {
        return found(pattern, texts.keySet().stream());
    }

    private static List<String> found(String pattern, Stream<String> names) {
        PathMatcher matcher = FilePattern.of(pattern, pattern.replaceFirst("^(\\./)+", ""));
        return names.filter(name -> matcher.matches(Path.of(name))).sorted().toList();
    }

    @Override
    public String missing() {
        return "no such file or directory: " + owner + " brings "
                + (texts.isEmpty() ? "none" : String.join(", ", texts.keySet())) + ", and no other files can be read";
    }
}
