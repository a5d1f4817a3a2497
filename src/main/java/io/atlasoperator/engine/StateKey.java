package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.sql.ScriptPart;
import java.util.List;
import java.util.Optional;

/**
 * What a realized state is remembered by: everything that it depends on, as a digest, so that neither texts nor
 * credentials are kept.
 */
final class StateKey {

    private StateKey() {}

    static String of(StateSource source, StateLoader.Purpose purpose) {
        Digest digest = new Digest()
                .field(purpose.dialect().name())
                .field(purpose.version().map(Object::toString).orElse(""))
                .field(purpose.scope().toString())
                .field(purpose.dev().map(DatabaseUrl::reveal).orElse(""))
                .field(purpose.target().map(DatabaseUrl::reveal).orElse(""))
                .field(String.join("\n", purpose.schemas()))
                .field(String.join("\n", purpose.surroundings()))
                .field(purpose.server());
        add(source, digest);
        return digest.base64();
    }

    private static void add(StateSource source, Digest digest) {
        switch (source) {
            case StateSource.Hcl hcl -> {
                files(digest.field("hcl"), hcl.files());
                hcl.variables().forEach((name, values) -> digest.field(name).field(values.toString()));
            }
            case StateSource.Sql sql -> {
                files(digest.field("sql"), sql.files());
                for (ScriptPart part : sql.parts()) {
                    digest.field(part.file().name()).field(part.firstLine() + "-" + part.lastLine());
                }
            }
            case StateSource.Migrations(MigrationDirectory directory, Optional<String> version) -> {
                digest.field("migrations").field(directory.format().text()).field(version.orElse(""));
                for (MigrationFile file : directory.files()) {
                    digest.field(file.name()).field(file.content());
                }
            }
            case StateSource.Database(DatabaseUrl url) ->
                digest.field("database").field(url.reveal());
            case StateSource.Composite(List<StateSource.Composite.Part> parts) -> {
                digest.field("composite").field(String.valueOf(parts.size()));
                for (StateSource.Composite.Part part : parts) {
                    digest.field(part.schema().map(name -> "schema " + name).orElse(""));
                    add(part.source(), digest);
                }
            }
        }
    }

    private static void files(Digest digest, List<SourceFile> files) {
        files.forEach(file -> digest.field(file.name()).field(file.content()));
    }
}
