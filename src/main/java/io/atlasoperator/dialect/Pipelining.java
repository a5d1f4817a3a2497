package io.atlasoperator.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Statements that are handed to the server together, so that it needs not wait for the next one. Stateless. The defaults
 * are for databases where nothing is gained by it.
 */
public interface Pipelining {
    /** One at a time. */
    Pipelining NONE = new Pipelining() {};

    /**
     * What became of statements that were handed over together.
     *
     * @param ran how many ran, all before the failure
     * @param failure what the server said of the one after these; no later one ran
     */
    record Ran(int ran, Optional<SQLException> failure) {

        public Ran {
            Objects.requireNonNull(failure);
        }
    }

    /**
     * How many of the first of these statements may be handed over together; at least one, and one alone is run by
     * {@link Dialect#execute}. Judged by their texts: a server may still refuse one among others that it takes alone.
     *
     * @param statements what is to be run, in order; not empty
     */
    default int together(List<String> statements) {
        return 1;
    }

    /**
     * Runs statements that go together. In auto-commit mode they are one transaction: either all of them have taken
     * effect or none. A connection that is lost is a failure like any other.
     */
    default Ran run(Connection connection, List<String> statements) {
        throw new UnsupportedOperationException("statements of this database do not go together");
    }
}
