package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.mysql.MySqlQueryParser.Columns;
import io.atlasoperator.dialect.mysql.MySqlQueryParser.Query;
import io.atlasoperator.dialect.mysql.MySqlQueryParser.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which queries come to the same: what the server rewrites does, and nothing that gives other rows. */
@NullUnmarked
class MySqlQueryParserTest {
    private static final Map<String, List<String>> TABLES = Map.of(
            "users", List.of("id", "name", "mail", "born", "attributes"),
            "orders", List.of("id", "user_id", "total", "state", "at"),
            "a", List.of("id", "x", "y"),
            "b", List.of("id", "x", "z"));

    private static Optional<Query> parse(String query) {
        return MySqlQueryParser.parse(
                query,
                new Surroundings(
                        "app",
                        false,
                        false,
                        (schema, name) -> Optional.ofNullable(TABLES.get(name)).map(all -> new Columns(all, all)),
                        Map.of()));
    }

    /** No two of the queries that the servers are tried with are taken for one. */
    @Test
    void tellsQueriesApart() throws IOException {
        Map<Query, String> seen = new HashMap<>();
        for (String query : Files.readAllLines(Path.of("src/test/resources/mysql-wordings/views.sql"))) {
            assertThat(seen.put(parse(query).orElseThrow(() -> new AssertionError(query)), query))
                    .as(query)
                    .isNull();
        }
        assertThat(seen).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "select x from a where x and y                 | select x from a where x or y",
                "select x - (y - id) as c from a               | select x - y - id as c from a",
                "select x from a where x = 1 or y = 1 and id   | select x from a where (x = 1 or y = 1) and id",
                "select x from a where not x = y               | select x from a where (not x) = y",
                "select x from a where x > 1                   | select x from a where x >= 1",
                "select x from a                               | select X as z from a",
                "select x, y from a                            | select y, x from a",
                "select x from a                               | select distinct x from a",
                "select x from a limit 1                       | select x from a limit 2",
                "select x from a limit 1                       | select x from a limit 1, 1",
                "select x from a order by x                    | select x from a order by x desc",
                "select x from a order by y                    | select x from a order by x",
                "select x as y, y as x from a order by y       | select x as y, y as x from a order by a.y",
                "select a.x from a join b on a.id = b.id       | select a.x from a left join b on a.id = b.id",
                "select a.x from a left join b on a.id = b.id  | select a.x from a right join b on a.id = b.id",
                "select a.x from a join b on a.id = b.id       | select b.x from a join b on a.id = b.id",
                "select a.x from a left join b on a.id and z   | select a.x from a left join b on a.id where z",
                "select x from a union select x from b         | select x from a union all select x from b",
                "select x from a union select x from b limit 1 | select x from a union (select x from b limit 1)",
                "select x from a where x in (select id from b) | select x from a where x not in (select id from b)",
                "select x from a where exists (select 1 from b)| select x from a where exists (select count(*) from b)",
                "select x from a where exists (select 1 from b)| select x from a where exists (select 1 from b limit 0)",
                "select count(x) as n from a                   | select count(*) as n from a",
                "select count(x) as n from a                   | select count(distinct x) as n from a",
                "select 'a' as c                               | select 'A' as c",
                "select 1 as c                                 | select '1' as c",
                "select cast(x as char) as c from a            | select cast(x as char charset latin1) as c from a",
                "select cast(x as decimal(5)) as c from a      | select cast(x as decimal(5,1)) as c from a",
                "select json_array(true) as c                  | select json_array(1) as c",
                "select x is true as c from a                  | select not x is false as c from a",
                "select x in (select y from a) is false as c from a | select x not in (select y from a) as c from a",
                "select x from a where x like 'a'              | select x from a where x = 'a'",
                "select x from a where x <=> 1                 | select x from a where x = 1",
                "select x + interval 1 day as c from a         | select x - interval 1 day as c from a",
                "select x from a group by x                    | select x from a group by x with rollup",
                "select x from a group by x having x           | select x from a where x group by x",
                "select case x when 1 then 2 end as c from a   | select case when x = 1 then 2 else 0 end as c from a",
                "select group_concat(x) as c from a            | select group_concat(x separator ';') as c from a",
                "select sum(x) over () as c from a             | select sum(x) over (order by y) as c from a",
                "select sum(x) over (order by y) as c from a   | select sum(x) over (order by y rows 1 preceding) as c from a",
                "select sum(x) over (order by y rows 1 preceding) as c from a | "
                        + "select sum(x) over (order by y range 1 preceding) as c from a",
                "select sum(x) over (order by y rows 1 preceding) as c from a | "
                        + "select sum(x) over (order by y rows between 1 preceding and 1 following) as c from a",
                "select sum(x) over (order by y rows between 1 preceding and 2 following) as c from a | "
                        + "select sum(x) over (order by y rows between 2 preceding and 1 following) as c from a",
                "select x from a                               | select x from a use index (i)",
                "select x from a use index ()                  | select x from a use index (i)",
                "select x from a use index (i)                 | select x from a force index (i)",
                "select x from a use index (i)                 | select x from a use index (i, j)",
                "select x from a where x = all (select y from a) | select x from a where x = any (select y from a)",
                "select x from app.a                           | select x from other.a",
                "select x from a c where exists (select 1 from b where b.x = c.x) | "
                        + "select x from a c where exists (select 1 from b where b.x = b.x)"
            })
    void keepsApartWhatGivesOtherRows(String one, String other) {
        Query first = parse(one).orElseThrow();

        assertThat(parse(other)).isNotEqualTo(Optional.of(first));
        assertThat(parse(one)).contains(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select sum(x) over (order by y rows 1 preceding) as c from a | "
                        + "select sum(x) over (order by y rows between 1 preceding and current row) as c from a",
                "select x from a use key (I) | select x from a use index (i)"
            })
    void takesOneWordingForTheOther(String one, String other) {
        assertThat(parse(one)).isPresent().isEqualTo(parse(other));
    }

    /** Not to know is no mistake: the texts are compared then. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select unknown from a",
                "select x from a, b",
                "select id from nowhere, elsewhere",
                "select * from nowhere",
                "select x from a for update",
                "select x from a partition (p)",
                "select x from a use index for join (i)",
                "select x as y, id from a having y",
                "select @x",
                "select sum(x) over w from a window w as (order by y)",
                "select sum(x) over (order by y groups unbounded preceding) from a",
                "with recursive r as (select 1) select * from r",
                "select x from a intersect select x from b",
                "select x from a order by",
                "select x from a) b",
                "select * from json_table('[]', '$' columns (x int path '$')) t",
                "values row(1)",
                ""
            })
    void saysThatItDoesNotKnow(String query) {
        assertThat(parse(query)).isEmpty();
    }
}
