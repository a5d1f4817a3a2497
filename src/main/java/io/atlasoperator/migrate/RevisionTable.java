package io.atlasoperator.migrate;

/** The statements of one database on {@code atlas_schema_revisions} (spec/versioned.md 4.2). */
public interface RevisionTable {}
