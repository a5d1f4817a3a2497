/**
 * What differs between two realms: a generic walk that yields {@link io.atlasoperator.diff.Change} values. What counts
 * as a difference in one database is told by its {@link io.atlasoperator.diff.DiffRules}.
 */
@NullMarked
package io.atlasoperator.diff;

import org.jspecify.annotations.NullMarked;
