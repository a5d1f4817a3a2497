package io.atlasoperator.operator.atlasschema;

import java.util.List;

/**
 * All that an AtlasSchema wants done.
 *
 * @param targets what is wanted of each database, at least one
 * @param several whether the spec stands for any number of databases, be it one at present
 */
record SchemaWork(List<SchemaInputs> targets, boolean several) {

    SchemaWork {
        targets = List.copyOf(targets);
    }
}
