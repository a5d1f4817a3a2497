package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.IndexPartOptions;

/**
 * What only MySQL knows about a part of an index or a primary key. A part of whole values has no options (null).
 *
 * @param prefix how much of each value is in the index, in characters or, for binary types, in bytes
 */
record MySqlIndexPartOptions(long prefix) implements IndexPartOptions {

    /** The prefix of a part; 0 means the whole value. */
    static long prefix(IndexPart part) {
        return part.options() instanceof MySqlIndexPartOptions(long prefix) ? prefix : 0;
    }
}
