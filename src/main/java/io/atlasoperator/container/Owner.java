package io.atlasoperator.container;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that a container belongs to, as one of its labels says.
 *
 * @param place the machine, and what of its processes can be seen from there
 * @param process the number of the process
 * @param start when the process began, in milliseconds since 1970
 */
record Owner(String place, long process, long start) {
    /** No command takes longer. What is older belongs to nobody, wherever that process was. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /** This process. */
    static Owner self() {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(here(), self.pid(), start(self).orElse(Instant.EPOCH).toEpochMilli());
    }

    /** Reads a label; nothing if it is none of ours. */
    static Optional<Owner> parse(String label) {
        String[] parts = label.split(" ", -1);
        try {
            return parts.length == 3
                    ? Optional.of(new Owner(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    String label() {
        return place + " " + process + " " + start;
    }

    /** Whether the process is known to be gone, so that nobody needs what it started. */
    boolean isGone(Instant now) {
        if (!place.equals(here())) {
            return Instant.ofEpochMilli(start).plus(LONGEST).isBefore(now);
        }
        return ProcessHandle.of(process)
                .filter(ProcessHandle::isAlive)
                .flatMap(Owner::start)
                .map(Instant::toEpochMilli)
                .filter(began -> began == start)
                .isEmpty();
    }

    private static Optional<Instant> start(ProcessHandle process) {
        return process.info().startInstant();
    }

    /** Processes of one machine that do not see each other, such as those of two containers, are in two places. */
    private static String here() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            host = "localhost";
        }
        String space;
        try {
            space = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            space = "";
        }
        return (host + "/" + space).replace(' ', '_');
    }
}
