package io.atlasoperator.engine;

import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether what statements do to rows can be undone. The database is asked once, and again after a statement that may have
 * changed that. For one thread at a time.
 */
final class RowUndo {
    private final Session session;

    @Nullable
    private Boolean known;

    RowUndo(Session session) {
        this.session = session;
    }

    /**
     * Whether a rollback undoes what the statement does to rows.
     *
     * @throws SQLException if the database does not say
     */
    boolean covers(String statement) throws SQLException {
        if (!session.dialect().devSpace().reached(statement).isEmpty()) {
            // What is elsewhere was not looked at.
            return session.dialect().transactions().coverRows(session.connection(), true);
        }
        if (known == null) {
            known = session.dialect().transactions().coverRows(session.connection(), false);
        }
        return known;
    }

    /** Takes note of a statement that has run. */
    void ran(String statement) {
        if (statement.toLowerCase(Locale.ROOT).contains("engine")) {
            known = null;
        }
    }
}
