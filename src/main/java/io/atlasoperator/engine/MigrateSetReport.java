package io.atlasoperator.engine;

import io.atlasoperator.migrate.Revision;
import java.util.List;

/**
 * What became of the revisions.
 *
 * @param current the version that the database is taken to be at; empty for none
 * @param set the rows that were added or resolved, in order
 * @param removed the rows that were taken away, in order
 */
public record MigrateSetReport(String current, List<Revision> set, List<Revision> removed) {

    public MigrateSetReport {
        set = List.copyOf(set);
        removed = List.copyOf(removed);
    }
}
