/**
 * The AtlasSchema reconciler: references, desired state, target, gates, apply, status.
 */
@NullMarked
package io.atlasoperator.operator.atlasschema;

import org.jspecify.annotations.NullMarked;
