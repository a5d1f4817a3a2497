package io.atlasoperator.plan;

/** What may go wrong when a statement runs on a table with rows and clients. */
public enum Hazard {
    /** Rows or values are gone for good. */
    DATA_LOSS,
    /** Every row is written anew. */
    TABLE_REWRITE,
    /** Readers or writers wait for as long as the statement runs. */
    LONG_LOCK,
    /** Existing rows may not satisfy it, in which case it fails. */
    MAY_FAIL,
    /** Between it and its neighbours of this kind rows, or things that only the plan makes again, are nowhere. */
    HALFWAY
}
