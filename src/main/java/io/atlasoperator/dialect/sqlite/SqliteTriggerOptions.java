package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.schema.TriggerOptions;

/**
 * How a trigger was written.
 *
 * @param text the whole statement as SQLite keeps it; never compared
 */
record SqliteTriggerOptions(String text) implements TriggerOptions {}
