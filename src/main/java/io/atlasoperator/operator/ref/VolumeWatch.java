package io.atlasoperator.operator.ref;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Looks at the directories in volumes that resources refer to, from time to time: no file system tells what happens to it
 * on another machine. A change is told to the {@link ReferenceIndex}. Runs on a thread of its own until it is closed.
 */
public final class VolumeWatch implements AutoCloseable {
    /** How long a change may stay unnoticed; each look reads names and times alone. */
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private final MountedDirectories directories;
    private final ReferenceIndex index;
    private final Duration interval;
    private final Thread thread;
    private Map<Reference, String> seen = Map.of();

    /** @param interval the time between two looks */
    public VolumeWatch(MountedDirectories directories, ReferenceIndex index, Duration interval) {
        this.directories = directories;
        this.index = index;
        this.interval = interval;
        this.thread = Thread.ofVirtual().name("watch-volumes").unstarted(this::run);
    }

    /** Starts watching; returns at once. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(interval);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is seen for the first time counts as changed: it may have, between being read and now. */
    private void look() {
        Map<Reference, String> now = new HashMap<>();
        for (Reference reference : index.of(Reference.Kind.VOLUME)) {
            String stamp = directories.stamp(reference);
            now.put(reference, stamp);
            if (!stamp.equals(seen.get(reference))) {
                index.changed(reference);
            }
        }
        seen = now;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
