/**
 * Pods that run servers for dev databases: one for each resource that needs one, made when it is first needed.
 */
@NullMarked
package io.atlasoperator.operator.devpod;

import org.jspecify.annotations.NullMarked;
