package io.atlasoperator.migrate;

import io.atlasoperator.plan.Statement;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a tool makes of a migration directory and of the files in it. Stateless. */
public sealed interface DirectoryLayout
        permits AtlasLayout, DbmateLayout, FlywayLayout, GolangMigrateLayout, GooseLayout, LiquibaseLayout {

    /** Whether files in folders of the directory count. */
    default boolean isDeep() {
        return false;
    }

    /**
     * The files that run, in the order that {@code atlas.sum} lists them.
     *
     * @param entries all files of the directory, named by their paths in it with slashes
     */
    List<MigrationFile> files(List<SourceFile> entries);

    /**
     * The names of all files that make up a migration: itself, and what leads back from it.
     *
     * @param file a file that runs
     * @return names, of which some may not be there
     */
    default List<String> parts(MigrationFile file) {
        return List.of(file.name());
    }

    /** The order in which the tool runs versions. */
    Comparator<String> versions();

    /**
     * The parts of a file that run when it is applied, in order.
     *
     * @throws RevisionException if the file is not as the tool wants it; the message names file and line
     */
    default List<Section> sections(MigrationFile file) {
        return List.of(new Section(0, file.content().length(), Section.Split.STATEMENTS));
    }

    /** The transaction mode that a file asks for in the words of its tool. */
    default Optional<TxMode> txMode(MigrationFile file) {
        return Optional.empty();
    }

    /**
     * The files that a new migration is made of.
     *
     * @param version its version: a time in UTC
     * @param name what follows the version in the file's name; maybe empty
     * @param changes what it does, in order; empty for one that somebody is to write
     */
    List<SourceFile> write(String version, String name, List<Statement> changes);

    /**
     * A part of a file that runs.
     *
     * @param start index of its first character in the file
     * @param end index right after its last
     * @param split how statements are told apart in it
     */
    record Section(int start, int end, Split split) {

        /** How statements are told apart. */
        enum Split {
            /** As the database's scripts are read. */
            STATEMENTS,
            /** All of it is one statement. */
            WHOLE
        }
    }
}
