package io.atlasoperator.schema;

/**
 * What only one dialect knows about a trigger, such as when it is deferred. Implemented by records of the dialect, which compare by value; nothing outside
 * the dialect looks inside.
 */
public interface TriggerOptions {}
