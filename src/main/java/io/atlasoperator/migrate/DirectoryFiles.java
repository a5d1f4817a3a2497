package io.atlasoperator.migrate;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

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
