package io.atlasoperator.migrate;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;

/** How files of a migration directory are named. */
public final class DirectoryFiles {
    /** Name of the file with the checksums. */
    public static final String SUM = "atlas.sum";

    private static final DateTimeFormatter VERSION = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    private DirectoryFiles() {}

    /** The version of a migration that is made now: the time in UTC, to the second. */
    public static String version(Clock clock) {
        return VERSION.format(clock.instant().atOffset(ZoneOffset.UTC));
    }

    /**
     * A version behind all others: the time, or a second after the last version.
     *
     * @param last the greatest version that there is
     * @param order how versions are compared
     * @throws IllegalArgumentException if the last version is behind the time, and is no time itself
     */
    public static String versionAfter(Clock clock, Optional<String> last, Comparator<String> order) {
        String now = version(clock);
        if (last.isEmpty() || order.compare(now, last.get()) > 0) {
            return now;
        }
        try {
            return VERSION.format(LocalDateTime.parse(last.get(), VERSION).plusSeconds(1));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "version " + last.get() + " comes after " + now
                            + ", the time, so that there is no version after it: rename the files by hand, and run \"atlas"
                            + " migrate hash\"",
                    e);
        }
    }

    /**
     * The name of a migration, if it can be part of a file's name.
     *
     * @param name what somebody wants it to be called, as it is; maybe empty
     * @throws IllegalArgumentException if it can't
     */
    public static String requireName(String name) {
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "the name of a migration becomes part of a file name, so it can't hold a slash: " + name);
        }
        return name;
    }
}
