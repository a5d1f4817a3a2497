/**
 * The model of a database: {@link io.atlasoperator.schema.Realm} → {@link io.atlasoperator.schema.Schema} →
 * {@link io.atlasoperator.schema.Table} → columns, keys, indexes and checks. Immutable values without any word of a
 * dialect; what only one database has is a typed record of its dialect behind one of the {@code …Options} interfaces.
 */
@NullMarked
package io.atlasoperator.schema;

import org.jspecify.annotations.NullMarked;
