package io.atlasoperator.migrate;

import io.atlasoperator.plan.Statement;
import io.atlasoperator.source.SourceFile;
import java.util.Comparator;
import java.util.List;

/**
 * Two files for each version, of which the one that leads back is not run.
 *
 * @see <a href="https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md">golang-migrate, Migrations</a>
 */
record GolangMigrateLayout() implements DirectoryLayout {
    private static final String UP = ".up.sql";
    private static final String DOWN = ".down.sql";

    @Override
    public List<MigrationFile> files(List<SourceFile> entries) {
        return FileNames.numbered(entries, UP, DirectoryFormat.GOLANG_MIGRATE);
    }

    @Override
    public List<String> parts(MigrationFile file) {
        String stem = file.name().substring(0, file.name().length() - UP.length());
        return List.of(stem + UP, stem + DOWN);
    }

    @Override
    public Comparator<String> versions() {
        return VersionOrder.NUMBER;
    }

    @Override
    public List<SourceFile> write(String version, String name, List<Statement> changes) {
        return List.of(
                new SourceFile(FileNames.of(version, name, UP), PairedScripts.up(changes)),
                new SourceFile(FileNames.of(version, name, DOWN), PairedScripts.down(changes)));
    }
}
