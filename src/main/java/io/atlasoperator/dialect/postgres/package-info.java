/**
 * PostgreSQL 13 to 18: how its catalog is read, its HCL, what counts as a change there and the statements that make it.
 */
@NullMarked
package io.atlasoperator.dialect.postgres;

import org.jspecify.annotations.NullMarked;
