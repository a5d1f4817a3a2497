package io.atlasoperator.migrate;

import io.atlasoperator.plan.Statement;
import io.atlasoperator.source.SourceFile;
import java.util.Comparator;
import java.util.List;

/** The format of the product itself. */
record AtlasLayout() implements DirectoryLayout {

    @Override
    public List<MigrationFile> files(List<SourceFile> entries) {
        return FileNames.numbered(entries, ".sql", DirectoryFormat.ATLAS);
    }

    @Override
    public Comparator<String> versions() {
        return VersionOrder.TEXT;
    }

    @Override
    public List<Section> sections(MigrationFile file) {
        return FileDirectives.of(file.content()).archive()
                ? List.of(MigrationArchive.of(file).migration())
                : DirectoryLayout.super.sections(file);
    }

    @Override
    public List<SourceFile> write(String version, String name, List<Statement> changes) {
        StringBuilder text = new StringBuilder();
        for (Statement change : changes) {
            if (!change.comment().isEmpty()) {
                text.append("-- ")
                        .append(Character.toUpperCase(change.comment().charAt(0)))
                        .append(change.comment().substring(1))
                        .append('\n');
            }
            text.append(change.script());
        }
        return List.of(new SourceFile(FileNames.of(version, name, ".sql"), text.toString()));
    }
}
