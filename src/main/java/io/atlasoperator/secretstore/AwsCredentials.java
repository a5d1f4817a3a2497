package io.atlasoperator.secretstore;

import java.util.Optional;

/**
 * A key of AWS.
 *
 * @param keyId its public half
 * @param secret its secret half
 * @param token what goes with keys that end by themselves
 */
record AwsCredentials(String keyId, String secret, Optional<String> token) {

    @Override
    public String toString() {
        return "AwsCredentials[" + keyId + "]";
    }
}
