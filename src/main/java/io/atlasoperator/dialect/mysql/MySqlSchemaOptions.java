package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaOptions;
import org.jspecify.annotations.Nullable;

/**
 * What only MySQL knows about a schema. One that was inspected has both; a written one that says neither takes what the
 * server gives.
 *
 * @param charset the character set of tables that say none, or null
 * @param collation the collation of tables that say none, or null
 */
record MySqlSchemaOptions(
        @Nullable String charset, @Nullable String collation) implements SchemaOptions {
    static final MySqlSchemaOptions NONE = new MySqlSchemaOptions(null, null);

    /** The options of a schema. */
    static MySqlSchemaOptions of(Schema schema) {
        return schema.options() instanceof MySqlSchemaOptions options ? options : NONE;
    }

    /** These options, or null if they say nothing. */
    @Nullable
    MySqlSchemaOptions orNull() {
        return equals(NONE) ? null : this;
    }
}
