/** Which package may know which, as tests. */
@NullMarked
package io.atlasoperator.architecture;

import org.jspecify.annotations.NullMarked;
