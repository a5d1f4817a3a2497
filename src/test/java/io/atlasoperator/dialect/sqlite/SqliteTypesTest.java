package io.atlasoperator.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ColumnType.BinaryType;
import io.atlasoperator.schema.ColumnType.DecimalType;
import io.atlasoperator.schema.ColumnType.IntegerType;
import io.atlasoperator.schema.ColumnType.StringType;
import io.atlasoperator.schema.ColumnType.UserDefinedType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteTypesTest {

    @Test
    void keepsArguments() {
        assertThat(SqliteTypes.parse("VARCHAR(255)")).isEqualTo(new StringType("varchar", 255));
        assertThat(SqliteTypes.parse("decimal( 10 , 2 )")).isEqualTo(new DecimalType("decimal", 10, 2));
        assertThat(SqliteTypes.format(new DecimalType("decimal", 10, 2))).isEqualTo("decimal(10,2)");
    }

    @Test
    void takesAMissingTypeForBlobAndKeepsItMissing() {
        ColumnType missing = SqliteTypes.parse("");
        assertThat(SqliteTypes.same(missing, new BinaryType("blob", null))).isTrue();
        assertThat(SqliteTypes.format(missing)).isEmpty();
        assertThat(SqliteTypes.named(missing)).isEqualTo("blob");
    }

    @Test
    void keepsWhatItDoesNotKnowAsWritten() {
        assertThat(SqliteTypes.parse("My_Type")).isEqualTo(new UserDefinedType("My_Type"));
        assertThat(SqliteTypes.parse("int(11)")).isEqualTo(new UserDefinedType("int(11)"));
        assertThat(SqliteTypes.parse("varchar(max)")).isEqualTo(new UserDefinedType("varchar(max)"));
    }

    @Test
    void joinsNamesOfSeveralWords() {
        assertThat(SqliteTypes.parse("UNSIGNED  BIG INT")).isEqualTo(new IntegerType("unsigned big int", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "real",
                "blob",
                "text",
                "integer",
                "int",
                "tinyint",
                "bigint",
                "unsigned big int",
                "uint64",
                "double precision",
                "float(24)",
                "varchar(10)",
                "varying character(20)",
                "native character",
                "clob",
                "numeric(8)",
                "decimal(8,0)",
                "bool",
                "boolean",
                "date",
                "datetime",
                "time",
                "timestamp",
                "json",
                "jsonb",
                "uuid",
                "char(3)",
                "ANY",
                "int(11)",
                "geometry(point, 4326)"
            })
    void printsWhatItParsed(String text) {
        ColumnType type = SqliteTypes.parse(text);
        assertThat(SqliteTypes.format(type)).isEqualTo(text);
        assertThat(SqliteTypes.parse(SqliteTypes.format(type))).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "int, INTEGER",
        "charint, INTEGER",
        "varchar(10), TEXT",
        "blob, BLOB",
        "double, REAL",
        "decimal(10), NUMERIC",
        "datetime, NUMERIC",
        "floating point, INTEGER"
    })
    void knowsTheAffinity(String text, SqliteTypes.Affinity affinity) {
        assertThat(SqliteTypes.Affinity.of(SqliteTypes.parse(text))).isEqualTo(affinity);
    }

    @Test
    void ignoresCaseButNotArguments() {
        assertThat(SqliteTypes.same(SqliteTypes.parse("GEO"), SqliteTypes.parse("geo")))
                .isTrue();
        assertThat(SqliteTypes.same(SqliteTypes.parse("varchar(1)"), SqliteTypes.parse("varchar(2)")))
                .isFalse();
    }
}
