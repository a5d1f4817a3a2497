package io.atlasoperator.migrate;

import java.util.List;
import java.util.Objects;

/**
 * Questions that a database has to answer with yes before a migration runs.
 *
 * @param name name of the file in the archive: {@code checks/destructive.sql}
 * @param oneOf whether one yes is enough
 * @param codes codes of lint findings that the questions answer: {@code DS102}
 * @param statements the questions, in order; each returns one row with one column
 */
public record CheckFile(String name, boolean oneOf, List<String> codes, List<String> statements) {

    public CheckFile {
        Objects.requireNonNull(name);
        codes = List.copyOf(codes);
        statements = List.copyOf(statements);
    }
}
