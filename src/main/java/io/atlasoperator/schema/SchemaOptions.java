package io.atlasoperator.schema;

/**
 * What only one dialect knows about a schema, such as a default character set. Implemented by records of the dialect, which compare by value;
 * nothing outside the dialect looks inside.
 */
public interface SchemaOptions {}
