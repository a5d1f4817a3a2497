@NullUnmarked
package io.atlasoperator.operator.reconcile;

import org.jspecify.annotations.NullUnmarked;
