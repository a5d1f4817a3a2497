package io.atlasoperator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.plan.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditedPlanTest {
    private static final Dialect POSTGRES = Dialects.all().of(DatabaseUrl.parse("postgres://any"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET LOCAL lock_timeout = '1s' | true",
                "ALTER TABLE t ADD CONSTRAINT k UNIQUE (a) DEFERRABLE INITIALLY DEFERRED | true",
                "CREATE INDEX CONCURRENTLY i ON t (a) | false",
                "VACUUM t | false",
            })
    void takesStatementsOutOfTheTransactionOnlyWhereTheServerDoes(String statement, boolean inside) {
        Plan edited = EditedPlan.of(Plan.EMPTY, statement + ";", POSTGRES);

        assertThat(edited.statements())
                .singleElement()
                .extracting(Statement::transactional)
                .isEqualTo(inside);
    }
}
