package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresLaws.Pair;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The laws for casts, collations, operators, text search objects and publications. */
class PostgresDefinitionLawsTest {
    private static final String BASE = """
            CREATE TYPE mood AS ENUM ('sad', 'glad');
            CREATE TYPE pair AS (a int, b int);
            CREATE FUNCTION mood_to_int(mood) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
            CREATE FUNCTION int_to_mood(int) RETURNS mood LANGUAGE sql IMMUTABLE AS $$SELECT 'sad'::text::mood$$;
            CREATE FUNCTION same(pair, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a = ($2).a';
            CREATE FUNCTION differs(pair, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a <> ($2).a';
            CREATE FUNCTION negative(pair) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT -($1).a';
            CREATE FUNCTION opposite(pair) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a::text';
            CREATE TABLE books (id int PRIMARY KEY, title text);
            CREATE TABLE "Odd ""table" (id int PRIMARY KEY);
            """;

    private static final String CASTS = """
            CREATE CAST (mood AS int) WITH FUNCTION mood_to_int(mood) AS IMPLICIT;
            CREATE CAST (int AS mood) WITH FUNCTION int_to_mood(int) AS ASSIGNMENT;
            CREATE CAST (pair AS text) WITH INOUT;
            COMMENT ON CAST (mood AS int) IS 'it''s a number';
            """;

    private static final String OPERATORS = """
            CREATE OPERATOR === (LEFTARG = pair, RIGHTARG = pair, FUNCTION = same, COMMUTATOR = ===, NEGATOR = !==,
                RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
            CREATE OPERATOR !== (LEFTARG = pair, RIGHTARG = pair, FUNCTION = differs, NEGATOR = ===);
            CREATE OPERATOR @- (RIGHTARG = pair, FUNCTION = negative);
            COMMENT ON OPERATOR @- (NONE, pair) IS 'negative';
            CREATE VIEW alike AS SELECT ROW(1, 2)::pair === ROW(1, 3)::pair AS yes;
            """;

    private static final String SEARCH = """
            CREATE TEXT SEARCH DICTIONARY "Odd ""dict" (TEMPLATE = snowball, LANGUAGE = english, STOPWORDS = english);
            CREATE TEXT SEARCH DICTIONARY plain (TEMPLATE = pg_catalog.simple, ACCEPT = false);
            CREATE TEXT SEARCH CONFIGURATION words (PARSER = pg_catalog.default);
            ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR asciiword, word WITH plain, "Odd ""dict";
            ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR email, url WITH simple;
            CREATE TEXT SEARCH CONFIGURATION english_too (COPY = pg_catalog.english);
            COMMENT ON TEXT SEARCH CONFIGURATION words IS 'ours';
            COMMENT ON TEXT SEARCH DICTIONARY plain IS 'plain';
            CREATE INDEX found ON books USING gin (to_tsvector('words', title));
            """;

    private static final List<Pair> PAIRS = List.of(
            Pair.of("casts", BASE, BASE + CASTS),
            Pair.of("casts change", BASE + CASTS, BASE + """
                    CREATE CAST (mood AS int) WITH FUNCTION mood_to_int(mood);
                    CREATE CAST (int AS mood) WITH FUNCTION int_to_mood(int);
                    COMMENT ON CAST (int AS mood) IS 'new';
                    """),
            Pair.of("operators", BASE, BASE + OPERATORS),
            Pair.of(
                    "operators change",
                    BASE + OPERATORS,
                    BASE
                            + OPERATORS
                                    .replace("eqsel", "neqsel")
                                    .replace(", JOIN = eqjoinsel", "")
                                    .replace("FUNCTION = negative", "FUNCTION = opposite")
                                    .replace("'negative'", "'as text'")),
            Pair.of("text search", BASE, BASE + SEARCH),
            Pair.of("text search changes", BASE + SEARCH, BASE + """
                    CREATE TEXT SEARCH DICTIONARY "Odd ""dict" (TEMPLATE = snowball, LANGUAGE = german);
                    CREATE TEXT SEARCH DICTIONARY plain (TEMPLATE = pg_catalog.simple, STOPWORDS = english);
                    CREATE TEXT SEARCH CONFIGURATION words (PARSER = pg_catalog.default);
                    ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR word, numword WITH "Odd ""dict";
                    ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR asciiword, email WITH simple, plain;
                    CREATE INDEX found ON books USING gin (to_tsvector('words', title));
                    COMMENT ON TEXT SEARCH CONFIGURATION words IS 'theirs';
                    """),
            Pair.of(
                    "options of a dictionary in another order",
                    BASE + SEARCH,
                    BASE
                            + SEARCH.replace(
                                            "LANGUAGE = english, STOPWORDS = english",
                                            "STOPWORDS = english, LANGUAGE = english")
                                    .replace("'plain'", "'other'")),
            Pair.of("collations", BASE, BASE + """
                    CREATE COLLATION german (PROVIDER = icu, LOCALE = 'de-u-co-phonebk');
                    CREATE COLLATION "Odd ""one" (PROVIDER = icu, LOCALE = 'und-u-ks-level2', DETERMINISTIC = false);
                    CREATE COLLATION plain (LOCALE = 'C');
                    CREATE COLLATION two (LC_COLLATE = 'C', LC_CTYPE = 'POSIX');
                    COMMENT ON COLLATION german IS 'it''s German';
                    CREATE TABLE people (name text COLLATE german, nick text COLLATE "Odd ""one");
                    CREATE INDEX by_name ON people (nick COLLATE german);
                    CREATE DOMAIN label AS text COLLATE german;
                    CREATE TYPE named AS (name text COLLATE german);
                    """),
            Pair.of(
                    "collations change",
                    BASE + "CREATE COLLATION german (PROVIDER = icu, LOCALE = 'de-u-co-phonebk');"
                            + " CREATE COLLATION gone (LOCALE = 'C'); CREATE VIEW v AS SELECT title COLLATE german AS t FROM books",
                    BASE + "CREATE COLLATION german (PROVIDER = icu, LOCALE = 'de');"
                            + " COMMENT ON COLLATION german IS 'new'; CREATE VIEW v AS SELECT title COLLATE german AS t FROM books"));

    private static final List<Pair> OF_DATABASE = List.of(
            Pair.of("publications", BASE, BASE + """
                    CREATE PUBLICATION changes FOR TABLE books, "Odd ""table" WITH (publish = 'insert, delete');
                    CREATE PUBLICATION "Odd ""one" WITH (publish_via_partition_root);
                    COMMENT ON PUBLICATION changes IS 'news';
                    """),
            Pair.of(
                    "publications change",
                    BASE + "CREATE PUBLICATION changes FOR TABLE books, \"Odd \"\"table\" WITH (publish = 'insert')",
                    BASE.replace("CREATE TABLE \"Odd", "CREATE TABLE more (id int PRIMARY KEY); CREATE TABLE \"Odd")
                            + "CREATE PUBLICATION changes FOR TABLE books, more WITH (publish_via_partition_root)"),
            Pair.of("parts of tables are published", BASE, BASE + """
                            CREATE PUBLICATION parts FOR TABLE books (id, title) WHERE (id > 1), "Odd ""table";
                            """).since(15));

    @TestFactory
    Stream<DynamicTest> hold() {
        return PostgresLaws.hold(PAIRS);
    }

    @TestFactory
    Stream<DynamicTest> holdInWholeDatabases() {
        return PostgresLaws.holdInWholeDatabases(OF_DATABASE);
    }
}
