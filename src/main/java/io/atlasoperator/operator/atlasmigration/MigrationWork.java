package io.atlasoperator.operator.atlasmigration;

import java.util.List;

/**
 * All that an AtlasMigration wants done.
 *
 * @param targets what is wanted of each database, at least one
 * @param several whether the spec stands for any number of databases, be it one at present
 */
record MigrationWork(List<MigrationInputs> targets, boolean several) {

    MigrationWork {
        targets = List.copyOf(targets);
    }
}
