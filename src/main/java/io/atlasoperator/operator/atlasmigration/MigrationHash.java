package io.atlasoperator.operator.atlasmigration;

import io.atlasoperator.engine.Digest;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationDirectory;

/**
 * The hash that tells whether an AtlasMigration changed. It is the reference's, so that a resource that the reference
 * left as ready is ready here too.
 */
final class MigrationHash {

    private MigrationHash() {}

    /**
     * The hash in lower-case hexadecimal digits.
     *
     * @param source the target's URL with its password, as Go writes it, and then the text of a project file, if the
     *     resource has one
     */
    static String of(String source, MigrationDirectory directory) {
        String sum = Checksum.of(directory.files()).directoryHash();
        return new Digest().add(source).add(sum).hex();
    }
}
