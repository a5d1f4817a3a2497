package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.PlanException;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.Sequence;

/** Refuses what the target's version can't do, before anything is run. */
final class PostgresVersionChecks {

    private PostgresVersionChecks() {}

    static void check(PostgresVersion version, Index index) {
        if (!PostgresIndexOptions.of(index).nullsDistinct() && !version.hasNullsNotDistinct()) {
            throw needs(version, "index \"" + index.name() + "\": NULLS NOT DISTINCT", 15);
        }
    }

    static void check(PostgresVersion version, Column column) {
        if (column.generated() != null
                && column.generated().storage() == Generated.Storage.VIRTUAL
                && !version.hasVirtualColumns()) {
            throw needs(version, "column \"" + column.name() + "\": a VIRTUAL generated column", 18);
        }
    }

    static void check(PostgresVersion version, Check check) {
        if (!check.enforced() && !version.hasUnenforcedConstraints()) {
            throw needs(version, "check \"" + check.name() + "\": NOT ENFORCED", 18);
        }
    }

    static void check(PostgresVersion version, Sequence sequence) {
        if (PostgresSequenceOptions.unlogged(sequence) && !version.hasUnloggedSequences()) {
            throw needs(version, "sequence \"" + sequence.name().name() + "\": UNLOGGED", 15);
        }
    }

    static void check(PostgresVersion version, PostgresRange range) {
        if (range.multirange() != null && !version.hasMultiranges()) {
            throw needs(version, "range \"" + range.name().name() + "\": the name of a multirange", 14);
        }
    }

    static void check(PostgresVersion version, ForeignKey key) {
        PostgresForeignKeyOptions options = PostgresForeignKeyOptions.of(key);
        if (!options.setColumns().isEmpty() && !version.hasPartialSetNull()) {
            throw needs(version, "foreign key \"" + key.name() + "\": ON DELETE with a list of columns", 15);
        }
        if ((!options.enforced() || options.period()) && !version.hasUnenforcedConstraints()) {
            throw needs(
                    version,
                    "foreign key \"" + key.name() + "\": " + (options.period() ? "PERIOD" : "NOT ENFORCED"),
                    18);
        }
    }

    private static PlanException needs(PostgresVersion version, String what, int major) {
        return new PlanException(what + " needs PostgreSQL " + major + " or later, the server has "
                + version.server().text());
    }
}
