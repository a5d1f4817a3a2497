package io.atlasoperator.operator.atlasmigration;

import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.source.SourceFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/** A migration directory as a compressed archive, {@code atlas.sum} first: the reference's form. */
public final class DirectoryArchive {
    private static final String SUM = "atlas.sum";

    /** Nothing that the API server keeps is larger by far, so whatever is, is no directory. */
    private static final long MOST_BYTES = 64L << 20;

    private DirectoryArchive() {}

    /** The files of a directory, {@code atlas.sum} first. */
    public static List<SourceFile> files(MigrationDirectory directory) {
        List<SourceFile> files = new ArrayList<>();
        directory.sumFile().ifPresent(text -> files.add(new SourceFile(SUM, text)));
        directory.summed().forEach(file -> files.add(new SourceFile(file.name(), file.content())));
        return files;
    }

    /** The archive of files, in their order. */
    public static byte[] write(List<SourceFile> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(bytes), StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (SourceFile file : files) {
                byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.name());
                entry.setSize(content.length);
                entry.setModTime(0L);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("nothing but memory is written to", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The files of an archive.
     *
     * @throws IOException if it is none
     */
    public static List<SourceFile> read(byte[] archive) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)))) {
            long left = MOST_BYTES;
            for (@Nullable TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!entry.isFile()) {
                    continue;
                }
                byte[] content = tar.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE));
                left -= content.length;
                if (left < 0) {
                    throw new IOException("the files are larger than " + MOST_BYTES + " bytes in all");
                }
                files.add(new SourceFile(plain(entry.getName()), new String(content, StandardCharsets.UTF_8)));
            }
        }
        return files;
    }

    /** Others may have archived a folder: {@code ./1.sql}. */
    private static String plain(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
