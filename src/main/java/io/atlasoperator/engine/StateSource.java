package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.sql.ScriptImports;
import io.atlasoperator.sql.ScriptLibrary;
import io.atlasoperator.sql.ScriptPart;
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

    /**
     * SQL files, run in order on a dev database.
     *
     * @param parts what runs, in order; a file with imports is cut where they stand
     */
    record Sql(List<ScriptPart> parts) implements StateSource {
        public Sql {
            parts = List.copyOf(parts);
        }

        /**
         * Files without imports.
         *
         * @throws io.atlasoperator.sql.ScriptImportException if a file has one
         */
        public static Sql of(SourceFile... files) {
            return new Sql(ScriptImports.follow(List.of(files), (path, importer) -> {
                throw new ScriptLibrary.UnavailableException("there are no other files to import here");
            }));
        }

        /** The files, each once, in the order in which they begin to run. */
        public List<SourceFile> files() {
            return parts.stream().map(ScriptPart::file).distinct().toList();
        }
    }

    /** What a database holds now. */
    record Database(DatabaseUrl url) implements StateSource {}

    /**
     * Several states that make one together.
     *
     * @param parts the states, in the order in which they are made
     */
    record Composite(List<Part> parts) implements StateSource {
        public Composite {
            parts = List.copyOf(parts);
        }

        /**
         * One of them.
         *
         * @param schema the schema that it makes or extends; empty if it says itself which
         */
        public record Part(Optional<String> schema, StateSource source) {}
    }

    /** What a migration directory makes of an empty database, up to a version or to its end. */
    record Migrations(MigrationDirectory directory, Optional<String> version) implements StateSource {}
}
