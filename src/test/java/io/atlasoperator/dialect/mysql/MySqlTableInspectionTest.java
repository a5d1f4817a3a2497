package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.atlasoperator.dialect.mysql.MySqlPartitioning.Key;
import io.atlasoperator.dialect.mysql.MySqlPartitioning.Partition;
import io.atlasoperator.inspect.InspectOptions;
import io.atlasoperator.inspect.Inspection;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.ReferenceAction;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.MySqlServers.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the inspector says of tables, their keys, indexes, checks and partitions. */
@NullUnmarked
class MySqlTableInspectionTest {

    @ParameterizedTest
    @EnumSource(Kind.class)
    void tellsOfIndexesAsTheyWereMade(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute(
                    "CREATE TABLE t (a int, b int, c int, KEY z (a), KEY m (b), UNIQUE KEY y (a))",
                    "CREATE INDEX a ON t (c)");
            assertThat(Inspected.of(database).table("t").indexes())
                    .extracting(Index::name)
                    .containsExactly("y", "z", "m", "a");
        }
    }

    @Test
    void keepsDisplayWidthsThatSomebodyChose() {
        assertThat(MySqlTypes.displayWidth("mediumint(8)")).isEqualTo(8);
        assertThat(MySqlTypes.displayWidth("mediumint(8) unsigned")).isNull();
        assertThat(MySqlTypes.displayWidth("bigint(20)")).isNull();
        assertThat(MySqlTypes.displayWidth("int")).isNull();
        assertThat(MySqlTypes.displayWidth("tinyint(1)")).isNull();
        assertThat(MySqlTypes.displayWidth("tinyint(1) unsigned")).isEqualTo(1);
        assertThat(MySqlTypes.displayWidth("int(5) unsigned zerofill")).isNull();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsIndexes(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute(
                    """
                    CREATE TABLE t (a int, b varchar(20), c text, g point NOT NULL, PRIMARY KEY (a, b(5)) COMMENT 'pk''s',
                      UNIQUE KEY u (a DESC, b), KEY part (c(10)) COMMENT 'it''s', FULLTEXT KEY words (b, c), SPATIAL KEY place (g))""", "CREATE TABLE m (a int, KEY h (a) USING HASH, KEY b (a) USING BTREE) ENGINE = MEMORY");
            Inspected inspected = Inspected.of(database);
            assertThat(inspected.table("t").primaryKey().name()).isNull();
            assertThat(inspected.table("t").primaryKey().parts())
                    .containsExactly(
                            IndexPart.OfColumn.of("a"),
                            new IndexPart.OfColumn("b", false, new MySqlIndexPartOptions(5)));
            assertThat(MySqlPrimaryKeyOptions.of(inspected.table("t").primaryKey())
                            .comment())
                    .isEqualTo("pk's");
            assertThat(inspected.table("t").indexes())
                    .containsExactlyInAnyOrder(
                            index(
                                    "part",
                                    false,
                                    "it's",
                                    null,
                                    new IndexPart.OfColumn("c", false, new MySqlIndexPartOptions(10))),
                            index("place", false, null, type("SPATIAL"), IndexPart.OfColumn.of("g")),
                            index(
                                    "u",
                                    true,
                                    null,
                                    null,
                                    new IndexPart.OfColumn("a", true, null),
                                    IndexPart.OfColumn.of("b")),
                            index(
                                    "words",
                                    false,
                                    null,
                                    type("FULLTEXT"),
                                    IndexPart.OfColumn.of("b"),
                                    IndexPart.OfColumn.of("c")));
            assertThat(MySqlIndexOptions.of(inspected.index("m", "h")).type()).isEqualTo("HASH");
            assertThat(MySqlIndexOptions.of(inspected.index("m", "b")).type()).isEqualTo("BTREE");
        }
    }

    private static MySqlIndexOptions type(String type) {
        return new MySqlIndexOptions(type, null, false, null);
    }

    private static Index index(
            String name, boolean unique, String comment, MySqlIndexOptions options, IndexPart... parts) {
        return new Index(name, unique, false, List.of(parts), List.of(), null, comment, options, null);
    }

    @Test
    void readsIndexesThatOnlyMySqlHas() throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(Kind.MYSQL)) {
            database.execute("""
                    CREATE TABLE t (a int, b varchar(20), KEY e ((a + 1) DESC, (concat(b, 'it''s é'))), KEY hidden (b) INVISIBLE,
                      FULLTEXT KEY `gra``ms` (b) WITH PARSER ngram, FULLTEXT KEY words (b), KEY x ((a + 1) DESC))""");
            Inspected inspected = Inspected.of(database);
            assertThat(inspected.index("t", "e").parts())
                    .containsExactly(
                            new IndexPart.OfExpression("`a` + 1", true, null),
                            new IndexPart.OfExpression("concat(`b`,_utf8mb4'it\\'s é')", false, null));
            assertThat(MySqlIndexOptions.of(inspected.index("t", "hidden")).hidden())
                    .isTrue();
            assertThat(MySqlIndexOptions.of(inspected.index("t", "gra`ms")).parser())
                    .isEqualTo("ngram");
            assertThat(MySqlIndexOptions.of(inspected.index("t", "words")).parser())
                    .isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB10", "MARIADB11"})
    void readsIgnoredIndexesOfMariaDb(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute("CREATE TABLE t (a int, b text, KEY k (a) IGNORED, UNIQUE KEY long_key (b))");
            Inspected inspected = Inspected.of(database);
            assertThat(MySqlIndexOptions.of(inspected.index("t", "k")).hidden()).isTrue();
            assertThat(MySqlIndexOptions.of(inspected.index("t", "long_key")).type())
                    .isEqualTo("HASH");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsForeignKeysWithTheIndexesTheyBring(Kind kind) throws SQLException {
        try (MySqlDatabase other = MySqlServers.database(kind);
                MySqlDatabase database = MySqlServers.database(kind)) {
            other.execute("CREATE TABLE far (id int PRIMARY KEY)");
            database.execute(
                    "CREATE TABLE p (a int, b int, PRIMARY KEY (a, b))",
                    "CREATE TABLE c (x int, y int, z int, CONSTRAINT `it's` FOREIGN KEY (y, x) REFERENCES p (a, b) ON DELETE CASCADE"
                            + " ON UPDATE SET NULL, CONSTRAINT plain FOREIGN KEY (z) REFERENCES " + other.name()
                            + ".far (id) ON DELETE NO ACTION)");
            Inspected inspected = Inspected.of(database);
            ReferenceAction usual = kind.isMariaDb() ? ReferenceAction.RESTRICT : ReferenceAction.NO_ACTION;
            assertThat(inspected.table("c").foreignKeys())
                    .extracting(
                            ForeignKey::name,
                            ForeignKey::columns,
                            ForeignKey::refTable,
                            ForeignKey::refColumns,
                            ForeignKey::onUpdate,
                            ForeignKey::onDelete)
                    .containsExactly(
                            tuple(
                                    "it's",
                                    List.of("y", "x"),
                                    new QualifiedName(database.name(), "p"),
                                    List.of("a", "b"),
                                    ReferenceAction.SET_NULL,
                                    ReferenceAction.CASCADE),
                            tuple(
                                    "plain",
                                    List.of("z"),
                                    new QualifiedName(other.name(), "far"),
                                    List.of("id"),
                                    usual,
                                    ReferenceAction.NO_ACTION));
            assertThat(inspected.table("c").indexes())
                    .extracting(Index::name)
                    .containsExactlyInAnyOrder("it's", "plain");
        }
    }

    @Test
    void readsChecksOfMySql() throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(Kind.MYSQL)) {
            database.execute("""
                    CREATE TABLE t (a int CHECK (a > 0), b varchar(9), CONSTRAINT named CHECK (b <> 'é\\'s)' or (a > 1)),
                      CONSTRAINT lax CHECK (a < 9) NOT ENFORCED)""");
            assertThat(Inspected.of(database).table("t").checks())
                    .containsExactly(
                            new Check("lax", "(`a` < 9)", false, false, null),
                            Check.of("named", "((`b` <> _utf8mb4'é\\'s)') or (`a` > 1))"),
                            Check.of("t_chk_1", "(`a` > 0)"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB10", "MARIADB11"})
    void tellsChecksOfColumnsFromThoseOfTheTableOfMariaDb(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute(
                    "CREATE TABLE t (a int CHECK (a > 0), b varchar(9), CONSTRAINT a CHECK (b <> 'it\\'s' or a > 1), CHECK (a < 9))",
                    "CREATE TABLE u (a int, CONSTRAINT a CHECK (a > 0))");
            Inspected inspected = Inspected.of(database);
            assertThat(inspected.table("t").checks())
                    .containsExactly(
                            Check.of("CONSTRAINT_1", "`a` < 9"),
                            Check.of("a", "`b` <> 'it\\'s' or `a` > 1"),
                            new Check("a", "`a` > 0", true, false, MySqlCheckOptions.OF_COLUMN, null));
            assertThat(inspected.table("u").checks()).containsExactly(Check.of("a", "`a` > 0"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsOptionsOfTables(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute(
                    "CREATE TABLE plain (a int)",
                    "CREATE TABLE packed (a int PRIMARY KEY AUTO_INCREMENT) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=4"
                            + " STATS_PERSISTENT=1 COMMENT='it''s \\\\' AUTO_INCREMENT=100",
                    "CREATE TABLE old (a int) ENGINE=MyISAM CHECKSUM=1 DELAY_KEY_WRITE=1",
                    "INSERT INTO packed () VALUES (), ()");
            Inspected inspected = Inspected.of(database);
            assertThat(inspected.options("plain").engine()).isEqualTo("InnoDB");
            assertThat(inspected.options("plain").others()).isEmpty();
            assertThat(inspected.options("plain").autoIncrement()).isNull();
            assertThat(inspected.table("packed").comment()).isEqualTo("it's \\");
            assertThat(inspected.options("packed").autoIncrement()).isEqualTo(102);
            assertThat(inspected.options("packed").others())
                    .isEqualTo(Map.of("ROW_FORMAT", "COMPRESSED", "KEY_BLOCK_SIZE", "4", "STATS_PERSISTENT", "1"));
            assertThat(inspected.options("old").engine()).isEqualTo("MyISAM");
            assertThat(inspected.options("old").others()).isEqualTo(Map.of("CHECKSUM", "1", "DELAY_KEY_WRITE", "1"));
        }
    }

    @Test
    void readsOptionsInEverySpelling() {
        assertThat(MySqlRelations.options(
                        "partitioned `page_compressed`=1 COMPRESSION=\"zl'ib\" x='a\\'b' encrypted=no"))
                .isEqualTo(Map.of("PAGE_COMPRESSED", "1", "COMPRESSION", "'zl''ib'", "X", "'a''b'", "ENCRYPTED", "no"));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsPartitions(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute(
                    "CREATE TABLE ranges (a int NOT NULL, d date NOT NULL) PARTITION BY RANGE (year(d)) SUBPARTITION BY HASH (a)"
                            + " SUBPARTITIONS 2 (PARTITION p0 VALUES LESS THAN (2000) COMMENT 'it''s old', PARTITION p1 VALUES LESS"
                            + " THAN MAXVALUE)",
                    "CREATE TABLE more (a int, b varchar(9)) PARTITION BY RANGE COLUMNS (a, b) (PARTITION p0 VALUES LESS THAN (1,"
                            + " 'it''s'), PARTITION p1 VALUES LESS THAN (MAXVALUE, MAXVALUE))",
                    "CREATE TABLE lists (a int) PARTITION BY LIST (a) (PARTITION p0 VALUES IN (1, NULL), PARTITION p1 VALUES IN (3))",
                    "CREATE TABLE pairs (a int, b int) PARTITION BY LIST COLUMNS (a, b) (PARTITION p0 VALUES IN ((1, 2), (3, 4)))",
                    "CREATE TABLE hashes (a int) PARTITION BY LINEAR HASH (a) PARTITIONS 2",
                    "CREATE TABLE anykey (a int PRIMARY KEY) PARTITION BY KEY () PARTITIONS 2",
                    "CREATE TABLE named (a int, b int) PARTITION BY LIST (a) SUBPARTITION BY KEY (b) (PARTITION p0 VALUES IN (1)"
                            + " (SUBPARTITION s0, SUBPARTITION s1))",
                    "CREATE TABLE oldkey (a int) PARTITION BY KEY ALGORITHM = 1 (a) PARTITIONS 2");
            Inspected inspected = Inspected.of(database);
            assertThat(inspected.options("ranges").partitioning())
                    .isEqualTo(new MySqlPartitioning(
                            new Key("RANGE", "year(`d`)"),
                            new Key("HASH", "`a`"),
                            List.of(
                                    new Partition("p0", "LESS THAN (2000)", "it's old", List.of("p0sp0", "p0sp1")),
                                    new Partition("p1", "LESS THAN MAXVALUE", null, List.of("p1sp0", "p1sp1")))));
            assertThat(inspected.options("more").partitioning())
                    .isEqualTo(new MySqlPartitioning(
                            new Key("RANGE COLUMNS", "`a`,`b`"),
                            null,
                            List.of(
                                    new Partition("p0", "LESS THAN (1,'it''s')", null, List.of()),
                                    new Partition("p1", "LESS THAN (MAXVALUE,MAXVALUE)", null, List.of()))));
            assertThat(inspected.options("lists").partitioning().partitions())
                    .extracting(Partition::values)
                    .containsExactly("IN (NULL,1)", "IN (3)");
            assertThat(inspected.options("pairs").partitioning().partitions())
                    .extracting(Partition::values)
                    .containsExactly("IN ((1,2),(3,4))");
            assertThat(inspected.options("hashes").partitioning())
                    .isEqualTo(new MySqlPartitioning(
                            new Key("LINEAR HASH", "`a`"),
                            null,
                            List.of(
                                    new Partition("p0", null, null, List.of()),
                                    new Partition("p1", null, null, List.of()))));
            assertThat(inspected.options("anykey").partitioning().key()).isEqualTo(new Key("KEY", ""));
            assertThat(inspected.options("named").partitioning().subKey()).isEqualTo(new Key("KEY", "`b`"));
            assertThat(inspected.options("named").partitioning().partitions())
                    .containsExactly(new Partition("p0", "IN (1)", null, List.of("s0", "s1")));
            assertThat(inspected.unsupported()).containsExactly("old key algorithm oldkey");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB10", "MARIADB11"})
    void readsSystemVersioningOfMariaDb(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute(
                    "CREATE TABLE hidden (a int, b int WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING",
                    "CREATE TABLE shown (a int, s timestamp(6) GENERATED ALWAYS AS ROW START, e timestamp(6) GENERATED ALWAYS AS ROW"
                            + " END INVISIBLE, PERIOD FOR SYSTEM_TIME (s, e)) WITH SYSTEM VERSIONING",
                    "CREATE TABLE cut (a int) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME LIMIT 100 (PARTITION p0 HISTORY,"
                            + " PARTITION pn CURRENT)",
                    "CREATE TABLE weekly (a int) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME INTERVAL 1 WEEK STARTS"
                            + " '2020-01-01 00:00:00' (PARTITION p0 HISTORY, PARTITION pn CURRENT)");
            Inspected inspected = Inspected.of(database);
            assertThat(inspected.options("hidden").versioning()).isEqualTo(new MySqlVersioning(null, null));
            assertThat(inspected.columnOptions("hidden", "b").unversioned()).isTrue();
            assertThat(inspected.options("shown").versioning()).isEqualTo(new MySqlVersioning("s", "e"));
            assertThat(inspected.column("shown", "s").generated()).isNull();
            assertThat(inspected.columnOptions("shown", "e").invisible()).isTrue();
            assertThat(inspected.options("cut").partitioning())
                    .isEqualTo(new MySqlPartitioning(
                            new Key("SYSTEM_TIME", "LIMIT 100"),
                            null,
                            List.of(
                                    new Partition("p0", "HISTORY", null, List.of()),
                                    new Partition("pn", "CURRENT", null, List.of()))));
            assertThat(inspected.options("weekly").partitioning().key())
                    .isEqualTo(new Key("SYSTEM_TIME", "INTERVAL 7 DAY STARTS TIMESTAMP'2020-01-01 00:00:00'"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB10", "MARIADB11"})
    void tellsOfPeriodsThatItDoesNotManage(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute(
                    "CREATE TABLE t (id int, s date, e date, PERIOD FOR p (s, e), UNIQUE (id, p WITHOUT OVERLAPS), KEY k (id))",
                    "CREATE TABLE u (s date NOT NULL, e date NOT NULL, CHECK (s < e))");
            Inspected inspected = Inspected.of(database);
            assertThat(inspected.unsupported()).containsExactly("period t.p");
            assertThat(inspected.table("t").checks()).isEmpty();
            assertThat(inspected.table("t").indexes()).extracting(Index::name).containsExactly("k");
            assertThat(inspected.table("u").checks()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsTheSchemasThatWereAskedForWithoutThoseOfTheServer(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind);
                MySqlDatabase other = MySqlServers.database(kind)) {
            database.execute("CREATE TABLE t (a int)");
            other.execute("CREATE TABLE t (a int, b int)", "CREATE TABLE T (c int)");
            Inspection all = Inspected.in(database, new InspectOptions(new Scope.WholeRealm(), List.of()));
            assertThat(all.realm().schemas())
                    .extracting(Schema::name)
                    .contains(database.name(), other.name())
                    .doesNotContain("mysql", "sys", "information_schema", "performance_schema");
            Inspection some = Inspected.in(
                    database,
                    new InspectOptions(new Scope.WholeRealm(), List.of(other.name(), database.name(), "none")));
            assertThat(some.realm().schemas())
                    .extracting(Schema::name)
                    .containsExactlyInAnyOrder(database.name(), other.name());
            Schema two = some.realm().schema(other.name()).orElseThrow();
            assertThat(two.tables()).extracting(table -> table.name().name()).containsExactly("T", "t");
            assertThat(two.table("t").orElseThrow().columns()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void namesTheSchemaThatIsNotThere(Kind kind) {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            assertThatThrownBy(() -> Inspected.in(database, new InspectOptions(new Scope.OneSchema("no"), List.of())))
                    .isInstanceOf(SQLException.class)
                    .hasMessage((kind.isMariaDb() ? "mariadb" : "mysql") + ": schema \"no\" was not found");
        }
    }
}
