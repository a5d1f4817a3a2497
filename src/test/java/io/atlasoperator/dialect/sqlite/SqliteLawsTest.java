package io.atlasoperator.dialect.sqlite;

import static io.atlasoperator.dialect.sqlite.SqliteFixture.diff;
import static io.atlasoperator.dialect.sqlite.SqliteFixture.plan;
import static io.atlasoperator.dialect.sqlite.SqliteFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.plan.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What must hold for every pair of states: applying a plan leads to the state it was made for. */
class SqliteLawsTest {
    private static final List<String[]> STATES = List.of(
            new String[] {},
            new String[] {"CREATE TABLE a (id integer PRIMARY KEY, n text)"},
            new String[] {"CREATE TABLE a (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, n varchar(10) UNIQUE)"},
            new String[] {
                "CREATE TABLE a (id int, n varchar(20) COLLATE NOCASE DEFAULT 'x''y', PRIMARY KEY (id)) WITHOUT ROWID",
                "CREATE UNIQUE INDEX a_n ON a (n) WHERE n <> ''"
            },
            new String[] {
                "CREATE TABLE a (id INT, n TEXT, m ANY, CHECK (length(n) > 2), CONSTRAINT c CHECK (id > 0)) STRICT",
                "CREATE INDEX i ON a (lower(n) DESC, id)"
            },
            new String[] {
                "CREATE TABLE a (id integer PRIMARY KEY, n text DEFAULT CURRENT_TIMESTAMP, g int AS (id + 1) STORED)",
                "CREATE TABLE b (x int REFERENCES a, y int, FOREIGN KEY (y) REFERENCES a (id) ON DELETE SET NULL)"
            },
            new String[] {
                "CREATE TABLE a (id integer PRIMARY KEY, n text, g int AS (id + 1))",
                "CREATE TABLE b (y int REFERENCES a, x int, z int UNIQUE, CONSTRAINT fk FOREIGN KEY (x) REFERENCES a (id)"
                        + " DEFERRABLE INITIALLY DEFERRED)"
            },
            new String[] {"CREATE TABLE a (id integer PRIMARY KEY, n text, UNIQUE (n), UNIQUE (id, n))"},
            new String[] {
                "CREATE TABLE a (id integer PRIMARY KEY, n text AS ('n' || id) UNIQUE)", "CREATE INDEX i ON a (n)"
            },
            new String[] {
                "CREATE TABLE a (id, n text DEFAULT NULL, b boolean DEFAULT TRUE)",
                "CREATE INDEX \"odd `name\" ON a (n COLLATE RTRIM)"
            });

