package io.atlasoperator.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atlasoperator.dialect.postgres.PostgresTypes.NamedTypes;
import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.QualifiedName;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresTypesTest {
    private static final NamedTypes ENUMS = new NamedTypes(
            Map.of(
                    new QualifiedName("public", "status"),
                    new ColumnType.EnumReference(new QualifiedName("public", "status")),
                    new QualifiedName("Other", "My Enum"),
                    new ColumnType.EnumReference(new QualifiedName("Other", "My Enum"))),
            "public");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int | integer",
                "INT4 | integer",
                "int2 | smallint",
                "int8 | bigint",
                "bool | boolean",
                "char | character(1)",
                "character(10) | character(10)",
                "bpchar | bpchar",
                "varchar | character varying",
                "varchar (255) | character varying(255)",
                "bit(1) | bit",
                "bit(3) | bit(3)",
                "varbit(4) | bit varying(4)",
                "float | double precision",
                "float(24) | real",
                "float(25) | double precision",
                "float4 | real",
                "decimal | numeric",
                "numeric(10,0) | numeric(10)",
                "decimal(10, 2) | numeric(10,2)",
                "timestamp with time zone | timestamptz",
                "timestamp(3) with time zone | timestamptz(3)",
                "timestamp(6) without time zone | timestamp",
                "time(0) | time(0)",
                "time with time zone | timetz",
                "serial4 | serial",
                "serial8 | bigserial",
                "interval | interval",
                "interval(6) | interval",
                "INTERVAL day to second (4) | interval day to second(4)",
                "interval second | interval second",
                "pg_catalog.int4 | integer",
                "tstzrange | tstzrange",
                "varchar(100) ARRAY | character varying(100)[]",
                "varchar(100) [10][] | character varying(100)[]",
                "int ARRAY[1] | integer[]",
                "point [][1] | point[]",
                "geometry(Point,4326) | geometry(Point,4326)",
                "status | status",
                "status[] | status[]",
                "\"Other\".\"My Enum\" | \"My Enum\"",
            })
    void printsTheCanonicalSpelling(String written, String canonical) {
        ColumnType type = PostgresTypes.parse(written, ENUMS);

        assertThat(PostgresTypes.format(type)).isEqualTo(canonical);
        assertThat(PostgresTypes.parse(canonical, ENUMS)).isEqualTo(type);
    }

    @Test
    void findsEnumsByTheirNameAlone() {
        assertThat(PostgresTypes.parse("status", ENUMS))
                .isEqualTo(new ColumnType.EnumReference(new QualifiedName("public", "status")));
        assertThat(PostgresTypes.parse("nope.status", ENUMS)).isInstanceOf(ColumnType.UserDefinedType.class);
        assertThat(PostgresTypes.parse("status")).isInstanceOf(ColumnType.UserDefinedType.class);
    }

    @Test
    void qualifiesEnumsInStatements() {
        ColumnType array = PostgresTypes.parse("status[]", ENUMS);

        assertThat(PostgresTypes.format(array, new Qualifier.BySchema())).isEqualTo("\"public\".\"status\"[]");
        assertThat(PostgresTypes.format(array, new Qualifier.None())).isEqualTo("\"status\"[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "float(54) | postgres: precision for type float must be between 1 and 53: 54",
                "int(3) | postgres: invalid type \"int(3)\": it takes no arguments",
                "varchar(max) | postgres: invalid type \"varchar(max)\": its arguments must be whole numbers",
                "numeric(1,2,3) | postgres: invalid type \"numeric(1,2,3)\": it takes at most 2 arguments",
                "interval week | postgres: invalid type \"interval week\": unknown fields of an interval",
            })
    void refusesWrongArguments(String written, String message) {
        assertThatThrownBy(() -> PostgresTypes.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
