package io.atlasoperator.schema;

/**
 * An object that only one dialect has, such as an extension or a policy. Implemented by records of the dialect, which compare by
 * value; nothing outside the dialect looks inside.
 */
public non-sealed interface DialectObject extends SchemaObject {}
