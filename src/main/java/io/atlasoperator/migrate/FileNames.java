package io.atlasoperator.migrate;

import io.atlasoperator.source.SourceFile;
import java.util.Comparator;
import java.util.List;

/** The name {@code <version>[_<description>]<ending>} that most tools give their files. */
final class FileNames {
    private FileNames() {}

    /** The files with that ending that are in no folder, in byte order of their names. */
    static List<MigrationFile> numbered(List<SourceFile> entries, String ending, DirectoryFormat format) {
        return entries.stream()
                .filter(entry -> entry.name().indexOf('/') < 0 && entry.name().endsWith(ending))
                .sorted(Comparator.comparing(SourceFile::name))
                .map(entry -> numbered(entry, ending, format))
                .toList();
    }

    private static MigrationFile numbered(SourceFile entry, String ending, DirectoryFormat format) {
        String stem = entry.name().substring(0, entry.name().length() - ending.length());
        int underscore = stem.indexOf('_');
        String version = underscore < 0 ? stem : stem.substring(0, underscore);
        String description = underscore < 0 ? "" : stem.substring(underscore + 1);
        return new MigrationFile(entry.name(), version, description, entry.content(), format);
    }

    /** The name of a new file. */
    static String of(String version, String name, String ending) {
        return name.isEmpty() ? version + ending : version + "_" + name + ending;
    }
}
