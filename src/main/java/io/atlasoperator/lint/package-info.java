/**
 * Checks on typed changes: what may lose data, fail on existing rows, break a client or make others wait. One class a
 * family of checks; {@link io.atlasoperator.lint.Analyzers} is the list of them.
 */
@NullMarked
package io.atlasoperator.lint;

import org.jspecify.annotations.NullMarked;
