package io.atlasoperator.schema;

/** What a foreign key does with the referencing rows. */
public enum ReferenceAction {
    NO_ACTION,
    RESTRICT,
    CASCADE,
    SET_NULL,
    SET_DEFAULT;

    /** The words in SQL: {@code SET NULL}. */
    public String sql() {
        return name().replace('_', ' ');
    }
}
