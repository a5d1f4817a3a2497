package io.atlasoperator.operator.ref;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads migration directories from volumes of the operator's pod. Nothing outside of a volume is read, wherever links in
 * it lead: who writes the volume need not be who may read the pod's other files. Safe for use by several threads.
 */
public final class MountedDirectories {
    /** All files are held in memory while a directory is worked on. */
    private static final long MOST_BYTES = 64L << 20;

    private final List<DirectoryVolume> volumes;

    public MountedDirectories(List<DirectoryVolume> volumes) {
        this.volumes = List.copyOf(volumes);
    }

    /** The reader of directories in volumes, beside another one for all else. */
    public ObjectReader or(ObjectReader otherwise) {
        return reference -> switch (reference.kind()) {
            case VOLUME -> Optional.of(read(reference));
            case SECRET, CONFIG_MAP -> otherwise.read(reference);
        };
    }

    /**
     * A text that is another one when the directory is: the names, sizes and times of its files; or why it can't be
     * read.
     */
    String stamp(Reference reference) {
        try {
            Opened opened = open(place(reference));
            StringBuilder stamp = new StringBuilder(opened.folder().toString());
            for (Path file : files(opened.folder())) {
                stamp.append('\n')
                        .append(file.getFileName())
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file));
            }
            return stamp.toString();
        } catch (IOException | ReferenceException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Map<String, String> read(Reference reference) {
        Place place = place(reference);
        Opened opened = open(place);
        try {
            Map<String, String> files = new TreeMap<>();
            long bytes = 0;
            for (Path file : files(opened.folder())) {
                String name = String.valueOf(file.getFileName());
                Path real = file.toRealPath();
                if (!real.startsWith(opened.root())) {
                    throw new ReferenceException(
                            "%s: \"%s\" is a link that leads out of the volume: put the file itself there"
                                    .formatted(place, name));
                }
                bytes += Files.size(real);
                if (bytes > MOST_BYTES) {
                    throw new ReferenceException(
                            "%s: the files have more than %d MiB together, which is all that is read"
                                    .formatted(place, MOST_BYTES >> 20));
                }
                files.put(name, text(place, name, real));
            }
            return files;
        } catch (IOException e) {
            // A file may be replaced just now; a disk may come back.
            throw unreadable(place, e);
        }
    }

    private static String text(Place place, String name, Path file) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ReferenceException("%s: \"%s\" is not UTF-8".formatted(place, name));
        }
    }

    /** What counts of a directory, in the order of names; folders in it don't. */
    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(MountedDirectories::counts)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static boolean counts(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.equals("atlas.sum") || name.endsWith(".sql");
    }

    /** What a reference names: a volume, and a directory in it. */
    private record Place(DirectoryVolume volume, String directory) {

        /** For messages. */
        @Override
        public String toString() {
            return "spec.dir.volume: directory \"%s\" of volume \"%s\"".formatted(directory, volume.name());
        }
    }

    /** Volumes of other namespaces are not told from those that don't exist. */
    private Place place(Reference reference) {
        int slash = reference.name().indexOf('/');
        String name = reference.name().substring(0, slash);
        String directory = reference.name().substring(slash + 1);
        return volumes.stream()
                .filter(volume -> volume.name().equals(name) && volume.serves(reference.namespace()))
                .map(volume -> new Place(volume, directory))
                .findFirst()
                .orElseThrow(() -> new ReferenceException(
                        "spec.dir.volume: there is no volume \"%s\" for namespace \"%s\": the operator's owner says which there are (directoryVolumes of the chart)"
                                .formatted(name, reference.namespace())));
    }

    /** A volume and a directory in it, both behind all links: one that is replaced as a whole is read as a whole. */
    private record Opened(Path root, Path folder) {}

    private static Opened open(Place place) {
        try {
            Path root = place.volume().folder().toRealPath();
            Path wanted = root.resolve(place.directory()).normalize();
            // Looked at before the links, so that nobody learns what there is elsewhere.
            Path folder = wanted.startsWith(root) ? wanted.toRealPath() : wanted;
            if (!folder.startsWith(root)) {
                throw new ReferenceException(place + " leads out of the volume");
            }
            if (!Files.isDirectory(folder)) {
                throw new ReferenceException(place + " is a file");
            }
            return new Opened(root, folder);
        } catch (InvalidPathException e) {
            throw new ReferenceException(place + " is no path");
        } catch (NoSuchFileException e) {
            // What fills the volume may be slower than the operator.
            throw ReferenceException.unavailable(place + " is not there");
        } catch (IOException e) {
            throw unreadable(place, e);
        }
    }

    private static ReferenceException unreadable(Place place, IOException e) {
        return ReferenceException.unavailable(
                "%s can't be read (%s)".formatted(place, e.getClass().getSimpleName()));
    }
}
