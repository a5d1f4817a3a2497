package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ColumnType.ArrayType;
import io.atlasoperator.schema.ColumnType.BinaryType;
import io.atlasoperator.schema.ColumnType.BitType;
import io.atlasoperator.schema.ColumnType.BooleanType;
import io.atlasoperator.schema.ColumnType.BuiltinType;
import io.atlasoperator.schema.ColumnType.DecimalType;
import io.atlasoperator.schema.ColumnType.EnumReference;
import io.atlasoperator.schema.ColumnType.FloatType;
import io.atlasoperator.schema.ColumnType.IntegerType;
import io.atlasoperator.schema.ColumnType.IntervalType;
import io.atlasoperator.schema.ColumnType.JsonType;
import io.atlasoperator.schema.ColumnType.SerialType;
import io.atlasoperator.schema.ColumnType.StringType;
import io.atlasoperator.schema.ColumnType.TimeType;
import io.atlasoperator.schema.ColumnType.TypeReference;
import io.atlasoperator.schema.ColumnType.UserDefinedType;
import io.atlasoperator.schema.ColumnType.UuidType;
import io.atlasoperator.schema.QualifiedName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Type text of PostgreSQL to {@link ColumnType} and back. Every alias is read; what is printed is the one canonical
 * spelling: {@code integer}, {@code character varying(255)}, {@code timestamptz}. Arguments that say what the server
 * assumes anyway (scale 0, a fraction of six digits, one bit) are not kept.
 */
