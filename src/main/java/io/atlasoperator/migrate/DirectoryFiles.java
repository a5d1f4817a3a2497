package io.atlasoperator.migrate;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How files of a migration directory are named, and the text of a new one. */
public final class DirectoryFiles {
    /** Name of the file with the checksums. */
    public static final String SUM = "atlas.sum";

    private static final DateTimeFormatter VERSION = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    private DirectoryFiles() {}

    /**
     * An empty migration file of now, in UTC.
     *
     * @param description what follows the version in its name, as it is; maybe empty
     * @throws IllegalArgumentException if the description can't be part of a file name
     */
    public static MigrationFile create(Clock clock, String description) {
        if (description.indexOf('/') >= 0 || description.indexOf('\\') >= 0 || description.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "the name of a migration becomes part of a file name, so it can't hold a slash: " + description);
        }
        String version = VERSION.format(clock.instant().atOffset(ZoneOffset.UTC));
        String name = description.isEmpty() ? version + ".sql" : version + "_" + description + ".sql";
        return new MigrationFile(name, version, description, "");
    }
}
