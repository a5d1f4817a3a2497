package io.atlasoperator.operator.ref;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the directories in volumes that resources refer to, from time to time: no file system tells what happens to it
 * on another machine. A change is told to the {@link ReferenceIndex}. Runs on threads of its own until it is closed, one
 * a volume: one that does not answer keeps nobody from the others.
 */
public final class VolumeWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VolumeWatch.class);

    /** How long a change may stay unnoticed; each look reads names and times alone. */
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private final MountedDirectories directories;
    private final ReferenceIndex index;
    private final Duration interval;
    private final Thread thread;
    private final Map<Reference, String> seen = new ConcurrentHashMap<>();

    /** The volumes that are being looked at. */
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

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

    /** Whether it goes on watching. */
    public boolean isRunning() {
        return thread.isAlive();
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

    private void look() {
        Set<Reference> wanted = index.of(Reference.Kind.VOLUME);
        seen.keySet().retainAll(wanted);
        wanted.stream().collect(Collectors.groupingBy(VolumeWatch::volume)).forEach((volume, references) -> {
            if (underWay.add(volume)) {
                Thread.ofVirtual().name("watch-volume").start(() -> look(volume, references));
            }
        });
    }

    private static String volume(Reference reference) {
        return reference.name().substring(0, reference.name().indexOf('/'));
    }

    private void look(String volume, List<Reference> references) {
        try {
            references.forEach(this::look);
        } finally {
            underWay.remove(volume);
        }
    }

    /** What is seen for the first time counts as changed: it may have, between being read and now. */
    private void look(Reference reference) {
        try {
            String stamp = directories.stamp(reference);
            if (!stamp.equals(seen.get(reference))) {
                index.changed(reference);
                seen.put(reference, stamp);
            }
        } catch (RuntimeException e) {
            // The next look tries again.
            LOG.warn("looking at a volume failed", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
