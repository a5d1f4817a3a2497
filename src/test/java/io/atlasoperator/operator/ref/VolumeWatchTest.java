package io.atlasoperator.operator.ref;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class VolumeWatchTest {
    @TempDir
    private Path volume;

    private final ReferenceIndex index = new ReferenceIndex();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Test
    void goesOnAfterAFailure() throws IOException, InterruptedException {
        AtomicBoolean fails = new AtomicBoolean(true);
        index.listen("c", dependent -> {
            if (fails.getAndSet(false)) {
                throw new IllegalStateException("told to fail");
            }
            told.add(dependent.name());
        });
        index.set(
                new ReferenceIndex.Dependent("c", "ns", "a"),
                Set.of(new Reference(Reference.Kind.VOLUME, "ns", "billing/")));
        MountedDirectories directories =
                new MountedDirectories(List.of(new DirectoryVolume("billing", Set.of(), volume)));
        try (VolumeWatch watch = new VolumeWatch(directories, index, Duration.ofMillis(10))) {
            watch.start();
            assertThat(told.poll(20, TimeUnit.SECONDS))
                    .as("what failed is told again")
                    .isEqualTo("a");
            Files.writeString(volume.resolve("1.sql"), "select 1;");
            assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("a");
        }
    }
}
