package io.atlasoperator.operator.ref;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A volume of the operator's pod with migration directories.
 *
 * @param name what resources call it
 * @param namespaces the namespaces whose resources may use it; empty means all
 * @param folder where it is mounted
 */
public record DirectoryVolume(String name, Set<String> namespaces, Path folder) {

    public DirectoryVolume {
        namespaces = Set.copyOf(namespaces);
    }

    /**
     * Reads a list of {@code name=/folder} or {@code name:namespace:namespace=/folder}, with commas between.
     *
     * @throws IllegalArgumentException naming the entry that can't be used
     */
    public static List<DirectoryVolume> list(String text) {
        List<DirectoryVolume> volumes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String entry : text.split(",", -1)) {
            if (entry.isBlank()) {
                continue;
            }
            DirectoryVolume volume = of(entry.strip());
            if (!names.add(volume.name())) {
                throw new IllegalArgumentException("\"" + volume.name() + "\" is there twice");
            }
            volumes.add(volume);
        }
        return volumes;
    }

    private static DirectoryVolume of(String entry) {
        int equals = entry.indexOf('=');
        List<String> words =
                Arrays.asList(entry.substring(0, Math.max(equals, 0)).split(":", -1));
        String folder = entry.substring(equals + 1);
        if (words.contains("") || folder.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected name=/folder or name:namespace=/folder, got \"" + entry + "\"");
        }
        try {
            return new DirectoryVolume(
                    words.getFirst(), new TreeSet<>(words.subList(1, words.size())), Path.of(folder));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("\"" + folder + "\" is no path", e);
        }
    }

    /** Whether resources of a namespace may use it. */
    boolean serves(String namespace) {
        return namespaces.isEmpty() || namespaces.contains(namespace);
    }
}
