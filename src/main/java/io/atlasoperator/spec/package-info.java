/**
 * HCL schema files to the model and back. What one database adds is told by its
 * {@link io.atlasoperator.spec.SpecRules}.
 */
@NullMarked
package io.atlasoperator.spec;

import org.jspecify.annotations.NullMarked;
