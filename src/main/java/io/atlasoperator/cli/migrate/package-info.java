/**
 * The commands below {@code atlas migrate}; {@link io.atlasoperator.cli.migrate.MigrateCommands} makes them. What runs migrations is
 * the engine: a command reads flags and directories, and prints what became of it.
 */
@NullMarked
package io.atlasoperator.cli.migrate;

import org.jspecify.annotations.NullMarked;
