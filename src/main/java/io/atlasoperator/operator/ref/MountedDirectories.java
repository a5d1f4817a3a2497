package io.atlasoperator.operator.ref;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
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

    private static final int MOST_FILES = 20_000;

    /** A disk of another machine may be slow. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<DirectoryVolume> volumes;
    private final PatientReads reads;

    public MountedDirectories(List<DirectoryVolume> volumes) {
        this(volumes, PATIENCE);
    }

    /** @param patience how long a directory may take to be read */
    MountedDirectories(List<DirectoryVolume> volumes, Duration patience) {
        this.volumes = List.copyOf(volumes);
        this.reads = new PatientReads(patience);
    }

    /** The reader of directories in volumes, beside another one for all else. */
    public ObjectReader or(ObjectReader otherwise) {
        return reference -> switch (reference.kind()) {
            case VOLUME -> Optional.of(read(reference));
            case SECRET, CONFIG_MAP, KEPT_SECRET -> otherwise.read(reference);
        };
    }

    /**
     * A text that is another one when the directory is: the names, sizes and times of its files; or why it can't be
     * read.
     */
    String stamp(Reference reference) {
        try {
            Place place = place(reference);
            return patiently(place, () -> stamp(place));
        } catch (ReferenceException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String stamp(Place place) throws IOException {
        Path folder = open(place).folder();
        StringBuilder stamp = new StringBuilder(folder.toString());
        for (Path file : files(place, folder)) {
            stamp.append('\n')
                    .append(file.getFileName())
                    .append(' ')
                    .append(Files.size(file))
                    .append(' ')
                    .append(Files.getLastModifiedTime(file));
        }
        return stamp.toString();
    }

    private Map<String, String> read(Reference reference) {
        Place place = place(reference);
        return patiently(place, () -> read(place));
    }

    private <T> T patiently(Place place, PatientReads.Work<T> work) {
        try {
            return reads.during(place, work);
        } catch (IOException e) {
            // A file may be replaced just now; a disk may come back.
            throw unreadable(place.toString(), e);
        }
    }

    private static Map<String, String> read(Place place) throws IOException {
        Opened opened = open(place);
        Map<String, String> files = new TreeMap<>();
        long left = MOST_BYTES;
        for (Path file : files(place, opened.folder())) {
            String name = String.valueOf(file.getFileName());
            byte[] content = content(place, opened.root(), file, left);
            left -= content.length;
            files.put(name, text(place, name, content));
        }
        return files;
    }

    private static byte[] content(Place place, Path root, Path file, long most) {
        String shown = "%s: \"%s\"".formatted(place, file.getFileName());
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(root)) {
                throw new ReferenceException(
                        shown + " is a link that leads out of the volume: put the file itself there");
            }
            byte[] content = FileBehindLinks.read(root, real, most + 1);
            if (content.length > most) {
                throw new ReferenceException("%s: the files have more than %d MiB together, which is all that is read"
                        .formatted(place, MOST_BYTES >> 20));
            }
            return content;
        } catch (IOException e) {
            throw unreadable(shown, e);
        }
    }

    private static String text(Place place, String name, byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ReferenceException("%s: \"%s\" is not UTF-8".formatted(place, name));
        }
    }

    /** What counts of a directory, in the order of names; folders in it don't. */
    private static List<Path> files(Place place, Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(MountedDirectories::counts)
                    .filter(Files::isRegularFile)
                    .limit(MOST_FILES + 1L)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (files.size() > MOST_FILES) {
            throw new ReferenceException(
                    "%s has more than %d files, which is all that is read".formatted(place, MOST_FILES));
        }
        return files;
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
            throw unreadable(place.toString(), e);
        }
    }

    /** What the exception says is of the pod, and is nothing to those who write resources. */
    private static ReferenceException unreadable(String what, IOException e) {
        return ReferenceException.unavailable(
                "%s can't be read (%s)".formatted(what, e.getClass().getSimpleName()));
    }
}
