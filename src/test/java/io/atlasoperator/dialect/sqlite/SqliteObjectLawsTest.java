package io.atlasoperator.dialect.sqlite;

import static io.atlasoperator.dialect.sqlite.SqliteFixture.diff;
import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.plan.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The laws for views, triggers, virtual tables and the rarer properties of tables, from every state to every other. */
class SqliteObjectLawsTest {
    private static final String TABLES = """
            CREATE TABLE users (id integer PRIMARY KEY, name text, age int);
            CREATE TABLE log (what text);
            """;

    private static final List<String> STATES = List.of("", TABLES, TABLES + """
                    CREATE VIEW adults AS SELECT id, name FROM users WHERE age > 17;
                    CREATE VIEW over (a, "b c") AS SELECT * FROM adults -- both
                    ;
                    CREATE TRIGGER noted AFTER INSERT ON users BEGIN INSERT INTO log VALUES (new.name || ';'); END;
                    CREATE TRIGGER renamed BEFORE UPDATE OF name, age ON users WHEN old.name <> new.name
                    BEGIN
                      INSERT INTO log SELECT what FROM log LIMIT 1; -- again
                      DELETE FROM log WHERE what = 'END';
                    END;
                    CREATE TRIGGER through INSTEAD OF DELETE ON adults BEGIN DELETE FROM users WHERE id = old.id; END;
                    """, """
            CREATE TABLE users (id integer PRIMARY KEY AUTOINCREMENT, name text NOT NULL DEFAULT '', born text);
            CREATE TABLE log (what text);
            CREATE VIEW adults AS SELECT id FROM users WHERE born < '2000';
            CREATE VIEW over (a, "b c") AS SELECT 1, * FROM adults;
            CREATE TRIGGER noted AFTER INSERT ON users BEGIN INSERT INTO log VALUES (new.name || ';'); END;
            CREATE TRIGGER renamed AFTER DELETE ON log BEGIN SELECT 1; END;
            CREATE TRIGGER through INSTEAD OF DELETE ON over BEGIN DELETE FROM users WHERE id = old.a; END;
            """, """
            CREATE TABLE adults (id int);
            CREATE VIEW users AS SELECT id, '${x} %{y}' AS "odd ""name" FROM adults;
            CREATE VIEW log (what) AS SELECT 1;
            CREATE TRIGGER noted INSTEAD OF INSERT ON users BEGIN INSERT INTO adults VALUES (new.id); END;
            CREATE TRIGGER broken AFTER INSERT ON adults BEGIN INSERT INTO missing VALUES (1); END;
            CREATE VIEW over AS SELECT * FROM missing;
            """, """
            CREATE VIRTUAL TABLE users USING fts5(name, tokenize = 'porter ascii');
            CREATE VIRTUAL TABLE places USING rtree(id, minX, maxX);
            CREATE VIEW adults AS SELECT name FROM users WHERE users MATCH 'x';
            """, """
            CREATE TABLE users (id int, name text, a text, PRIMARY KEY (id DESC, name COLLATE NOCASE) ON CONFLICT REPLACE,
              CONSTRAINT u UNIQUE (a) ON CONFLICT IGNORE, UNIQUE (name, a), CHECK (users.id > 0)) WITHOUT ROWID;
            CREATE TABLE log (what NOT NULL ON CONFLICT FAIL, n integer CONSTRAINT k PRIMARY KEY DESC, "select" "group" text
              DEFAULT "order" CHECK ("select" <> "it's"), "a)b" text AS (upper(what)) VIRTUAL, c AS (what || ')') STORED);
            CREATE INDEX "from" ON log ("select" COLLATE NOCASE DESC, lower(what)) WHERE what IS NOT NULL;
            CREATE VIRTUAL TABLE places USING fts5(name);
            """, """
            CREATE TABLE users (id text PRIMARY KEY, name ANY, a INT, log_n INT REFERENCES log DEFERRABLE INITIALLY DEFERRED)
              STRICT;
            CREATE TABLE log (n integer, what NOT NULL, "select" text DEFAULT 'Order', c AS (what || ')'),
              PRIMARY KEY (n AUTOINCREMENT), UNIQUE ("select"));
            CREATE VIRTUAL TABLE places USING fts5(name, body);
            CREATE TABLE New_users (id integer PRIMARY KEY);
            """);

