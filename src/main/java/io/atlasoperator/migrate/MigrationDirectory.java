package io.atlasoperator.migrate;

import io.atlasoperator.source.SourceFile;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A migration directory as it was read: its files and the text of {@code atlas.sum}. Where it came from (a folder, a
 * ConfigMap) does not matter any more.
 *
 * @param location the URL or name that reports show: {@code file://migrations}
 * @param format whose files these are
 * @param summed the migration files in the order that {@code atlas.sum} lists them
 * @param files the same files in the order they run
 * @param sumFile the text of {@code atlas.sum}, if there is one
 */
public record MigrationDirectory(
        String location,
        DirectoryFormat format,
        List<MigrationFile> summed,
        List<MigrationFile> files,
        Optional<String> sumFile) {

    public MigrationDirectory {
        Objects.requireNonNull(location);
        Objects.requireNonNull(format);
        summed = List.copyOf(summed);
        files = List.copyOf(files);
    }

    /**
     * A directory in the atlas format.
     *
     * @param location what reports call it
     * @param entries its files; {@code *.sql} in byte order of their names and {@code atlas.sum} are used, others are not
     */
    public static MigrationDirectory atlas(String location, List<SourceFile> entries) {
        return of(location, DirectoryFormat.ATLAS, entries);
    }

    /**
     * A directory.
     *
     * @param location what reports call it
     * @param format whose files these are
     * @param entries its files; those that the format does not know are not used
     */
    public static MigrationDirectory of(String location, DirectoryFormat format, List<SourceFile> entries) {
        List<MigrationFile> summed = format.layout().files(entries);
        Comparator<String> order = format.layout().versions();
        List<MigrationFile> files = order == VersionOrder.TEXT
                ? summed
                : summed.stream()
                        .sorted(Comparator.comparing(MigrationFile::version, order))
                        .toList();
        Optional<String> sum = entries.stream()
                .filter(entry -> entry.name().equals(DirectoryFiles.SUM))
                .map(SourceFile::content)
                .findFirst();
        return new MigrationDirectory(location, format, summed, files, sum);
    }

    /** The same directory with other files to run, such as those up to a version; they are not those of its checksums. */
    public MigrationDirectory withFiles(List<MigrationFile> other) {
        return new MigrationDirectory(location, format, summed, other, sumFile);
    }
}
