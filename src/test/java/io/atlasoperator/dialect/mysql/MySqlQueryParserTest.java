package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.dialect.mysql.MySqlQueryParser.Columns;
import io.atlasoperator.dialect.mysql.MySqlQueryParser.Query;
import io.atlasoperator.dialect.mysql.MySqlQueryParser.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        return parse(query, MySqlPlans.MYSQL);
    }

    private static Optional<Query> parse(String query, MySqlFlavor flavor) {
        return MySqlQueryParser.parse(
                query,
                new Surroundings(
                        "app",
                        flavor,
                        (schema, name) -> Optional.ofNullable(TABLES.get(name)).map(all -> new Columns(all, all)),
                        Map.of()));
    }

    private static MySqlFlavor flavor(String product) {
        return product.equals("mysql") ? MySqlPlans.MYSQL : MySqlPlans.MARIADB;
    }

    /** No two of the queries that the servers are tried with are taken for one. */
    @ParameterizedTest
    @ValueSource(strings = {"mysql", "mariadb"})
    void tellsQueriesApart(String product) throws IOException {
        Path folder = Path.of("src/test/resources/mysql-wordings");
        List<String> queries = new ArrayList<>(Files.readAllLines(folder.resolve("views.sql")));
        queries.addAll(Files.readAllLines(folder.resolve("views-" + product + ".sql")));
        Map<Query, String> seen = new HashMap<>();
        for (String query : queries) {
            Query parsed = parse(query, flavor(product)).orElseThrow(() -> new AssertionError(query));
            assertThat(seen.put(parsed, query)).as(query).isNull();
        }
        assertThat(seen).hasSizeGreaterThan(180);
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
                "select x from a union select x from b         | select x from a except select x from b",
                "select x from a except select x from b        | select x from a intersect select x from b",
                "select x from a except select x from b        | select x from a except all select x from b",
                "select x from a                               | select straight_join x from a",
                "select x from a where exists (select distinct id from b) | select x from a where exists (select straight_join id from b)",
                "select a.x from a straight_join b on a.id = b.id | select a.x from a join b on a.id = b.id",
                "select a.x from a straight_join b on a.id = b.id | select a.x from b straight_join a on a.id = b.id",
                "select a.x from a straight_join b             | select a.x from a straight_join b on a.id = b.id",
                "select t.x from a, lateral (select b.x from b where b.id = a.id) t | "
                        + "select t.x from a, lateral (select b.x from b where b.id = b.id) t",
                "select t.x from (select id, y from a) t (x, y)| select t.x from (select id, y from a) t (y, x)",
                "select sum(x) over w as c from a window w as (order by y) | "
                        + "select sum(x) over w as c from a window w as (order by y desc)",
                "select sum(x) over w as c from a window w as (order by y) | "
                        + "select sum(x) over w as c from a window w as (partition by y)",
                "select sum(x) over w as c from a window w as (order by y), v as (order by id) | "
                        + "select sum(x) over v as c from a window w as (order by y), v as (order by id)",
                "select sum(x) over (w rows 1 preceding) as c from a window w as (order by y) | "
                        + "select sum(x) over w as c from a window w as (order by y)",
                "with recursive r as (select 1 as i union all select i + 1 from r) select i from r | "
                        + "with recursive r as (select 1 as i union select i + 1 from r) select i from r",
                "with recursive r as (select 1 as i union all select i + 1 from r) select i from r | "
                        + "with recursive r as (select 1 as i union all select i + 2 from r) select i from r",
                "with recursive a as (select id from app.a) select id from a | with a as (select id from app.a) select id from a",
                "with r (i, j) as (select x, y from a) select i from r | with r (j, i) as (select x, y from a) select i from r",
                "select * from json_table('[]', '$' columns (x int path '$')) t | "
                        + "select * from json_table('[1]', '$' columns (x int path '$')) t",
                "select * from json_table('[]', '$' columns (x int path '$')) t | "
                        + "select * from json_table('[]', '$[*]' columns (x int path '$')) t",
                "select * from json_table('[]', '$' columns (x int path '$')) t | "
                        + "select * from json_table('[]', '$' columns (x int path '$.x')) t",
                "select * from json_table('[]', '$' columns (x int path '$')) t | "
                        + "select * from json_table('[]', '$' columns (x bigint path '$')) t",
                "select * from json_table('[]', '$' columns (x int path '$')) t | "
                        + "select * from json_table('[]', '$' columns (x int exists path '$')) t",
                "select * from json_table('[]', '$' columns (x int path '$')) t | "
                        + "select * from json_table('[]', '$' columns (x int path '$' error on empty)) t",
                "select * from json_table('[]', '$' columns (x int path '$' error on error)) t | "
                        + "select * from json_table('[]', '$' columns (x int path '$' error on empty)) t",
                "select * from json_table('[]', '$' columns (x int path '$' default '1' on empty)) t | "
                        + "select * from json_table('[]', '$' columns (x int path '$' default '2' on empty)) t",
                "select * from json_table('[]', '$' columns (x char(3) path '$')) t | "
                        + "select * from json_table('[]', '$' columns (x char(3) charset latin1 path '$')) t",
                "select * from json_table('[]', '$' columns (x char(3) charset latin1 path '$')) t | "
                        + "select * from json_table('[]', '$' columns (x char(3) collate latin1_bin path '$')) t",
                "select * from json_table('[]', '$' columns (x int path '$', nested path '$.a' columns (y int path '$'))) t | "
                        + "select * from json_table('[]', '$' columns (x int path '$', y int path '$')) t",
                "select x from a use index for join (i)        | select x from a use index (i)",
                "select x from a use index for join (i)        | select x from a use index for order by (i)",
                "select week(x) as c from a                    | select week(x, 1) as c from a",
                "select weekofyear(x) as c from a              | select week(x) as c from a",
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
                "select x from a use key (I) | select x from a use index (i)",
                "select x from a use index (i, j) | select x from a use index (i) use index (j)",
                "select sum(x) over w as c from a window w as (order by y) | select sum(x) over (order by y) as c from a",
                "select sum(x) over (w order by y) as c from a window w as (partition by id) | "
                        + "select sum(x) over (partition by id order by y) as c from a",
                "select sum(x) over (W) as c from a window v as (order by id), w as (order by y) | "
                        + "select sum(x) over (order by y) as c from a",
                "with r (i) as (select x from a) select i from r | with r (I) as (select x as k from a) select r.i from r",
                "select x from a for update | select x from a",
                "select x from a where x in (select y from a lock in share mode) | select x from a where x in (select y from a)",
                "select week(x) as c from a | select week(x, 0) as c from a",
                "select * from json_table('[]', '$' columns (x int(11) path '$' null on empty)) t | "
                        + "select t.x from json_table( '[]' , '$' columns (X integer path '$')) as t",
                "select * from json_table('[]', '$' columns (x char(3) path '$')) t | "
                        + "select * from json_table('[]', '$' columns (x char(3) character set utf8mb4 path '$')) t"
            })
    void takesOneWordingForTheOther(String one, String other) {
        assertThat(parse(one)).isPresent().isEqualTo(parse(other));
    }

    /** MariaDB keeps locks, forgets what a hint is for, and counts weeks by the session that asks. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select x from a for update                 | select x from a                             | false",
                "select x from a for update                 | select x from a lock in share mode          | false",
                "select x from a for update                 | select x from a for update skip locked      | false",
                "(select x from a for update)               | (select x from a) for update                | true",
                "select x from a use index for join (i)     | select x from a use index (i)               | true",
                "select week(x) as c from a                 | select week(x, 0) as c from a               | false",
                "select * from json_table('[]', '$' columns (x json path '$')) t | "
                        + "select * from json_table('[]', '$' columns (x longtext path '$')) t | true",
                "select * from json_table('[]', '$' columns (x char(3) path '$')) t | "
                        + "select * from json_table('[]', '$' columns (x char(3) character set utf8mb4 path '$')) t | false"
            })
    void takesMariaDbByItsOwnWords(String one, String other, boolean same) {
        Query first = parse(one, MySqlPlans.MARIADB).orElseThrow();
        Query second = parse(other, MySqlPlans.MARIADB).orElseThrow();

        assertThat(first.equals(second)).isEqualTo(same);
    }

    /** Whether such a lock is kept depends on the version, so that nobody can tell. */
    @Test
    void doesNotKnowLocksInsideOfMariaDbsQueries() {
        assertThat(parse("select x from a where x in (select y from a for update)", MySqlPlans.MARIADB))
                .isEmpty();
    }

    @Test
    void countsWeeksAsTheServerIsSet() {
        MySqlFlavor counting = new MySqlVersion(new ServerVersion("8.4.3", 8_04_03, false, "ANSI;5"));

        assertThat(parse("select week(x) as c from a", counting))
                .isPresent()
                .isEqualTo(parse("select week(x, 5) as c from a", counting))
                .isNotEqualTo(parse("select week(x, 0) as c from a", counting));
        assertThat(counting.sessionMode()).isEqualTo("ANSI");
        assertThat(MySqlTerms.same("week(`d`,5) > 1", "(WEEK(d) > 1)", counting))
                .isTrue();
        assertThat(MySqlTerms.same("week(`d`,0) > 1", "WEEK(d) > 1", counting)).isFalse();
        assertThat(MySqlTerms.same("week(`d`,0)", "week(d)", MySqlPlans.MARIADB))
                .isFalse();
    }

    /** Not to know is no mistake: the texts are compared then. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select unknown from a",
                "select x from a, b",
                "select id from nowhere, elsewhere",
                "select * from nowhere",
                "select x from a for delete",
                "select x from a partition (p)",
                "select x from a use index for where (i)",
                "select x as y, id from a having y",
                "select @x",
                "select sum(x) over v from a window w as (order by y)",
                "select sum(x) over w from a window w as (w order by y)",
                "select sum(x) over w from a window w as (v), v as (w)",
                "select sum(x) over w from a where x in (select y from b window w as (order by z))",
                "select sum(x) over w from a window w as (order by y",
                "select sum(x) over (order by y groups unbounded preceding) from a",
                "with recursive r as (values row(1)) select * from r",
                "with recursive r as (select i from r) select * from r",
                "select x from a union select x from b intersect select z from b",
                "select x from a intersect select x from b except select z from b",
                "select sql_no_cache x from a",
                "select x from a order by",
                "select x from a) b",
                "select * from json_table('[]', '$' columns (x int path '$'))",
                "select * from json_table('[]', '$' columns (x path '$')) t",
                "select * from json_table('[]', '$' columns (x whatever path '$')) t",
                "select * from json_table('[]', '$' columns (x int path '$' default 5 on empty)) t",
                "select * from json_table('[]', '$') t",
                "values row(1)",
                ""
            })
    void saysThatItDoesNotKnow(String query) {
        assertThat(parse(query)).isEmpty();
    }
}
