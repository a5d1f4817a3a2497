package io.atlasoperator.engine;

/**
 * Judges changes before they are made. Safe for use by several threads. All methods throw {@link EngineException} where
 * nothing can be judged.
 */
public interface LintEngine {

    /** What the analyzers say about the way to a state, or about a state as if all of it were new. */
    SchemaLintReport lint(SchemaLintRequest request);

    /** What they say about the latest files of a migration directory; runs all of its files on the dev database. */
    MigrateLintReport lint(MigrateLintRequest request);
}
