/**
 * The custom resources of {@code db.atlasgo.io/v1alpha1} as data: immutable, unknown fields ignored, names as in the
 * manifests. The definitions in {@code crds/} are the contract; a test proves that both agree.
 */
@NullMarked
package io.atlasoperator.operator.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
