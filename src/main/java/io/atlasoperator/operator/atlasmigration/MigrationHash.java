package io.atlasoperator.operator.atlasmigration;

import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationDirectory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hash that tells whether an AtlasMigration changed. It is the reference's, so that a resource that the reference
 * left as ready is ready here too.
 */
final class MigrationHash {

    private MigrationHash() {}

    /**
     * The hash in lower-case hexadecimal digits.
     *
     * @param url the target with its password, as Go writes it
     */
    static String of(String url, MigrationDirectory directory) {
        String sum = Checksum.of(directory.files()).directoryHash();
        return HexFormat.of().formatHex(sha256().digest((url + sum).getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
