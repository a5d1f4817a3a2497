/** What the operator would do with resources that nobody has applied yet. */
@NullMarked
package io.atlasoperator.operator.preview;

import org.jspecify.annotations.NullMarked;
