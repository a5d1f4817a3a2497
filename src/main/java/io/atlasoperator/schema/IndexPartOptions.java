package io.atlasoperator.schema;

/**
 * What only one dialect knows about one part of an index, such as an operator class. Implemented by records of the dialect, which compare by value;
 * nothing outside the dialect looks inside.
 */
public interface IndexPartOptions {}
