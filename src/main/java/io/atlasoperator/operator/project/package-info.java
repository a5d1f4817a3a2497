/**
 * Project files that resources bring: {@code spec.config} put over what the rest of the spec says, and evaluated with no more
 * reach than the operator's owner allows.
 */
@NullMarked
package io.atlasoperator.operator.project;

import org.jspecify.annotations.NullMarked;
