package io.atlasoperator.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ColumnType.BuiltinType;
import io.atlasoperator.schema.ColumnType.UserDefinedType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlTypesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INT(11)|int",
                "int(10) unsigned|int unsigned",
                "integer|int",
                "tinyint(1)|bool",
                "boolean|bool",
                "tinyint(4)|tinyint",
                "int(1)|int",
                "tinyint(1) unsigned|tinyint unsigned",
                "int(5) unsigned zerofill|int(5) unsigned zerofill",
                "int(5) zerofill|int(5) unsigned zerofill",
                "decimal|decimal(10)",
                "decimal(0,0)|decimal(10)",
                "numeric(10,2)|decimal(10,2)",
                "decimal(10,2) unsigned|decimal(10,2) unsigned",
                "decimal(10,0)|decimal(10)",
                "real|double",
                "double precision|double",
                "float(30)|double",
                "float(10)|float",
                "double(5,2)|double(5,2)",
                "double(5,2) unsigned|double(5,2) unsigned",
                "bit(1)|bit",
                "bit(3)|bit(3)",
                "char|char(1)",
                "binary(1)|binary",
                "character varying(10)|varchar(10)",
                "timestamp(0)|timestamp",
                "timestamp(3)|timestamp(3)",
                "year(4)|year(4)",
                "geomcollection|geometrycollection",
                "JSON|json",
                "uuid|uuid",
                "vector(3)|vector(3)",
                "MEDIUMTEXT|mediumtext"
            })
    void spellsTypesAsTheServerDoes(String written, String canonical) {
        assertThat(MySqlTypes.format(MySqlTypes.parse(written))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int",
                "bigint unsigned",
                "bool",
                "decimal(10,2) unsigned",
                "int(5) unsigned zerofill",
                "decimal(5,2) unsigned zerofill",
                "double unsigned",
                "float(5,2)",
                "varchar(10)",
                "text",
                "blob",
                "datetime(6)",
                "enum('a','b''c','d\\\\e')",
                "set('x')",
                "json",
                "inet6",
                "point",
                "binary(3)",
                "year"
            })
    void readsWhatItWrites(String text) {
        ColumnType type = MySqlTypes.parse(text);

        assertThat(type).isNotInstanceOf(UserDefinedType.class);
        assertThat(MySqlTypes.parse(MySqlTypes.format(type))).isEqualTo(type);
        assertThat(MySqlTypes.format(type)).isEqualTo(text);
    }

    @Test
    void takesValuesOutOfTheirQuotes() {
        assertThat(MySqlTypes.parse("enum('a','it''s', 'back\\\\slash', 'a,b', '',\"q\")"))
                .isEqualTo(new BuiltinType("enum", List.of("a", "it's", "back\\slash", "a,b", "", "q")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"foo", "varchar", "int(1,2)", "enum(a)", "enum('a'", "text unsigned", "varchar(99999999999)"})
    void keepsWhatItDoesNotKnowAsWritten(String text) {
        assertThat(MySqlTypes.parse(text)).isEqualTo(new UserDefinedType(text));
    }

    @Test
    void namesNumbersWithoutTheirSignInHcl() {
        assertThat(MySqlTypes.named(MySqlTypes.parse("decimal(10,2) unsigned"))).isEqualTo("decimal(10,2)");
        assertThat(MySqlTypes.unsigned(MySqlTypes.parse("decimal(10,2)")))
                .isEqualTo(MySqlTypes.parse("decimal(10,2) unsigned"));
        assertThat(MySqlTypes.unsigned(MySqlTypes.parse("bool"))).isEqualTo(MySqlTypes.parse("tinyint unsigned"));
    }

    @Test
    void aYearHasFourDigitsWhetherSaidOrNot() {
        assertThat(MySqlTypes.same(MySqlTypes.parse("year"), MySqlTypes.parse("year(4)")))
                .isTrue();
    }
}
