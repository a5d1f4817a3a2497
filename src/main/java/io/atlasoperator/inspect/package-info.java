/**
 * From a live database to the model. The catalog is read in a constant number of queries.
 */
@NullMarked
package io.atlasoperator.inspect;

import org.jspecify.annotations.NullMarked;
