/**
 * Conditions, events and retries: the only writers of what the operator says about a resource.
 */
@NullMarked
package io.atlasoperator.operator.status;

import org.jspecify.annotations.NullMarked;
