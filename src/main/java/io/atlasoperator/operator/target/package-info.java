/**
 * The databases that resources are about: their URLs, and taking turns at them.
 */
@NullMarked
package io.atlasoperator.operator.target;

import org.jspecify.annotations.NullMarked;
