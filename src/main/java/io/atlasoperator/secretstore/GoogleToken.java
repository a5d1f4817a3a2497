package io.atlasoperator.secretstore;

import java.util.Optional;

/**
 * A token for Google Cloud.
 *
 * @param value the token
 * @param quotaProject the project that requests count for, if not the token's own
 */
record GoogleToken(String value, Optional<String> quotaProject) {

    @Override
    public String toString() {
        return "GoogleToken";
    }
}
