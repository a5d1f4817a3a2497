package io.atlasoperator.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** SHA-256 over a sequence of texts. For one thread. */
public final class Digest {
    private final MessageDigest sha256;

    public Digest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** Adds a text as it is. */
    public Digest add(String text) {
        sha256.update(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Adds a text so that no other sequence of fields gives the same bytes. */
    public Digest field(String text) {
        return add(text.length() + ":").add(text);
    }

    /** The digest of all that was added, in 64 lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** The digest of all that was added, in standard Base64. */
    public String base64() {
        return Base64.getEncoder().encodeToString(sha256.digest());
    }
}
