package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.lint.LintRules;
import io.atlasoperator.migrate.MigrationDirectory;

/**
 * Asks what is to be said about the latest files of a directory.
 *
 * @param directory the directory
 * @param dev the dev database that its files are run on
 * @param latest how many files are new, at least 1
 * @param rules how they are judged
 */
public record MigrateLintRequest(MigrationDirectory directory, DatabaseUrl dev, int latest, LintRules rules) {}
