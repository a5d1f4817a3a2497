package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnOptions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What only PostgreSQL knows of a column. A column whose options are all the default carries null instead.
 *
 * @param storage how large values are kept, upper case, or null for the type's own way
 * @param compression how they are compressed, or null for the server's way
 * @param statistics how many values ANALYZE keeps, or null for the server's default
 * @param parameters its planner parameters, {@code name=value} each
 * @param sequence what the sequence of an identity column has beyond its start and step, or null
 * @param inherited how it comes from a parent, or null if the table has it by itself
 * @param notNullName the name of its NOT NULL constraint where the server would give another, or null
 */
record PostgresColumnOptions(
        @Nullable String storage,
        @Nullable String compression,
        @Nullable Integer statistics,
        Set<String> parameters,
        @Nullable PostgresIdentitySequence sequence,
        @Nullable Inherited inherited,
        @Nullable String notNullName)
        implements ColumnOptions {

    /** What a column without options has. */
    static final PostgresColumnOptions DEFAULT =
            new PostgresColumnOptions(null, null, null, Set.of(), null, null, null);

    PostgresColumnOptions {
        parameters = PostgresSettings.inOrder(parameters);
    }

    /**
     * What is its own in a column that comes from a parent.
     *
     * @param ownDefault whether its default is another than the parent's
     * @param ownNotNull whether it is NOT NULL though the parent's is not
     */
    record Inherited(boolean ownDefault, boolean ownNotNull) {}

    /** The options of a column, the default ones if it carries none. */
    static PostgresColumnOptions of(Column column) {
        return column.options() instanceof PostgresColumnOptions options ? options : DEFAULT;
    }

    PostgresColumnOptions withInherited(@Nullable Inherited newInherited) {
        return new PostgresColumnOptions(
                storage, compression, statistics, parameters, sequence, newInherited, notNullName);
    }

    /** The column without a way of storage, which a new type takes away. */
    static Column withoutStorage(Column column) {
        PostgresColumnOptions own = of(column);
        return column.withOptions(new PostgresColumnOptions(
                        null,
                        own.compression,
                        own.statistics,
                        own.parameters,
                        own.sequence,
                        own.inherited,
                        own.notNullName)
                .orNull());
    }

    /** These options without what is told by the column itself or is no difference. */
    PostgresColumnOptions compared() {
        return new PostgresColumnOptions(storage, compression, statistics, parameters, sequence, null, null);
    }

    /** These options as a column carries them: null if all are the default. */
    @Nullable
    PostgresColumnOptions orNull() {
        return equals(DEFAULT) ? null : this;
    }
}
