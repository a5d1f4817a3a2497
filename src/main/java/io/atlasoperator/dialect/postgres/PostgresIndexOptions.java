package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What only PostgreSQL knows of an index. An index whose options are all the default carries null instead, so that
 * indexes compare by value: see {@link #orNull}.
 *
 * @param method the access method, upper case: {@code BTREE}, {@code GIN}
 * @param nullsDistinct whether a unique index takes more than one NULL
 * @param pagesPerRange the storage parameter of a BRIN index, or null for the server's default
 * @param deferrability when a unique or exclusion constraint is checked
 * @param parameters its other storage parameters, {@code name=value} each
 * @param operators the operators of an exclusion constraint, one for each part; none for any other index
 * @param withoutOverlaps whether the last column of a unique constraint is a range, and ranges may not overlap
 * @param constraintComment the comment of its constraint, or null
 */
record PostgresIndexOptions(
        String method,
        boolean nullsDistinct,
        @Nullable Long pagesPerRange,
        Deferrability deferrability,
        Set<String> parameters,
        List<String> operators,
        boolean withoutOverlaps,
        @Nullable String constraintComment)
        implements IndexOptions {

    /** What an index without options has. */
    static final PostgresIndexOptions DEFAULT =
            new PostgresIndexOptions("BTREE", true, null, Deferrability.NOT_DEFERRABLE);

    PostgresIndexOptions {
        Objects.requireNonNull(method);
        Objects.requireNonNull(deferrability);
        parameters = PostgresSettings.inOrder(parameters);
        operators = List.copyOf(operators);
    }

    /** The options that most indexes have something of. */
    PostgresIndexOptions(
            String method, boolean nullsDistinct, @Nullable Long pagesPerRange, Deferrability deferrability) {
        this(method, nullsDistinct, pagesPerRange, deferrability, Set.of(), List.of(), false, null);
    }

    /** The options of an index, the default ones if it carries none. */
    static PostgresIndexOptions of(Index index) {
        if (index.options() instanceof PostgresInvalidIndex(PostgresIndexOptions options)) {
            return options;
        }
        return index.options() instanceof PostgresIndexOptions options ? options : DEFAULT;
    }

    PostgresIndexOptions withOperators(List<String> newOperators) {
        return new PostgresIndexOptions(
                method,
                nullsDistinct,
                pagesPerRange,
                deferrability,
                parameters,
                newOperators,
                withoutOverlaps,
                constraintComment);
    }

    /** Whether an index belongs to an exclusion constraint. */
    static boolean isExclusion(Index index) {
        return !of(index).operators.isEmpty();
    }

    /** All its storage parameters. */
    List<String> allParameters() {
        List<String> all = new ArrayList<>(parameters);
        if (pagesPerRange != null) {
            all.addFirst("pages_per_range=" + pagesPerRange);
        }
        return all;
    }

    /** These options without what can be changed while the index stays. */
    PostgresIndexOptions built() {
        return new PostgresIndexOptions(
                method, nullsDistinct, pagesPerRange, deferrability, Set.of(), operators, withoutOverlaps, null);
    }

    /** These options as an index carries them: null if all are the default. */
    @Nullable
    PostgresIndexOptions orNull() {
        boolean plain = nullsDistinct
                && pagesPerRange == null
                && deferrability == Deferrability.NOT_DEFERRABLE
                && parameters.isEmpty()
                && operators.isEmpty()
                && !withoutOverlaps
                && constraintComment == null
                && method.equals(DEFAULT.method);
        return plain ? null : this;
    }

    /** Whether an index may belong to a unique constraint. */
    static boolean fitsConstraint(Index index) {
        return index.unique()
                && index.predicate() == null
                && index.parts()
                        .equals(Index.of(index.name(), true, index.columns()).parts());
    }
}
