package io.atlasoperator.dialect.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.CodeSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * The server binaries of one major version, as they come with the product.
 *
 * @param file a tar file compressed with xz
 */
record PostgresArchive(Path file) {
    /** System property with the folder that holds {@code <major>.txz} files. */
    static final String FOLDER_PROPERTY = "atlas.postgres.binaries";

    private static final int LEVELS_ABOVE_JAR = 3;
    private static final int OWNER_MAY_EXECUTE = 0100;

    /**
     * The archive of that version: in the folder that the system property names, else in a folder {@code postgres} next
     * to one that holds the running code.
     */
    static Optional<PostgresArchive> find(int major) {
        return folders()
                .map(folder -> folder.resolve(major + ".txz"))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(PostgresArchive::new);
    }

    private static Stream<Path> folders() {
        @Nullable String configured = System.getProperty(FOLDER_PROPERTY);
        if (configured != null) {
            return Stream.of(Path.of(configured));
        }
        @Nullable
        CodeSource source = PostgresArchive.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Stream.of();
        }
        try {
            return Stream.iterate(
                            Optional.ofNullable(
                                    Path.of(source.getLocation().toURI()).getParent()),
                            Optional::isPresent,
                            folder -> folder.map(Path::getParent))
                    .limit(LEVELS_ABOVE_JAR)
                    .map(folder -> folder.orElseThrow().resolve("postgres"));
        } catch (URISyntaxException e) {
            return Stream.of();
        }
    }

    /** What tells this archive from another of the same major version. */
    String fingerprint() throws IOException {
        return Long.toHexString(Files.size(file)) + "-"
                + Long.toHexString(Files.getLastModifiedTime(file).toMillis());
    }

    /** Unpacks into an empty folder. */
    void unpack(Path target) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw))) {
            for (@Nullable TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("entry outside the folder in " + file + ": " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.resolveSibling(""));
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isFile() && !entry.isLink()) {
                    Files.createDirectories(path.resolveSibling(""));
                    Files.copy(tar, path);
                    Files.setPosixFilePermissions(path, permissions(entry.getMode()));
                } else {
                    throw new IOException("unexpected kind of entry in " + file + ": " + entry.getName());
                }
            }
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions =
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        if ((mode & OWNER_MAY_EXECUTE) != 0) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
        }
        return permissions;
    }
}
