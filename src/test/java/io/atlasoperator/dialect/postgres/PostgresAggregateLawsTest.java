package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresLaws.Pair;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The laws for aggregates. */
class PostgresAggregateLawsTest {
    private static final String FUNCTIONS = """
            CREATE TYPE mood AS ENUM ('sad', 'glad');
            CREATE FUNCTION step(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
            CREATE FUNCTION back(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 - $2';
            CREATE FUNCTION last(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT -$1';
            CREATE FUNCTION mooded(mood, mood) RETURNS mood LANGUAGE sql IMMUTABLE AS 'SELECT $2';
            """;

    private static final List<Pair> PAIRS = List.of(
            Pair.of("aggregates of every form", FUNCTIONS, FUNCTIONS + """
                    CREATE AGGREGATE total(int) (SFUNC = step, STYPE = int, INITCOND = '0', PARALLEL = SAFE,
                        COMBINEFUNC = step, FINALFUNC = last, FINALFUNC_MODIFY = SHAREABLE, SSPACE = 16,
                        MSFUNC = step, MINVFUNC = back, MSTYPE = int, MINITCOND = '1', MSSPACE = 8);
                    CREATE AGGREGATE "Odd ""agg"(n int) (SFUNC = int4pl, STYPE = int);
                    CREATE AGGREGATE all_of(*) (SFUNC = pg_catalog.int8inc, STYPE = bigint, INITCOND = 0);
                    CREATE AGGREGATE moods(m mood) (SFUNC = mooded, STYPE = mood);
                    CREATE AGGREGATE best(int) (SFUNC = int4larger, STYPE = int, SORTOP = >);
                    CREATE VIEW totals AS SELECT total(x) AS t FROM generate_series(1, 3) AS x;
                    COMMENT ON AGGREGATE total(int) IS 'it''s a total';
                    """),
            Pair.of("aggregates change", FUNCTIONS + """
                    CREATE AGGREGATE total(int) (SFUNC = step, STYPE = int, INITCOND = '0');
                    CREATE AGGREGATE other(int) (SFUNC = step, STYPE = int);
                    CREATE VIEW totals AS SELECT total(x) AS t FROM generate_series(1, 3) AS x;
                    """, FUNCTIONS + """
                    CREATE AGGREGATE total(int) (SFUNC = back, STYPE = int, INITCOND = '0');
                    CREATE AGGREGATE other(int) (SFUNC = step, STYPE = int, INITCOND = '7', PARALLEL = RESTRICTED);
                    CREATE VIEW totals AS SELECT total(x) AS t FROM generate_series(1, 3) AS x;
                    COMMENT ON AGGREGATE other(int) IS 'new';
                    """));

    @TestFactory
    Stream<DynamicTest> hold() {
        return PostgresLaws.hold(PAIRS);
    }
}
