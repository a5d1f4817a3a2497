package io.atlasoperator.schema;

/**
 * What only one dialect knows about an index, such as the access method. Implemented by records of the dialect, which compare by value;
 * nothing outside the dialect looks inside.
 */
public interface IndexOptions {}
