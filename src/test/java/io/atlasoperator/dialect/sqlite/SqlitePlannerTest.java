package io.atlasoperator.dialect.sqlite;

import static io.atlasoperator.dialect.sqlite.SqliteFixture.plan;
import static io.atlasoperator.dialect.sqlite.SqliteFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.Differ;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlitePlannerTest {
    private static final Realm NOTHING = new Realm(List.of(Schema.empty("main")));

    @Test
    void writesATableOnOneLineOrOnSeveral() throws SQLException {
        try (SqliteFixture wanted = new SqliteFixture(
                "CREATE TABLE users (id int NOT NULL, status text DEFAULT 'hello', PRIMARY KEY (id))")) {
            assertThat(texts(plan(NOTHING, wanted.realm(), "")))
                    .containsExactly("CREATE TABLE `users` (`id` int NOT NULL, `status` text NULL DEFAULT 'hello',"
                            + " PRIMARY KEY (`id`))");
            assertThat(texts(plan(NOTHING, wanted.realm(), "  "))).containsExactly("""
                    CREATE TABLE `users` (
                      `id` int NOT NULL,
                      `status` text NULL DEFAULT 'hello',
                      PRIMARY KEY (`id`)
                    )""");
            assertThat(texts(plan(NOTHING, wanted.realm(), "\t")).getFirst()).contains("\n\t PRIMARY KEY (`id`)\n)");
        }
    }

    @Test
    void writesEverythingATableCanHave() throws SQLException {
        try (SqliteFixture wanted = new SqliteFixture(
                "CREATE TABLE p (id integer NOT NULL PRIMARY KEY AUTOINCREMENT)",
                """
                CREATE TABLE c (
                  a varchar(10) NOT NULL DEFAULT (lower('X')) COLLATE NOCASE UNIQUE,
                  b int AS (length(a)) STORED,
                  CONSTRAINT fk FOREIGN KEY (b) REFERENCES p (id) ON DELETE CASCADE,
                  CHECK (b > 0), PRIMARY KEY (a)) WITHOUT ROWID, STRICT
                """.replace("varchar(10)", "text").replace(" int ", " INT "))) {
            assertThat(texts(plan(NOTHING, wanted.realm(), "")))
                    .containsExactly(
                            "CREATE TABLE `p` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT)",
                            "CREATE TABLE `c` (`a` text NOT NULL DEFAULT (lower('X')) COLLATE `NOCASE`, `b` int NULL"
                                    + " AS (length(a)) STORED, PRIMARY KEY (`a`), CONSTRAINT `fk` FOREIGN KEY (`b`)"
                                    + " REFERENCES `p` (`id`) ON UPDATE NO ACTION ON DELETE CASCADE, CHECK (b > 0))"
                                    + " WITHOUT ROWID, STRICT");
        }
    }

    @Test
    void writesAUniqueConstraintWithItsTable() throws SQLException {
        try (SqliteFixture wanted =
                new SqliteFixture("CREATE TABLE t (a text, b text, CONSTRAINT pair UNIQUE (a, b))")) {
            assertThat(texts(plan(NOTHING, wanted.realm(), "")))
                    .containsExactly(
                            "CREATE TABLE `t` (`a` text NULL, `b` text NULL, CONSTRAINT `pair` UNIQUE (`a`, `b`))");
        }
    }

    @Test
    void namesTheIndexThatStandsForAUniqueConstraintOfATableThatIsThere() throws SQLException {
        try (SqliteFixture current = new SqliteFixture(
                        "CREATE TABLE t (a text, b text)",
                        "CREATE TABLE other (c int)",
                        "CREATE INDEX t_a_b ON other (c)");
                SqliteFixture wanted = new SqliteFixture(
                        "CREATE TABLE t (a text, b text, UNIQUE (a, b))",
                        "CREATE TABLE other (c int)",
                        "CREATE INDEX t_a_b ON other (c)")) {
            List<Statement> statements = plan(current.realm(), wanted.realm(), "");
            assertThat(texts(statements)).containsExactly("CREATE UNIQUE INDEX `t_a_b_1` ON `t` (`a`, `b`)");
            assertThat(statements.getLast().comment()).isEqualTo("create index \"t_a_b_1\" to table: \"t\"");
        }
    }

    @Test
    void addsAPlainColumnInPlace() throws SQLException {
        try (SqliteFixture current = new SqliteFixture("CREATE TABLE t (a int)");
                SqliteFixture wanted = new SqliteFixture(
                        "CREATE TABLE t (a int, b text NOT NULL DEFAULT 'x')", "CREATE INDEX i ON t (a)")) {
            List<Statement> statements = plan(current.realm(), wanted.realm(), "");
            assertThat(texts(statements))
                    .containsExactly(
                            "ALTER TABLE `t` ADD COLUMN `b` text NOT NULL DEFAULT 'x'",
                            "CREATE INDEX `i` ON `t` (`a`)");
            assertThat(statements.getFirst().comment()).isEqualTo("add column \"b\" to table: \"t\"");
            assertThat(statements.getFirst().reverse()).containsExactly("ALTER TABLE `t` DROP COLUMN `b`");
        }
    }

    @Test
    void buildsATableAnewWhereItMust() throws SQLException {
        try (SqliteFixture current = new SqliteFixture("CREATE TABLE t (a int, b text)", "CREATE INDEX i ON t (a)");
                SqliteFixture wanted = new SqliteFixture(
                        "CREATE TABLE t (a int NOT NULL DEFAULT 7, c text AS (a))", "CREATE INDEX i ON t (a)")) {
            List<Statement> statements = plan(current.realm(), wanted.realm(), "");
            assertThat(texts(statements))
                    .containsExactly(
                            "PRAGMA foreign_keys = off",
                            "CREATE TABLE `new_t` (`a` int NOT NULL DEFAULT 7, `c` text NULL AS (a) VIRTUAL)",
                            "INSERT INTO `new_t` (`a`) SELECT IFNULL(`a`, 7) AS `a` FROM `t`",
                            "DROP TABLE `t`",
                            "ALTER TABLE `new_t` RENAME TO `t`",
                            "CREATE INDEX `i` ON `t` (`a`)",
                            "PRAGMA foreign_keys = on");
            assertThat(statements.stream().map(Statement::comment))
                    .containsExactly(
                            "disable the enforcement of foreign-keys constraints",
                            "create \"new_t\" table",
                            "copy rows from old table \"t\" to new temporary table \"new_t\"",
                            "drop \"t\" table after copying rows",
                            "rename temporary table \"new_t\" to \"t\"",
                            "create index \"i\" to table: \"t\"",
                            "enable back the enforcement of foreign-keys constraints");
            assertThat(statements.get(2).hazards()).contains(Hazard.TABLE_REWRITE);
            assertThat(statements.get(3).hazards()).containsExactlyInAnyOrder(Hazard.DATA_LOSS, Hazard.HALFWAY);
        }
    }

    @Test
    void losesNothingWhereNoColumnGoes() throws SQLException {
        try (SqliteFixture current = new SqliteFixture("CREATE TABLE t (a int)");
                SqliteFixture wanted = new SqliteFixture("CREATE TABLE t (a int CHECK (a > 0))")) {
            assertThat(plan(current.realm(), wanted.realm(), ""))
                    .allSatisfy(statement -> assertThat(statement.hazards()).doesNotContain(Hazard.DATA_LOSS));
        }
    }

    @Test
    void saysWhenNoRowIsCopied() throws SQLException {
        try (SqliteFixture current = new SqliteFixture("CREATE TABLE t (a int)");
                SqliteFixture wanted = new SqliteFixture("CREATE TABLE t (b int)")) {
            assertThat(plan(current.realm(), wanted.realm(), "").stream().map(Statement::comment))
                    .contains("drop \"t\" table without copying rows (no columns)");
        }
    }

    @Test
    void dropsTablesWithForeignKeysOff() throws SQLException {
        try (SqliteFixture current = new SqliteFixture("CREATE TABLE t (a int)", "CREATE INDEX i ON t (a)")) {
            List<Statement> statements = plan(current.realm(), NOTHING, "");
            assertThat(texts(statements))
                    .containsExactly("PRAGMA foreign_keys = off", "DROP TABLE `t`", "PRAGMA foreign_keys = on");
            assertThat(statements.get(1).reverse())
                    .containsExactly("CREATE TABLE `t` (`a` int NULL)", "CREATE INDEX `i` ON `t` (`a`)");
        }
    }

    @Test
    void keepsInARebuildWhatThePolicySpares() throws SQLException {
        try (SqliteFixture current = new SqliteFixture("CREATE TABLE t (a int, b text)");
                SqliteFixture wanted = new SqliteFixture("CREATE TABLE t (a int NOT NULL)")) {
            DiffPolicy policy = new DiffPolicy(Set.of(DiffPolicy.Skip.DROP_COLUMN), false, false);
            List<Change> changes = new Differ(new SqliteDiffRules(), policy).diff(current.realm(), wanted.realm());
            assertThat(texts(plan(changes, "")))
                    .contains(
                            "CREATE TABLE `new_t` (`a` int NOT NULL, `b` text NULL)",
                            "INSERT INTO `new_t` (`a`, `b`) SELECT `a`, `b` FROM `t`");
        }
    }

    @Test
    void refusesAutoIncrementOnOtherColumnsThanAnIntegerKey() {
        Column column = Column.of("id", SqliteTypes.parse("int"), false).withOptions(new SqliteColumnOptions(true));
        Table table = Table.builder(new QualifiedName("main", "t"))
                .column(column)
                .primaryKey(PrimaryKey.of(List.of("id")))
                .build();
        assertThatThrownBy(() -> plan(List.of(new Change.AddTable(table)), ""))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("column \"id\" of table \"t\" can't have auto_increment");
    }

    @Test
    void refusesOtherSchemas() {
        assertThatThrownBy(() -> plan(List.of(new Change.AddSchema(Schema.empty("other"))), ""))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("\"other\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STORED", "VIRTUAL"})
    void computesAColumnThatHeldValues(String storage) throws SQLException {
        try (SqliteFixture current = new SqliteFixture("CREATE TABLE t (a int, b int)");
                SqliteFixture wanted = new SqliteFixture("CREATE TABLE t (a int, b int AS (a + 1) " + storage + ")")) {
            assertThat(plan(current.realm(), wanted.realm(), "").stream()
                            .map(Statement::text)
                            .filter(text -> text.startsWith("INSERT")))
                    .containsExactly("INSERT INTO `new_t` (`a`) SELECT `a` FROM `t`");
            assertThat(plan(current.realm(), wanted.realm(), ""))
                    .anyMatch(statement -> statement.hazards().contains(Hazard.DATA_LOSS));
        }
    }

    @Test
    void keepsTheValuesOfAComputedColumnThatBecomesAPlainOne() throws SQLException {
        try (SqliteFixture current = new SqliteFixture("CREATE TABLE t (a int, b int AS (a + 1))");
                SqliteFixture wanted = new SqliteFixture("CREATE TABLE t (a int, b int)")) {
            assertThat(texts(plan(current.realm(), wanted.realm(), "")))
                    .contains("INSERT INTO `new_t` (`a`, `b`) SELECT `a`, `b` FROM `t`");
        }
    }

    @Test
    void keepsConflictClausesInARebuild() throws SQLException {
        try (SqliteFixture current = new SqliteFixture(
                        "CREATE TABLE t (a int, b int NOT NULL ON CONFLICT IGNORE, PRIMARY KEY (a) ON CONFLICT FAIL,"
                                + " UNIQUE (b) ON CONFLICT REPLACE)");
                SqliteFixture wanted = new SqliteFixture(
                        "CREATE TABLE t (a text, b int NOT NULL ON CONFLICT IGNORE, PRIMARY KEY (a) ON CONFLICT FAIL,"
                                + " UNIQUE (b) ON CONFLICT REPLACE)")) {
            assertThat(texts(plan(current.realm(), wanted.realm(), "")))
                    .contains("CREATE TABLE `new_t` (`a` text NULL, `b` int NOT NULL ON CONFLICT IGNORE, PRIMARY KEY"
                            + " (`a`) ON CONFLICT FAIL, UNIQUE (`b`) ON CONFLICT REPLACE)");
        }
    }

    @Test
    void takesANameThatNothingHasForARebuild() throws SQLException {
        try (SqliteFixture current = new SqliteFixture("CREATE TABLE t (a int)", "CREATE TABLE New_T (a int)");
                SqliteFixture wanted = new SqliteFixture(
                        "CREATE TABLE t (a int NOT NULL)",
                        "CREATE TABLE New_T (a int)",
                        "CREATE VIEW new_t_1 AS SELECT 1")) {
            assertThat(texts(plan(current.realm(), wanted.realm(), "")))
                    .contains("ALTER TABLE `new_t_2` RENAME TO `t`");
        }
    }

    @Test
    void putsViewsAfterWhatTheyNameAndKeepsTheOrderOfTables() throws SQLException {
        try (SqliteFixture wanted = new SqliteFixture(
                "CREATE VIEW a AS SELECT * FROM z",
                "CREATE VIEW z AS SELECT * FROM child",
                "CREATE TABLE child (p int REFERENCES parent (id))",
                "CREATE TABLE parent (id int PRIMARY KEY)")) {
            assertThat(texts(plan(NOTHING, wanted.realm(), "")))
                    .satisfiesExactly(
                            text -> assertThat(text).startsWith("CREATE TABLE `child`"),
                            text -> assertThat(text).startsWith("CREATE TABLE `parent`"),
                            text -> assertThat(text).startsWith("CREATE VIEW z"),
                            text -> assertThat(text).startsWith("CREATE VIEW a"));
        }
    }

    @Test
    void saysThatAVirtualTableThatChangesLosesItsRows() throws SQLException {
        try (SqliteFixture current = new SqliteFixture("CREATE VIRTUAL TABLE f USING fts5(a)");
                SqliteFixture wanted = new SqliteFixture("CREATE VIRTUAL TABLE f USING fts5(a, b)")) {
            List<Statement> statements = plan(current.realm(), wanted.realm(), "");
            assertThat(texts(statements))
                    .containsExactly("DROP TABLE `f`", "CREATE VIRTUAL TABLE `f` USING fts5(a, b)");
            assertThat(statements.getFirst().hazards()).containsExactlyInAnyOrder(Hazard.DATA_LOSS, Hazard.HALFWAY);
        }
    }

    @Test
    void refusesWhatAConflictClauseCanNotBeOn() {
        Index index = new Index(
                "i",
                false,
                false,
                List.of(IndexPart.OfColumn.of("id")),
                List.of(),
                null,
                null,
                new SqliteIndexOptions(null, SqliteConflict.FAIL),
                null);
        Table table = Table.builder(new QualifiedName("main", "t"))
                .column(Column.of("id", SqliteTypes.parse("int"), false))
                .index(index)
                .build();
        assertThatThrownBy(() -> plan(List.of(new Change.AddTable(table)), ""))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("index \"i\" of table \"t\"");
    }
}
