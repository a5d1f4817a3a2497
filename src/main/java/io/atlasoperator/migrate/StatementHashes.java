package io.atlasoperator.migrate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Chains of SHA-256 hashes: each one depends on everything before it. */
final class StatementHashes {

    private StatementHashes() {}

    /** The hashes of a file's statements as {@code partial_hashes} holds them: {@code h1:} and Base64. */
    static List<String> of(List<String> statements) {
        MessageDigest chain = sha256();
        List<String> hashes = new ArrayList<>();
        for (String statement : statements) {
            chain.update(statement.getBytes(StandardCharsets.UTF_8));
            hashes.add("h1:" + soFar(chain));
        }
        return hashes;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String soFar(MessageDigest chain) {
        try {
            return Base64.getEncoder().encodeToString(((MessageDigest) chain.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }
}
