package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import java.time.Duration;

/** Is told what goes on between the engine and database servers. Safe for use by several threads. */
@FunctionalInterface
public interface Traffic {
    /** Nobody is told. */
    Traffic NONE = url -> Open.UNTOLD;

    /** What is waited for. */
    enum Lock {
        /** The lock of a target, which other runs hold. */
        TARGET,
        /** A table, which other sessions use. */
        TABLE
    }

    /** A session is open from now on; never asked of databases without a server. */
    Open opened(DatabaseUrl url);

    /** A session that is open. */
    interface Open {
        /** A session that nobody is told of. */
        Open UNTOLD = new Open() {
            @Override
            public void waited(Lock lock, Duration time) {}

            @Override
            public void closed() {}
        };

        /** It had to wait for a lock. */
        void waited(Lock lock, Duration time);

        /** It is closed; told once or several times. */
        void closed();
    }
}