    @TestFactory
    List<DynamicTest> leadFromAnyStateToAnyOther() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int from = 0; from < STATES.size(); from++) {
            for (int to = 0; to < STATES.size(); to++) {
                String first = STATES.get(from);
                String second = STATES.get(to);
                tests.add(DynamicTest.dynamicTest("state " + from + " to " + to, () -> leads(first, second)));
            }
        }
        return tests;
    }

    private static void leads(String first, String second) throws SQLException {
        try (SqliteFixture current = new SqliteFixture();
                SqliteFixture wanted = new SqliteFixture()) {
            current.script(first);
            wanted.script(second);
            SqliteLaws.leads(current, wanted);
        }
    }

    @TestFactory
    List<DynamicTest> surviveHcl() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int state = 0; state < STATES.size(); state++) {
            String text = STATES.get(state);
            tests.add(DynamicTest.dynamicTest("state " + state, () -> {
                try (SqliteFixture database = new SqliteFixture()) {
                    database.script(text);
                    SqliteLaws.survivesHcl(database.realm());
                }
            }));
        }
        return tests;
    }

    @Test
    void aRebuildKeepsTextsOfViewsAndTriggersByteForByte() throws SQLException {
        String texts =
                "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_master WHERE type IN ('view', 'trigger')"
                        + " ORDER BY name)";
        try (SqliteFixture current = new SqliteFixture();
                SqliteFixture wanted = new SqliteFixture()) {
            current.script(STATES.get(2));
            wanted.script(STATES.get(2).replace("age int", "age int NOT NULL CHECK (age > 0)"));
            List<String> before = current.rows(texts);
            SqliteLaws.leads(current, wanted);
            assertThat(current.rows(texts)).isEqualTo(before);
        }
    }

    @Test
    void undoingAPlanLeadsBack() throws SQLException {
        try (SqliteFixture current = new SqliteFixture();
                SqliteFixture before = new SqliteFixture();
                SqliteFixture wanted = new SqliteFixture()) {
            current.script(STATES.get(2));
            before.script(STATES.get(2));
            wanted.script(
                    TABLES + "CREATE VIEW adults AS SELECT name FROM users; CREATE VIRTUAL TABLE f USING fts5(a);");
            List<Statement> statements = SqliteLaws.leads(current, wanted);
            for (Statement statement : statements.reversed()) {
                current.run(statement.reverse().toArray(String[]::new));
            }
            assertThat(diff(current.realm(), before.realm())).isEmpty();
        }
    }

    @Test
    void onlyWhiteSpaceCommentsAndLettersOutsideOfQuotesMakeNoDifference() throws SQLException {
        try (SqliteFixture one = new SqliteFixture(
                        "CREATE TABLE t (a text)",
                        "CREATE VIEW v AS SELECT a, 'X' FROM t",
                        "CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 'X'; END");
                SqliteFixture same = new SqliteFixture(
                        "CREATE TABLE T (A text)",
                        "create view V as\n select A, 'X' /* all */ from T",
                        "CREATE TRIGGER TR after insert on T for each row BEGIN\n SELECT 'X' ; END");
                SqliteFixture other = new SqliteFixture(
                        "CREATE TABLE t (a text)",
                        "CREATE VIEW v AS SELECT a, 'x' FROM t",
                        "CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 'x'; END")) {
            SqliteLaws.same(one.realm(), same.realm());
            assertThat(diff(one.realm(), other.realm())).hasSize(2);
        }
    }
}
