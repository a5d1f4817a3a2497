package io.atlasoperator.diff;

/** Which property of a column, an index or a foreign key differs. */
public enum ChangeKind {
    TYPE,
    NULL,
    DEFAULT,
    GENERATED,
    IDENTITY,
    COLLATION,
    COMMENT,
    UNIQUE,
    PARTS,
    INCLUDE,
    PREDICATE,
    OPTIONS,
    COLUMNS,
    REF_TABLE,
    REF_COLUMNS,
    ON_UPDATE,
    ON_DELETE,
    DEFERRABILITY
}
