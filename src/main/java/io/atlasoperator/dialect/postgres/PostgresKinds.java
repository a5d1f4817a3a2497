package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.ObjectKinds;
import java.util.List;

/** The kinds of objects that PostgreSQL has beside tables. */
final class PostgresKinds {

    private PostgresKinds() {}

    static ObjectKinds of(PostgresVersion version, PostgresDiffRules rules) {
        return new ObjectKinds(List.of(
                new PostgresExtensions(),
                new PostgresEnums(),
                new PostgresDomains(),
                new PostgresComposites(),
                new PostgresRanges(version),
                new PostgresSequenceKind(version),
                new PostgresViews(version, rules),
                new PostgresRoutines(version),
                new PostgresTriggers(version),
                new PostgresAggregates(),
                new PostgresEventTriggers(),
                new PostgresPolicies(),
                new PostgresStatisticsKind(),
                new PostgresRules(),
                new PostgresPermissions(version),
                new PostgresDefinitions()));
    }
}
