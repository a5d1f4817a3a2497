/**
 * Checks on typed changes: what may lose data, fail on existing rows or break a client. One class a check.
 */
@NullMarked
package io.atlasoperator.lint;

import org.jspecify.annotations.NullMarked;
