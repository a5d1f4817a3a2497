package io.atlasoperator.migrate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A row of {@code atlas_schema_revisions}.
 *
 * @param version version of the file
 * @param description description of the file
 * @param type bits: 1 baseline, 2 executed, 4 resolved by hand
 * @param applied statements done
 * @param total statements in the file
 * @param executedAt when the first attempt began
 * @param executionTime time since the row was written before
 * @param error what the last attempt failed with, or empty
 * @param errorStatement the statement it failed at, or empty
 * @param hash hash of the file as in atlas.sum, without {@code h1:}
 * @param partialHashes hashes of the statements done, while the file is not finished
 * @param operatorVersion who wrote the row
 */
public record Revision(
        String version,
        String description,
        int type,
        int applied,
        int total,
        Instant executedAt,
        Duration executionTime,
        String error,
        String errorStatement,
        String hash,
        List<String> partialHashes,
        String operatorVersion) {

    /** The database was like this when Atlas came. */
    public static final int BASELINE = 1;

    /** The file was executed. */
    public static final int EXECUTED = 2;

    /** Somebody said that the file is done. */
    public static final int RESOLVED = 4;

    public Revision {
        Objects.requireNonNull(version);
        Objects.requireNonNull(description);
        Objects.requireNonNull(executedAt);
        Objects.requireNonNull(executionTime);
        Objects.requireNonNull(error);
        Objects.requireNonNull(errorStatement);
        Objects.requireNonNull(hash);
        partialHashes = List.copyOf(partialHashes);
        Objects.requireNonNull(operatorVersion);
    }

    /**
     * Whether statements of the file have not run yet, as far as the row tells. A row that somebody resolved by hand
     * is finished, and so is one that was written as finished with an outdated total.
     */
    public boolean partial() {
        boolean finishedWithAnotherTotal =
                applied > 0 && partialHashes.isEmpty() && error.isEmpty() && errorStatement.isEmpty();
        return applied != total && (type & RESOLVED) == 0 && !finishedWithAnotherTotal;
    }

    /**
     * Whether a statement was begun and nobody wrote down how it ended: the process died meanwhile. It is the one in
     * {@link #errorStatement()}.
     */
    public boolean inDoubt() {
        return partial() && error.isEmpty() && !errorStatement.isEmpty();
    }

    /** This row, after somebody said by hand that its file is done. */
    public Revision resolved() {
        return new Revision(
                version,
                description,
                EXECUTED | RESOLVED,
                applied,
                total,
                executedAt,
                executionTime,
                error,
                errorStatement,
                hash,
                partialHashes,
                operatorVersion);
    }
}
