package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.Sequence;
import io.atlasoperator.schema.SequenceOptions;

/** That a sequence is UNLOGGED. */
record PostgresSequenceOptions() implements SequenceOptions {

    static boolean unlogged(Sequence sequence) {
        return sequence.options() instanceof PostgresSequenceOptions;
    }
}
