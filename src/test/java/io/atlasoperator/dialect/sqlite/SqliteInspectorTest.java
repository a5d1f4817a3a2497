package io.atlasoperator.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType.StringType;
import io.atlasoperator.schema.DefaultValue.Expression;
import io.atlasoperator.schema.DefaultValue.Literal;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart.OfColumn;
import io.atlasoperator.schema.IndexPart.OfExpression;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.ReferenceAction;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.View;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SqliteInspectorTest {

    @Test
    void readsColumns() throws SQLException {
        try (SqliteFixture database = new SqliteFixture("""
                CREATE TABLE t (
                  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, -- the "key", with a comment
                  name varchar(20) NOT NULL DEFAULT 'it''s, (so)' COLLATE NOCASE,
                  made text DEFAULT (datetime('now')),
                  seen text DEFAULT CURRENT_TIMESTAMP,
                  low int DEFAULT -1,
                  quoted text DEFAULT "word",
                  twice int GENERATED ALWAYS AS (low * 2) STORED,
                  thrice int AS (low * 3)
                )""")) {
            Table table = database.table("t");
            assertThat(table.columns())
                    .extracting(Column::name)
                    .containsExactly("id", "name", "made", "seen", "low", "quoted", "twice", "thrice");
            Column id = table.column("id").orElseThrow();
            assertThat(id.options()).isEqualTo(new SqliteColumnOptions(true));
            assertThat(id.nullable()).isFalse();
            Column name = table.column("name").orElseThrow();
            assertThat(name.type()).isEqualTo(new StringType("varchar", 20));
            assertThat(name.defaultValue()).isEqualTo(new Literal("'it''s, (so)'"));
            assertThat(name.collation()).isEqualTo("NOCASE");
            assertThat(table.column("made").orElseThrow().defaultValue()).isEqualTo(new Expression("datetime('now')"));
            assertThat(table.column("seen").orElseThrow().defaultValue())
                    .isEqualTo(new Expression("CURRENT_TIMESTAMP"));
            assertThat(table.column("low").orElseThrow().defaultValue()).isEqualTo(new Literal("-1"));
            assertThat(table.column("quoted").orElseThrow().defaultValue()).isEqualTo(new Literal("'word'"));
            Column twice = table.column("twice").orElseThrow();
            assertThat(twice.generated()).isEqualTo(new Generated("low * 2", Generated.Storage.STORED));
            assertThat(twice.type().name()).isEqualTo("int");
            assertThat(table.column("thrice").orElseThrow().generated())
                    .isEqualTo(new Generated("low * 3", Generated.Storage.VIRTUAL));
            assertThat(Objects.requireNonNull(table.primaryKey()).columns()).containsExactly("id");
            assertThat(table.options()).isNull();
        }
    }

    @Test
    void readsPrimaryKeysInTheirOwnOrder() throws SQLException {
        try (SqliteFixture database = new SqliteFixture(
                "CREATE TABLE t (a int, b text, PRIMARY KEY (b DESC, a)) WITHOUT ROWID",
                "CREATE TABLE s (a int, b text, PRIMARY KEY (b, a)) STRICT")) {
            Table table = database.table("t");
            assertThat(Objects.requireNonNull(table.primaryKey()).parts())
                    .containsExactly(new OfColumn("b", true, null), new OfColumn("a", false, null));
            assertThat(table.options()).isEqualTo(new SqliteTableOptions(true, false));
            assertThat(database.table("s").options()).isEqualTo(new SqliteTableOptions(false, true));
        }
    }

    @Test
    void readsIndexes() throws SQLException {
        try (SqliteFixture database = new SqliteFixture(
                "CREATE TABLE t (a text UNIQUE, b text, c int)",
                "CREATE INDEX plain ON t (a, b DESC)",
                "CREATE UNIQUE INDEX partial ON t (c) where c > 0 AND b <> 'x)'",
                "CREATE INDEX computed ON t ((lower(a) || ',' || b) DESC, b COLLATE NOCASE)")) {
            Table table = database.table("t");
            assertThat(table.indexes())
                    .extracting(Index::name)
                    .containsExactly("sqlite_autoindex_t_1", "plain", "partial", "computed");
            Index unique = table.indexes().getFirst();
            assertThat(unique.constraint()).isTrue();
            assertThat(unique.unique()).isTrue();
            assertThat(table.index("plain").orElseThrow().parts())
                    .containsExactly(new OfColumn("a", false, null), new OfColumn("b", true, null));
            assertThat(table.index("partial").orElseThrow().predicate()).isEqualTo("c > 0 AND b <> 'x)'");
            assertThat(table.index("computed").orElseThrow().parts())
                    .containsExactly(
                            new OfExpression("lower(a) || ',' || b", true, null),
                            new OfColumn("b", false, new SqliteIndexPartOptions("NOCASE")));
        }
    }

    @Test
    void readsForeignKeysWithTheirNames() throws SQLException {
        try (SqliteFixture database =
                new SqliteFixture("CREATE TABLE parent (x int, y int, PRIMARY KEY (x, y))", """
                CREATE TABLE child (
                  p int CONSTRAINT own REFERENCES Parent (x) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED NOT NULL,
                  q int,
                  FOREIGN KEY (p, q) REFERENCES parent ON UPDATE CASCADE,
                  CONSTRAINT self FOREIGN KEY (q) REFERENCES child (p)
                )""")) {
            QualifiedName parent = new QualifiedName("main", "parent");
            assertThat(database.table("child").foreignKeys())
                    .containsExactly(
                            new ForeignKey(
                                    "own",
                                    List.of("p"),
                                    parent,
                                    List.of("x"),
                                    ReferenceAction.NO_ACTION,
                                    ReferenceAction.SET_NULL,
                                    Deferrability.INITIALLY_DEFERRED,
                                    null),
                            new ForeignKey(
                                    "1",
                                    List.of("p", "q"),
                                    parent,
                                    List.of("x", "y"),
                                    ReferenceAction.CASCADE,
                                    ReferenceAction.NO_ACTION,
                                    Deferrability.NOT_DEFERRABLE,
                                    new SqliteForeignKeyOptions(true),
                                    null),
                            new ForeignKey(
                                    "self",
                                    List.of("q"),
                                    new QualifiedName("main", "child"),
                                    List.of("p"),
                                    ReferenceAction.NO_ACTION,
                                    ReferenceAction.NO_ACTION,
                                    Deferrability.NOT_DEFERRABLE,
                                    null));
            assertThat(database.table("child").column("p").orElseThrow().nullable())
                    .isFalse();
        }
    }

    @Test
    void readsChecks() throws SQLException {
        try (SqliteFixture database = new SqliteFixture("""
                CREATE TABLE [t t] (
                  a int CHECK (a > 0) CONSTRAINT nn NOT NULL ON CONFLICT ABORT CHECK (a < (10)),
                  "b,c" text,
                  CONSTRAINT named CHECK (length("b,c") > 1 /* ) */)
                )""")) {
            assertThat(database.table("t t").checks())
                    .containsExactly(
                            Check.of(null, "a > 0"),
                            Check.of(null, "a < (10)"),
                            Check.of("named", "length(\"b,c\") > 1 /* ) */"));
        }
    }

    @Test
    void readsViewsTriggersAndVirtualTables() throws SQLException {
        try (SqliteFixture database = new SqliteFixture(
                "CREATE TABLE Users (a text, begin int, \"select\" text)",
                "CREATE VIEW v (\"x y\", b) AS SELECT a, 'it''s;' FROM users -- all of them",
                "CREATE TRIGGER tr UPDATE OF a, [select] ON users FOR EACH ROW WHEN (new.begin > 1 and new.a in ('BEGIN'))"
                        + " BEGIN SELECT 1; /* END */ SELECT CASE WHEN 1 THEN 2 END; END",
                "CREATE TRIGGER gone INSTEAD OF DELETE ON v BEGIN SELECT old.b; END",
                "CREATE VIRTUAL TABLE f USING fts5(a, tokenize = 'porter ascii')",
                "INSERT INTO f VALUES ('words')")) {
            Schema main = database.realm().schema("main").orElseThrow();
            assertThat(main.tables()).extracting(table -> table.name().name()).containsExactly("Users");
            assertThat(main.objects())
                    .containsExactlyInAnyOrder(
                            new View(
                                    new QualifiedName("main", "v"),
                                    false,
                                    List.of(),
                                    "SELECT a, 'it''s;' FROM users",
                                    List.of(),
                                    null,
                                    new SqliteViewOptions(
                                            List.of("x y", "b"),
                                            "CREATE VIEW v (\"x y\", b) AS SELECT a, 'it''s;' FROM users -- all of them"),
                                    null),
                            new Trigger(
                                    new QualifiedName("main", "Users"),
                                    "tr",
                                    Trigger.Timing.BEFORE,
                                    List.of(Trigger.Event.UPDATE),
                                    List.of("a", "select"),
                                    true,
                                    "new.begin > 1 and new.a in ('BEGIN')",
                                    "BEGIN SELECT 1; /* END */ SELECT CASE WHEN 1 THEN 2 END; END",
                                    null,
                                    new SqliteTriggerOptions("CREATE TRIGGER tr UPDATE OF a, [select] ON users FOR EACH"
                                            + " ROW WHEN (new.begin > 1 and new.a in ('BEGIN')) BEGIN SELECT 1; /* END"
                                            + " */ SELECT CASE WHEN 1 THEN 2 END; END"),
                                    null),
                            new Trigger(
                                    new QualifiedName("main", "v"),
                                    "gone",
                                    Trigger.Timing.INSTEAD_OF,
                                    List.of(Trigger.Event.DELETE),
                                    List.of(),
                                    true,
                                    null,
                                    "BEGIN SELECT old.b; END",
                                    null,
                                    new SqliteTriggerOptions(
                                            "CREATE TRIGGER gone INSTEAD OF DELETE ON v BEGIN SELECT old.b; END"),
                                    null),
                            new SqliteVirtualTable(
                                    new QualifiedName("main", "f"), "fts5(a, tokenize = 'porter ascii')", null));
            assertThat(database.inspection().unsupported()).isEmpty();
        }
    }

    @Test
    void hidesTablesOfTheLibrary() throws SQLException {
        try (SqliteFixture database = new SqliteFixture(
                "CREATE TABLE t (id integer PRIMARY KEY AUTOINCREMENT)",
                "CREATE INDEX i ON t (id)",
                "INSERT INTO t DEFAULT VALUES",
                "ANALYZE")) {
            assertThat(database.realm().schema("main").orElseThrow().tables())
                    .extracting(table -> table.name().name())
                    .containsExactly("t");
        }
    }

    @Test
    void refusesAttachedDatabases() throws SQLException {
        try (SqliteFixture database = new SqliteFixture("ATTACH DATABASE ':memory:' AS other")) {
            assertThatThrownBy(database::inspection)
                    .hasMessageContaining("multiple database files are not supported by the driver. got: 2");
        }
    }

    @Test
    void knowsNoOtherSchemaThanMain() throws SQLException {
        try (SqliteFixture database = new SqliteFixture()) {
            assertThatThrownBy(() -> new SqliteInspector()
                            .inspect(database.connection, new InspectOptions(new Scope.WholeRealm(), List.of("other"))))
                    .hasMessage("sqlite: schema \"other\" was not found");
        }
    }

    @Test
    void readsInsideATransactionThatIsOpen() throws SQLException {
        try (SqliteFixture database = new SqliteFixture("BEGIN", "CREATE TABLE t (a int)")) {
            assertThat(database.table("t").columns()).hasSize(1);
            database.run("ROLLBACK");
            assertThat(database.realm().schema("main").orElseThrow().tables()).isEmpty();
        }
    }

    @Test
    void readsConflictClausesThatDoMoreThanAbort() throws SQLException {
        try (SqliteFixture database = new SqliteFixture(
                "CREATE TABLE key_of_column (a integer CONSTRAINT k PRIMARY KEY ON CONFLICT REPLACE AUTOINCREMENT)",
                "CREATE TABLE not_null (a text DEFAULT 'x' CONSTRAINT c NOT NULL ON CONFLICT replace)",
                "CREATE TABLE key_of_table (a int, b int, PRIMARY KEY (a, b) ON CONFLICT IGNORE)",
                "CREATE TABLE only_one (a int, CONSTRAINT u UNIQUE (A) ON CONFLICT FAIL CHECK (a > 0))",
                "CREATE TABLE says_the_default (a int UNIQUE ON CONFLICT ABORT, b text DEFAULT 'ON CONFLICT IGNORE')",
                "CREATE TABLE child (a int REFERENCES key_of_column ON DELETE SET NULL NOT NULL)")) {
            assertThat(SqliteTableOptions.of(database.table("key_of_column")).keyConflict())
                    .isEqualTo(SqliteConflict.REPLACE);
            assertThat(Objects.requireNonNull(database.table("key_of_column").primaryKey())
                            .name())
                    .isEqualTo("k");
            assertThat(database.table("key_of_column").columns().getFirst().options())
                    .isEqualTo(new SqliteColumnOptions(true));
            assertThat(database.table("not_null").columns().getFirst().options())
                    .isEqualTo(new SqliteColumnOptions(false, SqliteConflict.REPLACE));
            assertThat(SqliteTableOptions.of(database.table("key_of_table")).keyConflict())
                    .isEqualTo(SqliteConflict.IGNORE);
            assertThat(database.table("only_one").indexes().getFirst().options())
                    .isEqualTo(new SqliteIndexOptions("u", SqliteConflict.FAIL));
            assertThat(database.table("says_the_default").indexes().getFirst().options())
                    .isNull();
            assertThat(database.inspection().unsupported()).isEmpty();
        }
    }

    @Test
    void readsAutoIncrementOfATableConstraintAndChecksThatNameTheirTable() throws SQLException {
        try (SqliteFixture database = new SqliteFixture(
                "CREATE TABLE t (id integer, PRIMARY KEY (id AUTOINCREMENT), CHECK (t.id > 0 AND \"T\".id < 9 -- low\n))")) {
            assertThat(database.table("t").columns().getFirst().options()).isEqualTo(new SqliteColumnOptions(true));
            assertThat(database.table("t").checks()).containsExactly(Check.of(null, "id > 0 AND id < 9"));
        }
    }
}
