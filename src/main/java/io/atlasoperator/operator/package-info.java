/**
 * The operator process: configuration, Kubernetes client, controllers, health and metrics.
 */
@NullMarked
package io.atlasoperator.operator;

import org.jspecify.annotations.NullMarked;
