package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresLaws.Pair;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The laws for views and materialized views. */
class PostgresViewLawsTest {
    private static final String TABLES = "CREATE TABLE users (id int PRIMARY KEY, name varchar(40), age int, gone int);"
            + " CREATE TABLE posts (id int PRIMARY KEY, author int REFERENCES users);";

    private static final List<Pair> PAIRS = List.of(
            Pair.of("views along with what they are over", "", TABLES + """
                    CREATE VIEW adults AS SELECT id, upper(name) AS name FROM users WHERE age > 17;
                    CREATE VIEW a_first AS SELECT * FROM adults;
                    COMMENT ON VIEW adults IS 'grown up';
                    COMMENT ON COLUMN adults.name IS 'in capitals';
                    CREATE MATERIALIZED VIEW counts AS SELECT author, count(*) AS n FROM posts GROUP BY author;
                    CREATE UNIQUE INDEX counts_author ON counts (author);
                    CREATE INDEX ON counts (n DESC) WHERE n > 1;
                    COMMENT ON MATERIALIZED VIEW counts IS 'posts';
                    COMMENT ON INDEX counts_author IS 'one row each';
                    """),
            Pair.of(
                    "views with options",
                    TABLES
                            + "CREATE VIEW v AS SELECT id FROM users WHERE id > 1; CREATE VIEW w WITH (security_barrier) AS"
                            + " SELECT id FROM users; ALTER VIEW w ALTER COLUMN id SET DEFAULT 7",
                    TABLES
                            + "CREATE VIEW v AS SELECT id FROM users WHERE id > 1 WITH LOCAL CHECK OPTION; CREATE VIEW w AS"
                            + " SELECT id FROM users; ALTER VIEW v ALTER COLUMN id SET DEFAULT 8"),
            Pair.of(
                            "queries replaced in place and with other columns",
                            TABLES + "CREATE VIEW v AS SELECT id FROM users; CREATE VIEW over AS SELECT id FROM v;"
                                    + " CREATE VIEW w AS SELECT id, name FROM users",
                            TABLES + "CREATE VIEW v AS SELECT id, name FROM users WHERE age > 1; CREATE VIEW over AS"
                                    + " SELECT id FROM v; CREATE VIEW w AS SELECT name, id FROM users")
                    .oneWay(),
            Pair.of("a column under views gets another type", TABLES + """
                    CREATE VIEW v AS SELECT id, name, age FROM users;
                    CREATE VIEW over AS SELECT name FROM v;
                    CREATE MATERIALIZED VIEW m AS SELECT age FROM over, v;
                    CREATE INDEX mi ON m (age);
                    COMMENT ON VIEW over IS 'top';
                    """, """
                    CREATE TABLE users (id int PRIMARY KEY, name text, age bigint, gone int);
                    CREATE TABLE posts (id int PRIMARY KEY, author int REFERENCES users);
                    CREATE VIEW v AS SELECT id, name, age FROM users;
                    CREATE VIEW over AS SELECT name FROM v;
                    CREATE MATERIALIZED VIEW m AS SELECT age FROM over, v;
                    CREATE INDEX mi ON m (age);
                    COMMENT ON VIEW over IS 'top';
                    """),
            Pair.of(
                    "a column under a view goes",
                    TABLES + "CREATE VIEW v AS SELECT id, gone FROM users; CREATE VIEW kept AS SELECT id FROM posts",
                    "CREATE TABLE users (id int PRIMARY KEY, name varchar(40), age int);"
                            + " CREATE TABLE posts (id int PRIMARY KEY, author int REFERENCES users);"
                            + " CREATE VIEW v AS SELECT id FROM users; CREATE VIEW kept AS SELECT id FROM posts"),
            Pair.of(
                    "a view becomes materialized, a table a view and a view a table",
                    TABLES
                            + "CREATE VIEW v AS SELECT id FROM users; CREATE TABLE t (id int); CREATE VIEW x AS SELECT 1 AS"
                            + " id",
                    TABLES
                            + "CREATE MATERIALIZED VIEW v AS SELECT id FROM users; CREATE VIEW t AS SELECT id FROM users;"
                            + " CREATE TABLE x (id int)"),
            Pair.of(
                    "tables go with their views",
                    TABLES + "CREATE VIEW v AS SELECT users.id FROM users JOIN posts ON author = users.id; CREATE"
                            + " MATERIALIZED VIEW m AS SELECT * FROM v",
                    ""),
            Pair.of(
                    "materialized views that change",
                    TABLES + "CREATE MATERIALIZED VIEW m AS SELECT id FROM users; CREATE INDEX i ON m (id); CREATE"
                            + " MATERIALIZED VIEW n AS SELECT id FROM users; CREATE INDEX j ON n (id)",
                    TABLES
                            + "CREATE MATERIALIZED VIEW m AS SELECT id, name FROM users; CREATE INDEX i ON m (id); CREATE"
                            + " MATERIALIZED VIEW n AS SELECT id FROM users; CREATE UNIQUE INDEX j ON n (id)"),
            Pair.of(
                    "texts of several lines and odd names",
                    TABLES,
                    TABLES + "CREATE VIEW \"Odd \"\"view\" AS SELECT id AS \"a b\", '${x}\n\n %{y} it''s' AS \"c\" FROM"
                            + " users"));

    @TestFactory
    Stream<DynamicTest> needNoServerWhereNothingChanged() {
        return PostgresLaws.needNoServer(PAIRS);
    }

    @TestFactory
    Stream<DynamicTest> hold() {
        return PostgresLaws.hold(PAIRS);
    }
}
