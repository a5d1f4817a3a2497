package io.atlasoperator.migrate;

import io.atlasoperator.source.SourceFile;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The atlas format: {@code <version>[_<description>].sql} and {@code atlas.sum} in one folder. */
record AtlasDirectory(String location, List<MigrationFile> files, Optional<String> sumFile)
        implements MigrationDirectory {

    AtlasDirectory {
        files = List.copyOf(files);
    }

    static AtlasDirectory of(String location, List<SourceFile> entries) {
        List<MigrationFile> files = entries.stream()
                .filter(entry -> entry.name().endsWith(".sql"))
                .sorted(Comparator.comparing(SourceFile::name))
                .map(AtlasDirectory::file)
                .toList();
        Optional<String> sum = entries.stream()
                .filter(entry -> entry.name().equals("atlas.sum"))
                .map(SourceFile::content)
                .findFirst();
        return new AtlasDirectory(location, files, sum);
    }

    private static MigrationFile file(SourceFile entry) {
        String stem = entry.name().substring(0, entry.name().length() - ".sql".length());
        int underscore = stem.indexOf('_');
        return underscore < 0
                ? new MigrationFile(entry.name(), stem, "", entry.content())
                : new MigrationFile(
                        entry.name(), stem.substring(0, underscore), stem.substring(underscore + 1), entry.content());
    }
}