    @TestFactory
    List<DynamicTest> leadsFromAnyStateToAnyOther() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int from = 0; from < STATES.size(); from++) {
            for (int to = 0; to < STATES.size(); to++) {
                String[] first = STATES.get(from);
                String[] second = STATES.get(to);
                tests.add(DynamicTest.dynamicTest("state " + from + " to " + to, () -> leads(first, second)));
            }
        }
        return tests;
    }

    private static void leads(String[] first, String[] second) throws SQLException {
        try (SqliteFixture current = new SqliteFixture(first);
                SqliteFixture wanted = new SqliteFixture(second)) {
            assertThat(diff(wanted.realm(), wanted.realm())).isEmpty();
            List<String> statements = texts(plan(current.realm(), wanted.realm(), "  "));
            current.run(statements.toArray(String[]::new));
            assertThat(diff(current.realm(), wanted.realm())).isEmpty();
            assertThat(diff(wanted.realm(), current.realm())).isEmpty();
        }
    }

    @Test
    void aReferenceToThePrimaryKeyStaysAsItIsWritten() throws SQLException {
        String[] tables = {
            "CREATE TABLE a (id integer PRIMARY KEY)",
            "CREATE TABLE b (x integer PRIMARY KEY REFERENCES a, y int REFERENCES a (id), CONSTRAINT own FOREIGN KEY (y) REFERENCES b)"
        };
        String written = "SELECT \"table\" || coalesce('.' || \"to\", '') FROM pragma_foreign_key_list('b')";
        try (SqliteFixture wanted = new SqliteFixture(tables);
                SqliteFixture made = new SqliteFixture();
                SqliteFixture rebuilt = new SqliteFixture(tables);
                SqliteFixture explicit =
                        new SqliteFixture(tables[0], tables[1].replace("REFERENCES a,", "REFERENCES a (id),"))) {
            SqliteLaws.leads(made, wanted);
            assertThat(made.rows(written)).isEqualTo(wanted.rows(written)).containsExactly("b", "a.id", "a");
            wanted.run("DROP TABLE b", tables[1].replace("y int ", "y bigint "));
            SqliteLaws.leads(rebuilt, wanted);
            assertThat(rebuilt.rows(written)).containsExactly("b", "a.id", "a");
            assertThat(diff(made.realm(), explicit.realm())).isEmpty();
            assertThat(diff(explicit.realm(), made.realm())).isEmpty();
        }
    }

    @Test
    void aRebuildKeepsRowsSequencesTriggersAndViews() throws SQLException {
        try (SqliteFixture current = new SqliteFixture(
                        "CREATE TABLE t (id integer PRIMARY KEY AUTOINCREMENT, n text)",
                        "CREATE TABLE log (n text)",
                        "CREATE VIEW v AS SELECT n FROM t",
                        "CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.n); END",
                        "INSERT INTO t (n) VALUES ('a'), ('b'), ('c')",
                        "DELETE FROM t WHERE n = 'c'");
                SqliteFixture wanted = new SqliteFixture(
                        "CREATE TABLE t (id integer PRIMARY KEY AUTOINCREMENT, n text NOT NULL)",
                        "CREATE TABLE log (n text)",
                        "CREATE VIEW v AS SELECT n FROM t",
                        "CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.n); END")) {
            current.run(texts(plan(current.realm(), wanted.realm(), "")).toArray(String[]::new));
            current.run("INSERT INTO t (n) VALUES ('d')");
            assertThat(current.rows("SELECT id || n FROM t ORDER BY id")).containsExactly("1a", "2b", "4d");
            assertThat(current.rows("SELECT n FROM v ORDER BY n")).containsExactly("a", "b", "d");
            assertThat(current.rows("SELECT n FROM log")).containsExactly("a", "b", "c", "d");
        }
    }

    @Test
    void aRebuildKeepsTheSequenceOfAnEmptyTable() throws SQLException {
        try (SqliteFixture current = new SqliteFixture(
                        "CREATE TABLE t (id integer PRIMARY KEY AUTOINCREMENT, n text)",
                        "INSERT INTO t (n) VALUES ('a'), ('b')",
                        "DELETE FROM t");
                SqliteFixture wanted =
                        new SqliteFixture("CREATE TABLE t (id integer PRIMARY KEY AUTOINCREMENT, n text NOT NULL)")) {
            current.run(texts(plan(current.realm(), wanted.realm(), "")).toArray(String[]::new));
            current.run("INSERT INTO t (n) VALUES ('d')");
            assertThat(current.rows("SELECT id FROM t")).containsExactly("3");
        }
    }

    @Test
    void undoingAPlanLeadsBack() throws SQLException {
        String[] first = {"CREATE TABLE a (id int, n text)", "CREATE INDEX old ON a (id)"};
        String[] second = {
            "CREATE TABLE a (id int, n text, more int DEFAULT 1)",
            "CREATE INDEX fresh ON a (n)",
            "CREATE TABLE b (id int UNIQUE)"
        };
        try (SqliteFixture current = new SqliteFixture(first);
                SqliteFixture before = new SqliteFixture(first);
                SqliteFixture wanted = new SqliteFixture(second)) {
            List<Statement> statements = plan(current.realm(), wanted.realm(), "");
            current.run(texts(statements).toArray(String[]::new));
            for (Statement statement : statements.reversed()) {
                current.run(statement.reverse().toArray(String[]::new));
            }
            assertThat(diff(current.realm(), before.realm())).isEmpty();
        }
    }
}
