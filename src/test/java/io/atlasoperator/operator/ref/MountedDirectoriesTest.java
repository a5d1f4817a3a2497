package io.atlasoperator.operator.ref;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class MountedDirectoriesTest {
    @TempDir
    private Path temp;

    private Path volume;
    private MountedDirectories directories;

    @BeforeEach
    void fill() throws IOException {
        volume = Files.createDirectory(temp.resolve("volume"));
        Files.createDirectories(volume.resolve("a/b/c.sql"));
        Files.writeString(volume.resolve("a/b/2.sql"), "select 'é';");
        Files.writeString(volume.resolve("a/b/1.sql"), "select 1;");
        Files.writeString(volume.resolve("a/b/atlas.sum"), "h1:");
        Files.writeString(volume.resolve("a/b/README.md"), "# hello");
        Files.writeString(volume.resolve("top.sql"), "select 0;");
        Files.writeString(temp.resolve("secret.sql"), "planted");
        directories = new MountedDirectories(List.of(
                new DirectoryVolume("billing", Set.of("ns", "other"), volume),
                new DirectoryVolume("late", Set.of(), temp.resolve("not-mounted"))));
    }

    private Map<String, String> read(String namespace, String name) {
        return directories
                .or(reference -> Optional.empty())
                .read(new Reference(Reference.Kind.VOLUME, namespace, name))
                .orElseThrow();
    }

    private static String failure(Runnable read) {
        try {
            read.run();
        } catch (ReferenceException e) {
            return e.getMessage();
        }
        throw new AssertionError("it was read");
    }

    @Test
    void filesThatCountAreRead() {
        assertThat(read("ns", "billing/a/b"))
                .isEqualTo(Map.of("1.sql", "select 1;", "2.sql", "select 'é';", "atlas.sum", "h1:"));
        assertThat(read("other", "billing/")).isEqualTo(Map.of("top.sql", "select 0;"));
    }

    @Test
    void objectsAreForTheOtherReader() {
        assertThat(directories
                        .or(reference -> Optional.of(Map.of("key", reference.name())))
                        .read(new Reference(Reference.Kind.SECRET, "ns", "s")))
                .contains(Map.of("key", "s"));
    }

    @Test
    void linksInTheVolumeAreFollowedAndOthersAreNot() throws IOException {
        Files.createSymbolicLink(volume.resolve("current"), Path.of("a/b"));
        assertThat(read("ns", "billing/current")).containsKey("2.sql");

        Files.createSymbolicLink(volume.resolve("out"), temp);
        assertThat(failure(() -> read("ns", "billing/out")))
                .isEqualTo("spec.dir.volume: directory \"out\" of volume \"billing\" leads out of the volume");
        Files.createSymbolicLink(volume.resolve("a/b/3.sql"), temp.resolve("secret.sql"));
        assertThat(failure(() -> read("ns", "billing/a/b")))
                .contains("directory \"a/b\" of volume \"billing\": \"3.sql\" is a link that leads out of the volume")
                .doesNotContain("planted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"billing/..", "billing/a/../../volume2", "billing//etc", "billing/../not-there"})
    void nothingOutsideIsReached(String name) {
        assertThat(failure(() -> read("ns", name))).contains("leads out of the volume");
    }

    @ParameterizedTest
    @CsvSource({"stranger, billing/a", "ns, unknown/a"})
    void othersVolumesAreAsUnknownAsThoseThatAreNot(String namespace, String name) {
        assertThat(failure(() -> read(namespace, name)))
                .startsWith("spec.dir.volume: there is no volume \"" + name.substring(0, name.indexOf('/'))
                        + "\" for namespace \"" + namespace + "\"");
    }

    @ParameterizedTest
    @CsvSource({"billing/a/x, is not there", "late/, is not there"})
    void whatMayComeIsWaitedFor(String name, String message) {
        assertThatThrownBy(() -> read("ns", name))
                .hasMessageEndingWith(message)
                .isInstanceOfSatisfying(
                        ReferenceException.class,
                        e -> assertThat(e.isTransient()).isTrue());
    }

    @Test
    void whatCantBeReadIsNamed() throws IOException {
        assertThat(failure(() -> read("ns", "billing/top.sql"))).endsWith("is a file");
        Files.write(volume.resolve("a/b/3.sql"), new byte[] {'a', (byte) 0xff});
        assertThat(failure(() -> read("ns", "billing/a/b"))).endsWith("\"3.sql\" is not UTF-8");
        try (RandomAccessFile huge =
                new RandomAccessFile(volume.resolve("a/b/0.sql").toFile(), "rw")) {
            huge.setLength(65L << 20);
        }
        assertThat(failure(() -> read("ns", "billing/a/b"))).contains("more than 64 MiB");
    }

    /** Whoever writes the volume may be at it while it is read. */
    @Test
    void whatBecomesALinkMeanwhileIsNotFollowed() throws Exception {
        Path file = Files.writeString(temp.resolve("3.sql"), "select 3;");
        Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("secret.sql"));
        Set<String> seen = new HashSet<>();
        whileReplacing(volume.resolve("a/b/3.sql"), file, link, () -> {
            try {
                seen.add(String.valueOf(read("ns", "billing/a/b").get("3.sql")));
            } catch (ReferenceException e) {
                seen.add("refused");
            }
            return seen.contains("planted");
        });
        assertThat(seen).contains("select 3;", "refused").doesNotContain("planted");
    }

    @Test
    void aPipeInPlaceOfAFileHoldsNobodyUp() throws Exception {
        Path pipe = temp.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path file = Files.writeString(temp.resolve("3.sql"), "select 3;");
        directories = new MountedDirectories(
                List.of(new DirectoryVolume("billing", Set.of(), volume)), Duration.ofMillis(100));
        Path place = Files.copy(file, volume.resolve("a/b/3.sql"));
        Set<String> seen = ConcurrentHashMap.newKeySet();
        // Afterwards the first read may meet the pipe.
        seen.add(String.valueOf(read("ns", "billing/a/b").get("3.sql")));
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> whileReplacing(place, file, pipe, () -> {
                    try {
                        seen.add(String.valueOf(read("ns", "billing/a/b").get("3.sql")));
                        return false;
                    } catch (ReferenceException e) {
                        return e.getMessage().endsWith("did not answer within 1 s");
                    }
                }));
        assertThat(seen).contains("select 3;");
    }

    /** Goes on for some seconds, or until it is over. */
    private static void whileReplacing(Path place, Path one, Path other, BooleanSupplier isOver) throws Exception {
        AtomicBoolean ends = new AtomicBoolean();
        Path beside = place.resolveSibling("beside");
        Thread replacing = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; !ends.get(); i++) {
                    Files.createLink(beside, i % 2 == 0 ? one : other);
                    Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            while (System.nanoTime() < end && !isOver.getAsBoolean()) {
                assertThat(replacing.isAlive()).isTrue();
            }
        } finally {
            ends.set(true);
            replacing.join();
        }
    }

    @Test
    void moreFilesThanCanBeWorkedOnAreNotRead() throws IOException {
        Path many = Files.createDirectory(volume.resolve("many"));
        for (int i = 0; i < 20_001; i++) {
            Files.createFile(many.resolve(i + ".sql"));
        }
        assertThat(failure(() -> read("ns", "billing/many")))
                .endsWith("has more than 20000 files, which is all that is read");
    }

    @Test
    void changesAreSeenWithoutReading() throws IOException {
        Reference reference = new Reference(Reference.Kind.VOLUME, "ns", "billing/current");
        String none = directories.stamp(reference);
        Path link = Files.createSymbolicLink(volume.resolve("current"), Path.of("a/b"));
        String first = directories.stamp(reference);
        assertThat(first).isNotEqualTo(none);
        assertThat(directories.stamp(reference)).isEqualTo(first);

        Files.writeString(volume.resolve("a/b/README.md"), "# what does not count");
        assertThat(directories.stamp(reference)).isEqualTo(first);
        Files.writeString(volume.resolve("a/b/3.sql"), "");
        String longer = directories.stamp(reference);
        assertThat(longer).isNotEqualTo(first);
        Files.createDirectory(volume.resolve("empty"));
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("empty"));
        assertThat(directories.stamp(reference)).isNotEqualTo(longer);
        assertThat(directories.stamp(new Reference(Reference.Kind.VOLUME, "ns", "unknown/")))
                .contains("no volume");
    }

    @Test
    void theListOfVolumesIsRead() {
        assertThat(DirectoryVolume.list("")).isEmpty();
        assertThat(DirectoryVolume.list("billing=/volumes/billing, web:a:b=/w"))
                .containsExactly(
                        new DirectoryVolume("billing", Set.of(), Path.of("/volumes/billing")),
                        new DirectoryVolume("web", Set.of("a", "b"), Path.of("/w")));
        for (String wrong : List.of("billing", "=/a", "a:=/a", "a=", "a=/a,a=/b")) {
            assertThatThrownBy(() -> DirectoryVolume.list(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
