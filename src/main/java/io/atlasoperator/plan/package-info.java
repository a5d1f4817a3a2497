/**
 * From changes to statements: the order of changes by their dependencies, and statements as data.
 */
@NullMarked
package io.atlasoperator.plan;

import org.jspecify.annotations.NullMarked;
