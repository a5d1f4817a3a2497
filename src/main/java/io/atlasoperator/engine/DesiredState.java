package io.atlasoperator.engine;

import io.atlasoperator.schema.Realm;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A desired state that has been read, and is realized only if it has to be.
 *
 * @param key what it is remembered by
 * @param written the state as it is written, if it only needs a server to be put into canonical form
 * @param realized the state in canonical form; asking for it may need a dev database
 */
record DesiredState(String key, Optional<Realm> written, Supplier<Realm> realized) {

    Realm realm() {
        return realized.get();
    }
}
