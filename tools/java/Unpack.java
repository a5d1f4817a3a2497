import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks a .txz archive into a folder, for machines without xz: {@code Unpack ARCHIVE FOLDER}. */
public final class Unpack {

    private static final int EXECUTABLE = 0100;

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]).toAbsolutePath().normalize();
        try (TarArchiveInputStream archive = new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(Files.newInputStream(Path.of(args[0])))))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("the archive points outside of its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.deleteIfExists(target);
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(archive, target, StandardCopyOption.REPLACE_EXISTING);
                    boolean executable = (entry.getMode() & EXECUTABLE) != 0;
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }
}
