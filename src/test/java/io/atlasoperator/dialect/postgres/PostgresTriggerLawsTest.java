package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresLaws.Pair;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The laws for triggers. */
class PostgresTriggerLawsTest {
    private static final String BASE = """
            CREATE TABLE users (id int PRIMARY KEY, name text, "Odd col" int);
            CREATE TABLE posts (id int PRIMARY KEY);
            CREATE VIEW names AS SELECT id, name FROM users;
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE FUNCTION touch(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
            CREATE FUNCTION "Odd fn"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
            """;

    private static final String MANY = """
            CREATE TRIGGER before_row BEFORE INSERT OR UPDATE OF name, "Odd col" ON users FOR EACH ROW
                WHEN (NEW.name IS DISTINCT FROM 'FOR EACH ROW EXECUTE FUNCTION x()' AND NEW.id > 1)
                EXECUTE FUNCTION touch('it''s', 'a\b', '{"x": 1}', '');
            CREATE TRIGGER "Odd "" FOR EACH ROW " AFTER DELETE OR TRUNCATE ON users EXECUTE FUNCTION "Odd fn"();
            CREATE TRIGGER transitions AFTER UPDATE ON users REFERENCING OLD TABLE AS before NEW TABLE AS "After"
                EXECUTE FUNCTION touch();
            CREATE TRIGGER instead INSTEAD OF INSERT OR UPDATE OR DELETE ON names FOR EACH ROW EXECUTE FUNCTION touch();
            CREATE CONSTRAINT TRIGGER late AFTER INSERT ON posts FROM users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
                WHEN (NEW.id > 0) EXECUTE FUNCTION touch();
            CREATE CONSTRAINT TRIGGER soon AFTER INSERT ON posts FOR EACH ROW EXECUTE FUNCTION touch();
            CREATE TRIGGER off BEFORE INSERT ON posts FOR EACH ROW EXECUTE FUNCTION touch();
            CREATE TRIGGER always BEFORE INSERT ON posts FOR EACH ROW EXECUTE FUNCTION touch();
            ALTER TABLE posts DISABLE TRIGGER off, ENABLE ALWAYS TRIGGER always;
            COMMENT ON TRIGGER off ON posts IS 'it''s off';
            """;

    private static final List<Pair> PAIRS = List.of(
            Pair.of("triggers of every form along with what they are of", "", BASE + MANY),
            Pair.of("triggers of every form go and stay", BASE + MANY, BASE),
            Pair.of("triggers go with their tables and views", BASE + MANY, "CREATE TABLE other (id int)")
                    .oneWay(),
            Pair.of("triggers of every form change", BASE + MANY, BASE + """
                    CREATE TRIGGER before_row BEFORE INSERT OR UPDATE OF name ON users FOR EACH ROW
                        WHEN (NEW.name <> 'x') EXECUTE FUNCTION touch('other');
                    CREATE TRIGGER "Odd "" FOR EACH ROW " BEFORE DELETE ON users EXECUTE FUNCTION "Odd fn"();
                    CREATE TRIGGER transitions AFTER UPDATE ON users REFERENCING NEW TABLE AS "After"
                        EXECUTE FUNCTION touch();
                    CREATE TRIGGER instead INSTEAD OF INSERT ON names FOR EACH ROW EXECUTE FUNCTION touch();
                    CREATE CONSTRAINT TRIGGER late AFTER INSERT ON posts DEFERRABLE FOR EACH ROW EXECUTE FUNCTION touch();
                    CREATE TRIGGER soon AFTER INSERT ON posts FOR EACH ROW EXECUTE FUNCTION touch();
                    CREATE TRIGGER off BEFORE INSERT OR UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION touch();
                    CREATE TRIGGER always BEFORE INSERT ON posts FOR EACH ROW EXECUTE FUNCTION touch();
                    ALTER TABLE posts ENABLE REPLICA TRIGGER off;
                    COMMENT ON TRIGGER always ON posts IS 'on';
                    """),
            Pair.of("what triggers depend on changes", BASE + MANY, """
                    CREATE TABLE users (id bigint PRIMARY KEY, name varchar(40), "Odd col" int);
                    CREATE TABLE posts (id int PRIMARY KEY);
                    CREATE VIEW names AS SELECT name, id FROM users;
                    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END';
                    CREATE FUNCTION touch(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
                    CREATE FUNCTION "Odd fn"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                    """ + MANY).oneWay(),
            Pair.of("triggers of partitioned tables", """
                    CREATE TABLE parted (id int, at date) PARTITION BY RANGE (at);
                    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                    CREATE TRIGGER t BEFORE INSERT ON parted FOR EACH ROW EXECUTE FUNCTION touch();
                    """, """
                    CREATE TABLE parted (id int, at date) PARTITION BY RANGE (at);
                    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                    CREATE TRIGGER t BEFORE UPDATE ON parted FOR EACH ROW EXECUTE FUNCTION touch();
                    """));

    @TestFactory
    Stream<DynamicTest> hold() {
        return PostgresLaws.hold(PAIRS);
    }
}
