/**
 * The command line {@code atlas}: picocli commands that call the engine and print its reports.
 */
@NullMarked
package io.atlasoperator.cli;

import org.jspecify.annotations.NullMarked;
