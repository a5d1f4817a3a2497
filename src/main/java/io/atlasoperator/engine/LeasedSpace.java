package io.atlasoperator.engine;

import io.atlasoperator.dialect.DevSpace;
import java.sql.SQLException;

/**
 * A space for dev databases along with the session that holds it.
 *
 * @param keeper holds the space and does nothing else
 * @param space the space
 */
record LeasedSpace(Session keeper, DevSpace.Lease space) implements AutoCloseable {

    /** Whether it may be kept for another use. */
    boolean isReusable() {
        try {
            return space.isReusable();
        } catch (SQLException e) {
            System.getLogger(LeasedSpace.class.getName())
                    .log(System.Logger.Level.DEBUG, "a dev database that was kept is gone: " + keeper.describe(e));
            return false;
        }
    }

    /** Ends the lease of a space in which everything has been undone. */
    void release() {
        try (keeper) {
            space.release();
        } catch (SQLException e) {
            warn(e);
        }
    }

    /** Ends the lease and cleans the space. */
    @Override
    public void close() {
        try (keeper) {
            space.close();
        } catch (SQLException e) {
            warn(e);
        }
    }

    /** The work is done and its result good; the space is swept by a later lease of the same server. */
    private void warn(SQLException failure) {
        System.getLogger(LeasedSpace.class.getName())
                .log(System.Logger.Level.WARNING, "cleaning a dev database: " + keeper.describe(failure));
    }
}
