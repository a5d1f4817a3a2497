package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.lint.TypeChange;
import io.atlasoperator.schema.Column;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.MySqlServers.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of a change of a type, against what a server in strict mode does with values. */
class MySqlTypeChangesTest {
    /** Types with values that are hard to keep. */
    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry("tinyint", List.of("-128", "1", "127")),
            Map.entry("int unsigned", List.of("0", "1", "4294967295", "2020")),
            Map.entry("bigint", List.of("-9223372036854775808", "1", "9223372036854775807", "20200101")),
            Map.entry("decimal(20,10)", List.of("1.0123456789", "-2.5", "1")),
            Map.entry("decimal(5)", List.of("99999", "-1")),
            Map.entry("float", List.of("1.2345678", "2.5", "3e20")),
            Map.entry("double", List.of("1.23456789012345", "2.5", "1e200")),
            Map.entry("bit(20)", List.of("b'1'", "b'11111111111111111111'")),
            Map.entry("bit(64)", List.of("b'1'", "0xffffffffffffffff")),
            Map.entry("year(4)", List.of("2020")),
            Map.entry("date", List.of("'2020-05-06'")),
            Map.entry("datetime", List.of("'2020-05-06 07:08:09'")),
            Map.entry("datetime(6)", List.of("'2020-05-06 07:08:09.123456'", "'2020-05-06 00:00:00'")),
            Map.entry("timestamp(3)", List.of("'2020-05-06 07:08:09.123'")),
            Map.entry("time", List.of("'10:11:12'", "'-100:11:12'")),
            Map.entry("time(6)", List.of("'10:11:12.123456'")),
            Map.entry("char(10)", List.of("'a'", "'2020-05-06'")),
            Map.entry(
                    "varchar(30)",
                    List.of("'a'", "'a  '", "'2020-05-06 07:08:09.123456'", "'1.23456'", "'1'", "' 1'", "'0012'")),
            Map.entry("char(40)", List.of("'a'")),
            Map.entry("binary(40)", List.of("'a'")),
            Map.entry(
                    "text",
                    List.of("'a '", "'2020-05-06T07:08:09'", "'1.5e3'", "'10:11:12.5'", "'{\"b\": 1, \"a\": 2}'")),
            Map.entry("binary(4)", List.of("'a'", "'abcd'")),
            Map.entry("varbinary(30)", List.of("'a'", "0x6100", "'12'", "0xff")),
            Map.entry("blob", List.of("'a'", "0x6100", "'1.5'")),
            Map.entry("enum('b','1','2020-05-06','a')", List.of("'b'", "'1'", "'a'", "'2020-05-06'")),
            Map.entry("enum('a','b')", List.of("'a'", "'b'")),
            Map.entry("set('a','b','1')", List.of("'a,b'", "'1'", "''")),
            Map.entry("set('b','a')", List.of("'a,b'", "'b'", "''")),
            Map.entry("json", List.of("'{\"a\": 1}'", "'1'", "'\"a\"'")));

    @ParameterizedTest
    @EnumSource(Kind.class)
    void nothingIsLostOfWhichNobodyIsTold(Kind kind) throws SQLException {
        List<String> wrong = new ArrayList<>();
        try (MySqlDatabase database = MySqlServers.database(kind);
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00'");
            for (Map.Entry<String, List<String>> from : VALUES.entrySet()) {
                for (String to : VALUES.keySet()) {
                    TypeChange said = new MySqlTypeChanges().of(column(from.getKey()), column(to));
                    for (String value : from.getValue()) {
                        TypeChange done = done(statement, from.getKey(), to, value);
                        if (done.compareTo(said) > 0) {
                            wrong.add(from.getKey() + " to " + to + " with " + value + ": " + done + ", said: " + said);
                        }
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    private static Column column(String type) {
        return Column.of("c", MySqlTypes.parse(type), true);
    }

    /** What becomes of a value: lost is what does not come back with the former type. */
    private static TypeChange done(Statement statement, String from, String to, String value) throws SQLException {
        statement.execute("DROP TEMPORARY TABLE IF EXISTS t");
        statement.execute("CREATE TEMPORARY TABLE t (c " + from + " NULL)");
        statement.execute("INSERT INTO t VALUES (" + value + ")");
        String before = value(statement);
        try {
            statement.execute("ALTER TABLE t MODIFY COLUMN c " + to + " NULL");
        } catch (SQLException e) {
            return TypeChange.MAY_FAIL;
        }
        try {
            statement.execute("ALTER TABLE t MODIFY COLUMN c " + from + " NULL");
        } catch (SQLException e) {
            return TypeChange.LOSES;
        }
        return value(statement).equals(before) ? TypeChange.KEEPS : TypeChange.LOSES;
    }

    private static String value(Statement statement) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery("SELECT CONCAT(HEX(CAST(c AS CHAR)), ' ', IFNULL(c + 0e0, '')) FROM t")) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
