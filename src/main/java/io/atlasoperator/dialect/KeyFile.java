package io.atlasoperator.dialect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A file with a certificate or key that a URL names. Drivers read it to its end, which a device does not have, and whoever writes the
 * URL need not be who runs the process.
 */
public final class KeyFile {
    private static final long MOST_BYTES = 1 << 20;

    private KeyFile() {}

    /**
     * Refuses what is there and is no such file; one that is not there is told by the driver.
     *
     * @param parameter the parameter of the URL that names it
     * @throws InvalidUrlException naming the parameter
     */
    public static void require(String parameter, String path) {
        try {
            Path file = Path.of(path);
            if (Files.exists(file) && !(Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES)) {
                throw new InvalidUrlException(
                        parameter + " in the database URL names no plain file of 1 MiB at most: name one in PEM");
            }
        } catch (InvalidPathException | IOException e) {
            throw new InvalidUrlException(parameter + " in the database URL names no file that can be read");
        }
    }
}
