package io.atlasoperator.dialect.postgres;

import io.atlasoperator.spec.TypeName;
import java.util.ArrayList;
import java.util.List;

/** The types that PostgreSQL's HCL has names for. The canonical name of a type stands before its aliases. */
final class PostgresTypeNames {
    private static final List<String> PLAIN = List.of(
            "integer",
            "int",
            "smallint",
            "bigint",
            "int2",
            "int4",
            "int8",
            "boolean",
            "bool",
            "text",
            "bytea",
            "real",
            "double_precision",
            "float4",
            "float8",
            "smallserial",
            "serial",
            "bigserial",
            "serial2",
            "serial4",
            "serial8",
            "date",
            "json",
            "jsonb",
            "uuid",
            "xml",
            "money",
            "hstore",
            "cidr",
            "inet",
            "macaddr",
            "macaddr8",
            "circle",
            "line",
            "lseg",
            "box",
            "path",
            "point",
            "polygon",
            "tsvector",
            "tsquery",
            "int4range",
            "int8range",
            "numrange",
            "tsrange",
            "tstzrange",
            "daterange",
            "int4multirange",
            "int8multirange",
            "nummultirange",
            "tsmultirange",
            "tstzmultirange",
            "datemultirange",
            "xid",
            "xid8",
            "oid",
            "regclass",
            "regcollation",
            "regconfig",
            "regdictionary",
            "regnamespace",
            "regoper",
            "regoperator",
            "regproc",
            "regprocedure",
            "regrole",
            "regtype",
            "any",
            "anyarray",
            "anyelement",
            "anyenum",
            "anynonarray",
            "anyrange",
            "cstring",
            "internal",
            "record",
            "trigger",
            "event_trigger",
            "void",
            "unknown");

    private static final List<String> SIZED = List.of(
            "bit",
            "bit_varying",
            "varbit",
            "character_varying",
            "varchar",
            "character",
            "char",
            "bpchar",
            "float",
            "time",
            "timetz",
            "timestamp",
            "timestamptz",
            "interval");

    private static final List<String> INTERVAL_WITH_SECONDS =
            List.of("second", "day_to_second", "hour_to_second", "minute_to_second");

    private static final List<String> INTERVAL = List.of(
            "year",
            "month",
            "day",
            "hour",
            "minute",
            "year_to_month",
            "day_to_hour",
            "day_to_minute",
            "hour_to_minute");

    static final List<TypeName> ALL = all();

    private PostgresTypeNames() {}

    private static List<TypeName> all() {
        List<TypeName> names = new ArrayList<>();
        PLAIN.forEach(name ->
                names.add(name.equals("event_trigger") ? new TypeName(name, name, 0, 0) : TypeName.of(name, 0)));
        SIZED.forEach(name -> names.add(TypeName.of(name, 1)));
        names.add(TypeName.of("numeric", 2));
        names.add(TypeName.of("decimal", 2));
        INTERVAL_WITH_SECONDS.forEach(
                name -> names.add(new TypeName(name, "interval " + name.replace('_', ' '), 0, 1)));
        INTERVAL.forEach(name -> names.add(new TypeName(name, "interval " + name.replace('_', ' '), 0, 0)));
        return List.copyOf(names);
    }
}
