package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.mysql.MySqlColumnRow.Extra;
import io.atlasoperator.schema.ColumnType.BooleanType;
import io.atlasoperator.schema.ColumnType.BuiltinType;
import io.atlasoperator.schema.ColumnType.IntegerType;
import io.atlasoperator.schema.ColumnType.JsonType;
import io.atlasoperator.schema.ColumnType.StringType;
import io.atlasoperator.schema.DefaultValue.Expression;
import io.atlasoperator.schema.DefaultValue.Literal;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.Generated.Storage;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.MySqlServers.Kind;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the inspector says of columns. */
@NullUnmarked
class MySqlColumnInspectionTest {

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsLiteralDefaultsAsStandardSql(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute("""
                    CREATE TABLE t (
                      text varchar(40) DEFAULT 'it''s \\\\ "q" \\n é',
                      word varchar(40) DEFAULT 'CURRENT_TIMESTAMP', null_word varchar(9) DEFAULT 'NULL', nil varchar(9) DEFAULT '',
                      number decimal(10,2) DEFAULT 1.5, negative double DEFAULT -3.5, hex int DEFAULT 0x10,
                      flag bool DEFAULT true, small tinyint DEFAULT 1, filled int(5) zerofill DEFAULT 3, born year DEFAULT 2020,
                      bits bit(10) DEFAULT b'0101', day date DEFAULT '2020-01-31', hour time(2) DEFAULT '10:00:00',
                      letter enum('a','b''c') DEFAULT 'b''c', letters set('x','y') DEFAULT 'x,y',
                      bytes varbinary(9) DEFAULT 0x61003fff, padded binary(3) DEFAULT 'ab', must varbinary(4) NOT NULL DEFAULT 'ab', none int, nothing int DEFAULT NULL)""");
            Inspected inspected = Inspected.of(database);
            assertThat(inspected.table("t").columns())
                    .filteredOn(column -> column.defaultValue() != null)
                    .allSatisfy(column -> assertThat(column.defaultValue()).isInstanceOf(Literal.class))
                    .extracting(column ->
                            column.name() + " " + column.defaultValue().sql())
                    .containsExactly(
                            "text 'it''s \\ \"q\" \n é'",
                            "word 'CURRENT_TIMESTAMP'",
                            "null_word 'NULL'",
                            "nil ''",
                            "number 1.50",
                            "negative -3.5",
                            "hex 16",
                            "flag true",
                            "small 1",
                            "filled 3",
                            "born 2020",
                            "bits b'101'",
                            "day '2020-01-31'",
                            "hour '10:00:00.00'",
                            "letter 'b''c'",
                            "letters 'x,y'",
                            "bytes x'61003fff'",
                            "padded x'616200'",
                            kind.isMariaDb() ? "must 'ab'" : "must x'6162'");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsExpressionsAsTheyWereWritten(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute("""
                    CREATE TABLE t (
                      at datetime(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
                      since timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
                      sum int DEFAULT (1 + 2),
                      text varchar(40) DEFAULT (concat('it''s \\\\ €', "é")),
                      next int GENERATED ALWAYS AS (sum + 1) VIRTUAL,
                      kept varchar(40) GENERATED ALWAYS AS (concat(text, 'é\\'s')) STORED)""");
            Inspected inspected = Inspected.of(database);
            boolean maria = kind.isMariaDb();
            assertThat(inspected.column("t", "at").defaultValue())
                    .isEqualTo(new Expression(maria ? "(current_timestamp(3))" : "CURRENT_TIMESTAMP(3)"));
            assertThat(inspected.columnOptions("t", "at").onUpdate()).isEqualTo("CURRENT_TIMESTAMP(3)");
            assertThat(inspected.column("t", "since").defaultValue())
                    .isEqualTo(new Expression(maria ? "(current_timestamp())" : "CURRENT_TIMESTAMP"));
            assertThat(inspected.column("t", "sum").defaultValue()).isEqualTo(new Expression("(1 + 2)"));
            assertThat(inspected.column("t", "text").defaultValue())
                    .isEqualTo(new Expression(
                            maria ? "(concat('it\\'s \\\\ €','é'))" : "(concat(_utf8mb4'it\\'s \\\\ €',_utf8mb4'é'))"));
            assertThat(inspected.column("t", "next").generated())
                    .isEqualTo(new Generated(maria ? "`sum` + 1" : "(`sum` + 1)", Storage.VIRTUAL));
            assertThat(inspected.column("t", "kept").generated())
                    .isEqualTo(new Generated(
                            maria ? "concat(`text`,'é\\'s')" : "concat(`text`,_utf8mb4'é\\'s')", Storage.STORED));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void saysCharsetAndCollationOfEveryText(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind, "CHARACTER SET latin1 COLLATE latin1_bin")) {
            database.execute("""
                    CREATE TABLE t (same varchar(9), own varchar(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, old text
                      CHARACTER SET utf8mb3, letter enum('a'), number int, bytes blob) COLLATE latin1_german1_ci""");
            Inspected inspected = Inspected.of(database);
            assertThat(MySqlSchemaOptions.of(inspected.schema()))
                    .isEqualTo(new MySqlSchemaOptions("latin1", "latin1_bin"));
            assertThat(inspected.options("t").charset()).isEqualTo("latin1");
            assertThat(inspected.options("t").collation()).isEqualTo("latin1_german1_ci");
            assertThat(inspected.table("t").columns())
                    .extracting(column -> MySqlColumnOptions.of(column).charset() + " " + column.collation())
                    .containsExactly(
                            "latin1 latin1_german1_ci",
                            "utf8mb4 utf8mb4_bin",
                            "utf8mb3 utf8mb3_general_ci",
                            "latin1 latin1_german1_ci",
                            "null null",
                            "null null");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsTypesNamesCommentsAndFlags(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute("""
                    CREATE TABLE `ta``b.le "ü"` (
                      `a``b.c "é"` int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'it''s \\\\ ü', flag tinyint(1),
                      width bigint(9), letter enum('a,b','c''d') NOT NULL, unseen int INVISIBLE)""");
            Inspected inspected = Inspected.of(database);
            String table = "ta`b.le \"ü\"";
            String id = "a`b.c \"é\"";
            assertThat(inspected.column(table, id).type()).isEqualTo(new IntegerType("int", true));
            assertThat(inspected.column(table, id).nullable()).isFalse();
            assertThat(inspected.column(table, id).comment()).isEqualTo("it's \\ ü");
            assertThat(inspected.columnOptions(table, id).autoIncrement()).isTrue();
            assertThat(inspected.table(table).primaryKey().columns()).containsExactly(id);
            assertThat(inspected.column(table, "flag").type()).isEqualTo(new BooleanType("bool"));
            assertThat(inspected.column(table, "width").type()).isEqualTo(new IntegerType("bigint", false));
            assertThat(inspected.column(table, "letter").type())
                    .isEqualTo(new BuiltinType("enum", List.of("a,b", "c'd")));
            assertThat(inspected.column(table, "flag").options()).isNull();
            assertThat(inspected.columnOptions(table, "unseen").invisible()).isTrue();
        }
    }

    @Test
    void readsWhatOnlyMySqlHas() throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(Kind.MYSQL)) {
            database.execute(
                    "CREATE TABLE t (place geometry NOT NULL SRID 4326, doc json DEFAULT ('{}'), vec vector(3), `ü` int,"
                            + " next int AS (`ü` + 1) INVISIBLE)");
            Inspected inspected = Inspected.of(database);
            assertThat(inspected.columnOptions("t", "place").srid()).isEqualTo(4326);
            assertThat(inspected.column("t", "doc").type()).isEqualTo(new JsonType("json"));
            assertThat(inspected.column("t", "doc").defaultValue()).isEqualTo(new Expression("(_utf8mb4'{}')"));
            assertThat(inspected.column("t", "vec").type()).isEqualTo(new BuiltinType("vector", List.of("3")));
            assertThat(inspected.column("t", "next").generated())
                    .isEqualTo(new Generated("(`ü` + 1)", Storage.VIRTUAL));
            assertThat(inspected.columnOptions("t", "next").invisible()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB10", "MARIADB11"})
    void readsWhatOnlyMariaDbHas(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            database.execute("""
                    CREATE TABLE t (doc json DEFAULT '{}', `do``c` json, near longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
                      packed varchar(99) COMPRESSED, id uuid DEFAULT uuid(), bytes varbinary(40) DEFAULT uuid(),
                      next int AS (length(doc)) STORED INVISIBLE)""");
            Inspected inspected = Inspected.of(database);
            assertThat(inspected.column("t", "doc").type()).isEqualTo(new JsonType("json"));
            assertThat(inspected.column("t", "doc").collation()).isNull();
            assertThat(inspected.column("t", "doc").options()).isNull();
            assertThat(inspected.column("t", "doc").defaultValue()).isEqualTo(new Literal("'{}'"));
            assertThat(inspected.column("t", "do`c").type()).isEqualTo(new JsonType("json"));
            assertThat(inspected.table("t").checks()).isEmpty();
            assertThat(inspected.column("t", "near").type()).isEqualTo(new StringType("longtext", null));
            assertThat(inspected.columnOptions("t", "packed").compressed()).isTrue();
            assertThat(inspected.column("t", "packed").type()).isEqualTo(new StringType("varchar", 99));
            assertThat(inspected.column("t", "id").defaultValue()).isEqualTo(new Expression("(uuid())"));
            assertThat(inspected.column("t", "bytes").defaultValue()).isEqualTo(new Expression("(uuid())"));
            assertThat(inspected.columnOptions("t", "next").invisible()).isTrue();
            assertThat(inspected.column("t", "next").generated().storage()).isEqualTo(Storage.STORED);
        }
    }

    @Test
    void refusesAnExtraAttributeThatItDoesNotKnow() {
        assertThatThrownBy(() -> Extra.parse("auto_increment NOT KNOWN", "c", "t"))
                .isInstanceOf(SQLException.class)
                .hasMessage("unknown extra column attribute \"NOT KNOWN\" of column \"c\" of table \"t\"");
    }

    @Test
    void readsEveryFormOfExtraAttributes() throws SQLException {
        Extra none = new Extra(false, false, null, false, false, false, false, false);
        assertThat(Extra.parse("", "c", "t")).isEqualTo(none);
        assertThat(Extra.parse("DEFAULT_GENERATED on update CURRENT_TIMESTAMP(3) INVISIBLE", "c", "t"))
                .isEqualTo(new Extra(false, true, "CURRENT_TIMESTAMP(3)", false, false, true, false, false));
        assertThat(Extra.parse("on update current_timestamp(), INVISIBLE, WITHOUT SYSTEM VERSIONING", "c", "t"))
                .isEqualTo(new Extra(false, false, "CURRENT_TIMESTAMP", false, false, true, true, false));
        assertThat(Extra.parse("STORED GENERATED, INVISIBLE", "c", "t"))
                .isEqualTo(new Extra(false, false, null, true, true, true, false, false));
        assertThat(Extra.parse("VIRTUAL GENERATED", "c", "t"))
                .isEqualTo(new Extra(false, false, null, true, false, false, false, false));
        assertThat(Extra.parse("auto_increment", "c", "t"))
                .isEqualTo(new Extra(true, false, null, false, false, false, false, false));
    }

    @Test
    void tellsOfWhatASecondEngineLeavesOut() throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(Kind.MYSQL)) {
            database.execute("CREATE TABLE t (a int NOT SECONDARY, b int AUTO_INCREMENT NOT SECONDARY PRIMARY KEY)");
            Inspected inspected = Inspected.of(database);
            assertThat(inspected.table("t").columns()).hasSize(2);
            assertThat(inspected.unsupported())
                    .containsExactly("NOT SECONDARY of column t.a", "NOT SECONDARY of column t.b");
        }
    }
}
