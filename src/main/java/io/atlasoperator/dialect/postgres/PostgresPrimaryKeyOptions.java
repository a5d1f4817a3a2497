package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.PrimaryKeyOptions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What only PostgreSQL knows of a primary key. A key whose options are all the default carries null instead.
 *
 * @param deferrability when it is checked
 * @param withoutOverlaps whether its last column is a range, and ranges may not overlap
 * @param parameters storage parameters of its index, {@code name=value} each
 * @param comment the comment of the constraint, or null
 * @param indexComment the comment of its index, or null
 */
record PostgresPrimaryKeyOptions(
        Deferrability deferrability,
        boolean withoutOverlaps,
        Set<String> parameters,
        @Nullable String comment,
        @Nullable String indexComment)
        implements PrimaryKeyOptions {

    /** What a key without options has. */
    static final PostgresPrimaryKeyOptions DEFAULT =
            new PostgresPrimaryKeyOptions(Deferrability.NOT_DEFERRABLE, false, Set.of(), null, null);

    PostgresPrimaryKeyOptions {
        Objects.requireNonNull(deferrability);
        parameters = PostgresSettings.inOrder(parameters);
    }

    /** The options of a key, the default ones if it carries none. */
    static PostgresPrimaryKeyOptions of(PrimaryKey key) {
        return key.options() instanceof PostgresPrimaryKeyOptions options ? options : DEFAULT;
    }

    /** These options without what can be changed while the key stays. */
    PostgresPrimaryKeyOptions built() {
        return new PostgresPrimaryKeyOptions(deferrability, withoutOverlaps, Set.of(), null, null);
    }

    /** An index with the storage parameters of these options. */
    static Index onIndex(Index index, PostgresPrimaryKeyOptions options) {
        return new Index(
                index.name(),
                index.unique(),
                true,
                index.parts(),
                index.include(),
                null,
                null,
                new PostgresIndexOptions(
                                "BTREE",
                                true,
                                null,
                                Deferrability.NOT_DEFERRABLE,
                                options.parameters,
                                List.of(),
                                false,
                                null)
                        .orNull(),
                null);
    }

    /** These options as a key carries them: null if all are the default. */
    @Nullable
    PostgresPrimaryKeyOptions orNull() {
        return equals(DEFAULT) ? null : this;
    }
}
