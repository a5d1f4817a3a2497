package io.atlasoperator.operator.ref;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
