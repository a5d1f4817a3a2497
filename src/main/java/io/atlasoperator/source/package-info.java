/**
 * Where a piece of text stands: file, line and column. Shared by the HCL language, the SQL scanner and the schema
 * model, so that an error found long after parsing can still point at the line that caused it.
 */
@NullMarked
package io.atlasoperator.source;

import org.jspecify.annotations.NullMarked;
