package io.atlasoperator.dialect.postgres;

import io.atlasoperator.testing.LongRun;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From any schema to any other: what is planned leads there, from nothing and to nothing too, no row of what stays is
 * lost, and a state is the same when it has been written as HCL.
 */
class PostgresFuzzTest {

    @Tag("property")
    @ParameterizedTest(name = "version {0}")
    @CsvSource({"15, 20", "13, 5", "18, 5"})
    void leadsFromARandomStateToAnother(int major, int usualPairs) throws SQLException {
        int pairs = LongRun.pairs(usualPairs);
        // The same ones each time in a usual run, others in a long one.
        Random random = pairs == usualPairs ? new Random(20261122) : LongRun.random("PostgresFuzzTest");
        try (PostgresFuzzLaws laws = new PostgresFuzzLaws(major)) {
            for (int pair = 0; pair < pairs; pair++) {
                laws.hold(PostgresFuzzLaws.Pair.random(random.nextLong(), major));
            }
        }
    }
}
