package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.source.SourceFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a state of a database is told: files, a migration directory, or a database itself. */
public sealed interface StateSource {

    /**
     * HCL files, read as one document.
     *
     * @param files the files
     * @param variables values of input variables; a name with several values is a list
     */
    record Hcl(List<SourceFile> files, Map<String, List<String>> variables) implements StateSource {
        public Hcl {
            files = List.copyOf(files);
            variables = new LinkedHashMap<>(variables);
        }
    }

    /** SQL files, run in order on a dev database. */
    record Sql(List<SourceFile> files) implements StateSource {
        public Sql {
            files = List.copyOf(files);
        }
    }

    /** What a database holds now. */
    record Database(DatabaseUrl url) implements StateSource {}

    /** What a migration directory makes of an empty database, up to a version or to its end. */
    record Migrations(MigrationDirectory directory, Optional<String> version) implements StateSource {}
}
