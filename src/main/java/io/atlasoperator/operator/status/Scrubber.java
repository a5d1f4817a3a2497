package io.atlasoperator.operator.status;

import io.atlasoperator.sql.StatementText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes the credentials of one reconcile out of messages. Messages are made without them in the first place; this is for
 * what drivers and servers quote. Safe for use by several threads.
 */
public final class Scrubber {
    /** Shorter ones are parts of common words, and taking them out would tell where they are. */
    private static final int SHORTEST = 5;

    private final Set<String> secrets =
            new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /** Adds a value that must not be shown. */
    public synchronized void add(String secret) {
        String stripped = secret.strip();
        if (stripped.length() >= SHORTEST) {
            secrets.add(secret);
            secrets.add(stripped);
            // As literals of SQL have them.
            secrets.add(stripped.replace("'", "''"));
            secrets.add(stripped.replace("\\", "\\\\").replace("'", "\\'"));
            secrets.add(stripped.replace("\\", "\\\\").replace("'", "''"));
            String encoded = URLEncoder.encode(stripped, StandardCharsets.UTF_8);
            secrets.add(encoded);
            secrets.add(encoded.replace("+", "%20"));
        }
    }

    /** The message without the values added, and without passwords that a statement in it sets. */
    public synchronized String clean(String message) {
        String cleaned = message;
        for (String secret : secrets) {
            cleaned = cleaned.replace(secret, StatementText.MASK);
        }
        return StatementText.withoutPasswords(cleaned);
    }

    /** Without the values. */
    @Override
    public synchronized String toString() {
        return "Scrubber[" + secrets.size() + "]";
    }
}
