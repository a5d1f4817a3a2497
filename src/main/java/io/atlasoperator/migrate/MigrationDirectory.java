package io.atlasoperator.migrate;

import io.atlasoperator.source.SourceFile;
import java.util.List;
import java.util.Optional;

/**
 * A migration directory as it was read: its files and the text of {@code atlas.sum}. Where it came from (a folder, a
 * ConfigMap) does not matter any more.
 */
public interface MigrationDirectory {

    /** The URL or name that reports show: {@code file://migrations}. */
    String location();

    /** The migration files in the order they run. */
    List<MigrationFile> files();

    /** The text of {@code atlas.sum}, if there is one. */
    Optional<String> sumFile();

    /**
     * A directory in the atlas format.
     *
     * @param location what reports call it
     * @param entries its files; {@code *.sql} in byte order of their names and {@code atlas.sum} are used, others are not
     */
    static MigrationDirectory atlas(String location, List<SourceFile> entries) {
        return AtlasDirectory.of(location, entries);
    }
}
