/**
 * The commands below {@code atlas schema}; {@link io.atlasoperator.cli.schema.SchemaCommands} makes them. What compares and changes
 * databases is the engine: a command reads flags, asks the user, and prints what became of it.
 */
@NullMarked
package io.atlasoperator.cli.schema;

import org.jspecify.annotations.NullMarked;
