/**
 * Secrets and ConfigMaps that resources refer to: reading them, and noticing that they changed. What nobody refers to is
 * never kept in memory.
 */
@NullMarked
package io.atlasoperator.operator.ref;

import org.jspecify.annotations.NullMarked;
