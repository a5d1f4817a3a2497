package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.ColumnType.BuiltinType;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.Trigger;
import io.atlasoperator.schema.View;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.MySqlServers.Kind;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Characters beyond the basic plane, which the catalog of no server has, are read as they are. */
@NullUnmarked
class MySqlLostLettersTest {

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsDefaultsAndListsOfValues(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind, "CHARACTER SET utf8mb4")) {
            database.execute("""
                    CREATE TABLE t (
                      a varchar(20) DEFAULT 'a😀?''\\\\', b varchar(20) NOT NULL DEFAULT '😀', c varchar(9) DEFAULT '?',
                      d varchar(20) CHARACTER SET utf16 NOT NULL DEFAULT 'é😀', e enum('b?','😀','c''😀\\\\') NOT NULL DEFAULT '😀',
                      f set('x','y😀','?') DEFAULT 'y😀,?', g varchar(9) CHARACTER SET latin1 DEFAULT '?')""");
            Inspected inspected = Inspected.of(database);
            assertThat(inspected.table("t").columns())
                    .extracting(column -> column.defaultValue().sql())
                    .containsExactly("'a😀?''\\'", "'😀'", "'?'", "'é😀'", "'😀'", "'y😀,?'", "'?'");
            assertThat(inspected.column("t", "e").type())
                    .isEqualTo(new BuiltinType("enum", List.of("b?", "😀", "c'😀\\")));
            assertThat(inspected.column("t", "f").type()).isEqualTo(new BuiltinType("set", List.of("x", "y😀", "?")));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void readsExpressions(Kind kind) throws SQLException {
        try (MySqlDatabase database = MySqlServers.database(kind, "CHARACTER SET utf8mb4")) {
            database.execute("""
                    CREATE TABLE t (
                      a varchar(20) DEFAULT (concat('é?😀', 1)), b varchar(30) GENERATED ALWAYS AS (concat(a, '😀')) VIRTUAL,
                      c varchar(20) CHECK (c <> '?😀'), CONSTRAINT other CHECK (a <> '😀é' AND a <> '?'))""");
            Inspected inspected = Inspected.of(database);
            assertThat(inspected.column("t", "a").defaultValue().sql()).contains("'é?😀'");
            assertThat(inspected.column("t", "b").generated().expression()).contains("'😀'");
            assertThat(inspected.table("t").checks())
                    .extracting(Check::expression)
                    .anySatisfy(text -> assertThat(text).contains("'?😀'"))
                    .anySatisfy(text -> assertThat(text).contains("'😀é'").contains("'?'"));
            if (kind == Kind.MYSQL) {
                database.execute("CREATE INDEX i ON t ((concat(a, '😀')))");
                assertThat(Inspected.of(database).index("t", "i").parts())
                        .singleElement()
                        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(IndexPart.OfExpression.class))
                        .satisfies(part -> assertThat(part.expression()).contains("'😀'"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsViewsRoutinesTriggersEventsAndPartitions(Kind kind) throws SQLException {
        // MySQL takes no such characters in comments of bodies.
        String comment = kind.isMariaDb() ? "/* 😀 */" : "/* ? */";
        try (MySqlDatabase database = MySqlServers.database(kind, "CHARACTER SET utf8mb4")) {
            database.execute(
                    "CREATE TABLE t (a varchar(20)) PARTITION BY LIST COLUMNS (a) (PARTITION p VALUES IN ('😀', 'b'))",
                    "CREATE TABLE u (a varchar(20))",
                    "CREATE VIEW v AS SELECT a, '😀' AS x FROM t WHERE a = '😀é'",
                    "CREATE PROCEDURE p(a enum('😀')) SELECT '😀'",
                    "CREATE PROCEDURE q() SELECT 1 " + comment + " + 1",
                    "CREATE TRIGGER tr BEFORE INSERT ON u FOR EACH ROW SET @a = 1 " + comment + " + 1",
                    "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1 " + comment + " + 1");
            Inspected inspected = Inspected.of(database);
            assertThat(inspected.object(View.class, "v").definition()).contains("'😀' AS `x`", "'😀é'");
            assertThat(inspected.object(Routine.class, "p").body().text()).contains("'😀'");
            assertThat(MySqlRoutineOptions.of(inspected.object(Routine.class, "p"))
                            .parameters())
                    .contains("😀");
            assertThat(inspected.object(Routine.class, "q").body().text()).contains(comment);
            assertThat(inspected.object(Trigger.class, "tr").action()).contains(comment);
            assertThat(inspected.object(MySqlEvent.class, "e").body()).contains(comment);
            assertThat(inspected.options("t").partitioning().partitions())
                    .extracting(MySqlPartitioning.Partition::values)
                    .allSatisfy(values -> assertThat(values).containsIgnoringCase("0xF09F9880"));
        }
    }
}
