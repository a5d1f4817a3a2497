package io.atlasoperator.schema;

import java.util.List;

/**
 * What only one dialect knows about one part of an index, such as an operator class. Implemented by records of the dialect, which compare by value;
 * nothing outside the dialect looks inside.
 */
public interface IndexPartOptions {

    /** The pieces of SQL in them that name what the index needs. */
    default List<String> texts() {
        return List.of();
    }
}