final class PostgresTypes {
    private static final Pattern ARRAY = Pattern.compile(
            "(.+?)(?:\\s+array(?:\\s*\\[\\s*\\d*\\s*])?|(?:\\s*\\[\\s*\\d*\\s*])+)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern PARTS =
            Pattern.compile("([^()]+?)\\s*(?:\\(([^()]*)\\)\\s*([^()]*))?", Pattern.DOTALL);
    private static final Pattern NAME =
            Pattern.compile("(?:(\"(?:[^\"]|\"\")+\"|[\\w$]+)\\.)?(\"(?:[^\"]|\"\")+\"|[\\w$]+)");
    private static final Pattern INTERVAL_FIELDS = Pattern.compile(
            "year|month|day|hour|minute|second|year to month|day to (?:hour|minute|second)|hour to (?:minute|second)|minute to second");
    private static final int DEFAULT_PRECISION = 6;

    private static final Set<String> BUILTIN = Set.of(
            "inet",
            "cidr",
            "macaddr",
            "macaddr8",
            "circle",
            "line",
            "lseg",
            "box",
            "path",
            "point",
            "polygon",
            "money",
            "xml",
            "tsvector",
            "tsquery",
            "hstore",
            "xid",
            "xid8",
            "cid",
            "tid",
            "oid",
            "name",
            "\"char\"",
            "pg_lsn",
            "pg_snapshot",
            "txid_snapshot",
            "jsonpath",
            "refcursor",
            "aclitem",
            "int2vector",
            "oidvector",
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
            "anymultirange",
            "anycompatible",
            "anycompatiblearray",
            "anycompatiblenonarray",
            "anycompatiblerange",
            "anycompatiblemultirange",
            "cstring",
            "internal",
            "language_handler",
            "fdw_handler",
            "table_am_handler",
            "index_am_handler",
            "tsm_handler",
            "record",
            "trigger",
            "event_trigger",
            "pg_ddl_command",
            "void",
            "unknown");

    private PostgresTypes() {}

    /**
     * The named types that a name in a type's text may mean.
     *
     * @param references all that are known, each with what refers to it
     * @param schema where an unqualified name is looked for first, or null
     */
    record NamedTypes(
            Map<QualifiedName, ColumnType> references,
            @Nullable String schema) {
        static final NamedTypes NONE = new NamedTypes(Map.of(), null);

        NamedTypes {
            references = Map.copyOf(references);
        }

        private Optional<ColumnType> find(@Nullable String inSchema, String name) {
            @Nullable String first = inSchema == null ? schema : inSchema;
            @Nullable ColumnType near = first == null ? null : references.get(new QualifiedName(first, name));
            if (near != null || inSchema != null) {
                return Optional.ofNullable(near);
            }
            List<ColumnType> found = references.entrySet().stream()
                    .filter(known -> known.getKey().name().equals(name))
                    .map(Map.Entry::getValue)
                    .toList();
            return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
        }
    }

    /** Reads a type where no named type can be meant. */
    static ColumnType parse(String text) {
        return parse(text, NamedTypes.NONE);
    }

    /**
     * Reads a type. A name that is neither built in nor one of the named becomes a {@link UserDefinedType}.
     *
     * @throws IllegalArgumentException if the arguments of a built-in type are wrong
     */
    static ColumnType parse(String text, NamedTypes named) {
        String trimmed = text.strip();
        Matcher array = ARRAY.matcher(trimmed);
        if (array.matches()) {
            return new ArrayType(parse(array.group(1), named));
        }
        Matcher parts = PARTS.matcher(trimmed);
        if (parts.matches()) {
            String tail = parts.group(3) == null ? "" : " " + parts.group(3);
            String name =
                    (parts.group(1) + tail).strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
            if (name.startsWith("pg_catalog.")) {
                name = name.substring("pg_catalog.".length());
            }
            @Nullable ColumnType known = builtin(name, new Arguments(trimmed, parts.group(2)));
            if (known != null) {
                return known;
            }
        }
        Matcher name = NAME.matcher(trimmed);
        if (name.matches()) {
            @Nullable String schema = name.group(1) == null ? null : PostgresSyntax.unquote(name.group(1));
            Optional<ColumnType> found = named.find(schema, PostgresSyntax.unquote(name.group(2)));
            if (found.isPresent()) {
                return found.get();
            }
        }
        return new UserDefinedType(trimmed);
    }

    private static @Nullable ColumnType builtin(String name, Arguments arguments) {
        return switch (name) {
            case "boolean", "bool" -> arguments.none(new BooleanType("boolean"));
            case "smallint", "int2" -> arguments.none(new IntegerType("smallint", false));
            case "integer", "int", "int4" -> arguments.none(new IntegerType("integer", false));
            case "bigint", "int8" -> arguments.none(new IntegerType("bigint", false));
            case "smallserial", "serial2" -> arguments.none(new SerialType("smallserial", null));
            case "serial", "serial4" -> arguments.none(new SerialType("serial", null));
            case "bigserial", "serial8" -> arguments.none(new SerialType("bigserial", null));
            case "numeric", "decimal", "dec" -> decimal(arguments);
            case "real", "float4" -> arguments.none(new FloatType("real", null));
            case "double precision", "float8" -> arguments.none(new FloatType("double precision", null));
            case "float" -> binaryFloat(arguments);
            case "text" -> arguments.none(new StringType("text", null));
            case "character varying", "varchar", "char varying", "national character varying", "nchar varying" ->
                new StringType("character varying", arguments.one());
            case "character", "char", "national character", "nchar" -> {
                @Nullable Integer size = arguments.one();
                yield new StringType("character", size == null ? Integer.valueOf(1) : size);
            }
            case "bpchar" -> {
                @Nullable Integer size = arguments.one();
                yield new StringType(size == null ? "bpchar" : "character", size);
            }
            case "bytea" -> arguments.none(new BinaryType("bytea", null));
            case "bit" -> {
                @Nullable Integer size = arguments.one();
                yield new BitType("bit", size == null || size == 1 ? null : size);
            }
            case "bit varying", "varbit" -> new BitType("bit varying", arguments.one());
            case "date" -> arguments.none(new TimeType("date", null));
            case "time", "time without time zone" -> new TimeType("time", arguments.fraction());
            case "timetz", "time with time zone" -> new TimeType("timetz", arguments.fraction());
            case "timestamp", "timestamp without time zone" -> new TimeType("timestamp", arguments.fraction());
            case "timestamptz", "timestamp with time zone" -> new TimeType("timestamptz", arguments.fraction());
            case "json", "jsonb" -> arguments.none(new JsonType(name));
            case "uuid" -> arguments.none(new UuidType("uuid"));
            default -> other(name, arguments);
        };
    }

    private static @Nullable ColumnType other(String name, Arguments arguments) {
        if (name.equals("interval")) {
            return new IntervalType("interval", null, arguments.fraction());
        }
        if (name.startsWith("interval ")) {
            String fields = name.substring("interval ".length());
            if (!INTERVAL_FIELDS.matcher(fields).matches()) {
                throw arguments.wrong("unknown fields of an interval");
            }
            return new IntervalType("interval", fields, arguments.fraction());
        }
        return BUILTIN.contains(name) ? arguments.none(new BuiltinType(name, List.of())) : null;
    }

    private static ColumnType decimal(Arguments arguments) {
        List<Integer> values = arguments.numbers(2);
        @Nullable Integer scale = values.size() < 2 || values.get(1) == 0 ? null : values.get(1);
        return new DecimalType("numeric", values.isEmpty() ? null : values.getFirst(), scale);
    }

    private static ColumnType binaryFloat(Arguments arguments) {
        @Nullable Integer bits = arguments.one();
        if (bits != null && (bits < 1 || bits > 53)) {
            throw new IllegalArgumentException("postgres: precision for type float must be between 1 and 53: " + bits);
        }
        return new FloatType(bits != null && bits <= 24 ? "real" : "double precision", null);
    }

    /** What stands in the parentheses of a type. */
    private record Arguments(String type, @Nullable String text) {

        List<Integer> numbers(int most) {
            if (text == null) {
                return List.of();
            }
            List<Integer> found;
            try {
                found = Stream.of(text.split(",", -1))
                        .map(number -> Integer.valueOf(number.strip()))
                        .toList();
            } catch (NumberFormatException e) {
                throw wrong("its arguments must be whole numbers");
            }
            if (found.size() > most) {
                throw wrong("it takes at most " + most + (most == 1 ? " argument" : " arguments"));
            }
            return found;
        }

        @Nullable
        Integer one() {
            List<Integer> found = numbers(1);
            return found.isEmpty() ? null : found.getFirst();
        }

        @Nullable
        Integer fraction() {
            @Nullable Integer digits = one();
            return digits == null || digits == DEFAULT_PRECISION ? null : digits;
        }

        ColumnType none(ColumnType type) {
            if (text != null) {
                throw wrong("it takes no arguments");
            }
            return type;
        }

        IllegalArgumentException wrong(String why) {
            return new IllegalArgumentException("postgres: invalid type \"" + type + "\": " + why);
        }
    }

    /** The canonical text, with named types by their bare names: for HCL, JSON and messages. */
    static String format(ColumnType type) {
        return switch (type) {
            case EnumReference(QualifiedName name) -> PostgresSyntax.quoteIfNeeded(name.name());
            case TypeReference reference -> PostgresSyntax.quoteIfNeeded(reference.name());
            case ArrayType(ColumnType element) -> format(element) + "[]";
            case ColumnType other -> text(other);
        };
    }

    /** The canonical text, with named types quoted and qualified: for statements. */
    static String format(ColumnType type, Qualifier qualifier) {
        return switch (type) {
            case EnumReference(QualifiedName name) -> PostgresSyntax.name(name, qualifier);
            case TypeReference reference -> PostgresSyntax.name(reference.type(), qualifier);
            case ArrayType(ColumnType element) -> format(element, qualifier) + "[]";
            case ColumnType other -> text(other);
        };
    }

    private static String text(ColumnType type) {
        return switch (type) {
            case DecimalType(String name, Integer precision, Integer scale) -> name + arguments(precision, scale);
            case StringType(String name, Integer size) -> name + arguments(size, null);
            case BinaryType(String name, Integer size) -> name + arguments(size, null);
            case BitType(String name, Integer size) -> name + arguments(size, null);
            case TimeType(String name, Integer precision) -> name + arguments(precision, null);
            case FloatType(String name, Integer precision) -> name + arguments(precision, null);
            case IntervalType(String name, String fields, Integer precision) ->
                name + (fields == null ? "" : " " + fields) + arguments(precision, null);
            case BuiltinType(String name, List<String> arguments) ->
                arguments.isEmpty() ? name : name + "(" + String.join(",", arguments) + ")";
            case BooleanType(String name) -> name;
            case IntegerType(String name, boolean unsigned) -> name;
            case SerialType(String name, String sequence) -> name;
            case JsonType(String name) -> name;
            case UuidType(String name) -> name;
            case UserDefinedType(String name) -> name;
            case EnumReference reference -> format(reference);
            case TypeReference reference -> format(reference);
            case ArrayType array -> format(array);
        };
    }

    private static String arguments(@Nullable Integer first, @Nullable Integer second) {
        if (first == null) {
            return "";
        }
        return "(" + first + (second == null ? "" : "," + second) + ")";
    }

    /** The integer type that a serial column holds. */
    static IntegerType underlying(SerialType serial) {
        return switch (serial.name()) {
            case "smallserial" -> new IntegerType("smallint", false);
            case "bigserial" -> new IntegerType("bigint", false);
            default -> new IntegerType("integer", false);
        };
    }

    /** The serial type over an integer type. */
    static SerialType serial(IntegerType integer, @Nullable String sequence) {
        return switch (integer.name()) {
            case "smallint" -> new SerialType("smallserial", sequence);
            case "bigint" -> new SerialType("bigserial", sequence);
            default -> new SerialType("serial", sequence);
        };
    }
}
