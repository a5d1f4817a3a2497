package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.ObjectKinds;
import java.util.List;

/** The kinds of objects that PostgreSQL has beside tables. */
final class PostgresKinds {

    private PostgresKinds() {}

    static ObjectKinds of(PostgresVersion version, PostgresDiffRules rules) {
        return new ObjectKinds(List.of(
                new PostgresEnums(),
                new PostgresViews(version, rules),
                new PostgresRoutines(version),
                new PostgresTriggers(version),
                new PostgresAggregates(),
                new PostgresEventTriggers(),
                new PostgresPolicies(),
                new PostgresStatisticsKind(),
                new PostgresRules()));
    }
}
