package io.atlasoperator.engine;

import io.atlasoperator.dialect.TableLocks;
import java.sql.SQLException;

/**
 * What becomes of a statement that waited for the lock of a table for too long. For one thread at a time.
 *
 * @param session that of the statement
 * @param patience how often it is tried
 */
record LockWait(Session session, LockPatience patience) {

    /** Gives way and says true, if the statement is worth another try. */
    boolean triesAgain(SQLException failure, int tried) {
        boolean waited = locks().waitedTooLong(failure);
        if (waited) {
            session.traffic().waited(Traffic.Lock.TABLE, patience.limit());
        }
        return !session.interruption().isRaised() && waited && tried < patience.tries() && patience.giveWay(tried);
    }

    /** Whom a statement waited for in vain, as far as the server tells, to be put behind the reason of its failure. */
    String holders(String statement, SQLException failure) {
        if (!locks().waitedTooLong(failure)) {
            return "";
        }
        try {
            return locks().holders(session.connection(), statement)
                    .map(holders -> "; " + holders)
                    .orElse("");
        } catch (SQLException unknown) {
            // Only the cause of the failure matters, and that is told.
            return "";
        }
    }

    private TableLocks locks() {
        return session.dialect().tableLocks();
    }
}
