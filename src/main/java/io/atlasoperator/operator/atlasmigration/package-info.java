/**
 * The AtlasMigration reconciler: references, directory, target, status of the revisions, apply, status.
 */
@NullMarked
package io.atlasoperator.operator.atlasmigration;

import org.jspecify.annotations.NullMarked;
