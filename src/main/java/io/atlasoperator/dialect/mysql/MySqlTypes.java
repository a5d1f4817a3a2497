package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ColumnType.BinaryType;
import io.atlasoperator.schema.ColumnType.BitType;
import io.atlasoperator.schema.ColumnType.BooleanType;
import io.atlasoperator.schema.ColumnType.BuiltinType;
import io.atlasoperator.schema.ColumnType.DecimalType;
import io.atlasoperator.schema.ColumnType.FloatType;
import io.atlasoperator.schema.ColumnType.IntegerType;
import io.atlasoperator.schema.ColumnType.JsonType;
import io.atlasoperator.schema.ColumnType.StringType;
import io.atlasoperator.schema.ColumnType.TimeType;
import io.atlasoperator.schema.ColumnType.UserDefinedType;
import io.atlasoperator.schema.ColumnType.UuidType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Type text to {@link ColumnType} and back. Names are in lower case and the ones that the server uses itself; the display
 * width of integers is dropped, unless zeros are to fill it, and {@code unsigned} is part of the type. The values of
 * {@code enum} and {@code set} are the arguments of the type, without quotes.
 */
final class MySqlTypes {
    private static final String UNSIGNED = " unsigned";
    private static final String ZEROFILL = " zerofill";
    private static final Pattern INTEGER_WIDTH =
            Pattern.compile("((?:tiny|small|medium|big)?int)\\(([0-9]+)\\)( unsigned)?");

    private static final Pattern SPELLING = Pattern.compile(
            "([a-z][a-z0-9_ ]*?)\\s*(?:\\(\\s*([0-9]+)\\s*(?:,\\s*([0-9]+)\\s*)?\\))?((?:\\s+(?:signed|unsigned|zerofill))*)");
    private static final Pattern LIST = Pattern.compile("(?is)(enum|set)\\s*\\((.*)\\)");

    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("boolean", "bool"),
            Map.entry("integer", "int"),
            Map.entry("int1", "tinyint"),
            Map.entry("int2", "smallint"),
            Map.entry("int3", "mediumint"),
            Map.entry("middleint", "mediumint"),
            Map.entry("int4", "int"),
            Map.entry("int8", "bigint"),
            Map.entry("dec", "decimal"),
            Map.entry("numeric", "decimal"),
            Map.entry("fixed", "decimal"),
            Map.entry("real", "double"),
            Map.entry("double precision", "double"),
            Map.entry("float4", "float"),
            Map.entry("float8", "double"),
            Map.entry("character", "char"),
            Map.entry("character varying", "varchar"),
            Map.entry("long", "mediumtext"),
            Map.entry("long varchar", "mediumtext"),
            Map.entry("long varbinary", "mediumblob"),
            Map.entry("geomcollection", "geometrycollection"));

    private static final Set<String> PLAIN = Set.of(
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geometrycollection",
            "inet4",
            "inet6");

    private MySqlTypes() {}

    /** The type that a text means; a text that means none comes out as it is. */
    static ColumnType parse(String text) {
        String written = text.strip();
        Matcher list = LIST.matcher(written);
        if (list.matches()) {
            @Nullable List<String> values = MySqlText.literals(list.group(2));
            return values == null
                    ? new UserDefinedType(written)
                    : new BuiltinType(list.group(1).toLowerCase(Locale.ROOT), values);
        }
        Matcher matcher = SPELLING.matcher(written.toLowerCase(Locale.ROOT).replaceAll("\\s+", " "));
        if (!matcher.matches()) {
            return new UserDefinedType(written);
        }
        String name = matcher.group(1);
        List<Integer> arguments = new ArrayList<>();
        for (int group = 2; group <= 3; group++) {
            if (matcher.group(group) != null) {
                if (matcher.group(group).length() > 9) {
                    return new UserDefinedType(written);
                }
                arguments.add(Integer.valueOf(matcher.group(group)));
            }
        }
        boolean zerofill = matcher.group(4).contains("zerofill");
        boolean unsigned = zerofill || matcher.group(4).contains("unsigned");
        @Nullable ColumnType known = known(OTHER_NAMES.getOrDefault(name, name), arguments, unsigned, zerofill);
        return known == null ? new UserDefinedType(written) : known;
    }

    private static @Nullable ColumnType known(
            String name, List<Integer> arguments, boolean unsigned, boolean zerofill) {
        @Nullable Integer first = arguments.isEmpty() ? null : arguments.getFirst();
        int count = arguments.size();
        @Nullable
        ColumnType number = switch (name) {
            case "bool" -> count == 0 ? new BooleanType(name) : null;
            case "tinyint", "smallint", "mediumint", "int", "bigint" ->
                count > 1 ? null : integer(name, first, unsigned, zerofill);
            case "decimal" -> decimal(arguments, unsigned, zerofill);
            case "float", "double" -> real(name, arguments, unsigned, zerofill);
            default -> null;
        };
        if (number != null || unsigned) {
            return number;
        }
        return switch (name) {
            case "bit" -> count <= 1 ? new BitType(name, orNull(first, 1)) : null;
            case "char" -> count <= 1 ? new StringType(name, first == null ? Integer.valueOf(1) : first) : null;
            case "varchar" -> count == 1 ? new StringType(name, first) : null;
            case "tinytext", "mediumtext", "longtext" -> count == 0 ? new StringType(name, null) : null;
            case "text" -> count <= 1 ? new StringType(name, first) : null;
            case "binary" -> count <= 1 ? new BinaryType(name, orNull(first, 1)) : null;
            case "varbinary" -> count == 1 ? new BinaryType(name, first) : null;
            case "tinyblob", "mediumblob", "longblob" -> count == 0 ? new BinaryType(name, null) : null;
            case "blob" -> count <= 1 ? new BinaryType(name, first) : null;
            case "date" -> count == 0 ? new TimeType(name, null) : null;
            case "time", "datetime", "timestamp" -> count <= 1 ? new TimeType(name, orNull(first, 0)) : null;
            case "year" -> count <= 1 ? new TimeType(name, first) : null;
            case "json" -> count == 0 ? new JsonType(name) : null;
            case "uuid" -> count == 0 ? new UuidType(name) : null;
            case "vector" ->
                count <= 1 ? new BuiltinType(name, first == null ? List.of() : List.of(String.valueOf(first))) : null;
            default -> count == 0 && PLAIN.contains(name) ? new BuiltinType(name, List.of()) : null;
        };
    }

    /** A number that is what the server takes by itself says nothing. */
    private static @Nullable Integer orNull(@Nullable Integer number, int usual) {
        return number == null || number == usual ? null : number;
    }

    private static ColumnType integer(String name, @Nullable Integer width, boolean unsigned, boolean zerofill) {
        if (zerofill) {
            return new BuiltinType(name + ZEROFILL, width == null ? List.of() : List.of(String.valueOf(width)));
        }
        return name.equals("tinyint") && width != null && width == 1 && !unsigned
                ? new BooleanType("bool")
                : new IntegerType(name, unsigned);
    }

    /** The display width of an integer, or null if it has none, or the one that MariaDB says by itself. */
    static @Nullable Integer displayWidth(String written) {
        Matcher matcher = INTEGER_WIDTH.matcher(written);
        if (!matcher.matches() || parse(written) instanceof BooleanType) {
            return null;
        }
        boolean unsigned = matcher.group(3) != null;
        int usual = switch (matcher.group(1)) {
            case "tinyint" -> unsigned ? 3 : 4;
            case "smallint" -> unsigned ? 5 : 6;
            case "mediumint" -> unsigned ? 8 : 9;
            case "int" -> unsigned ? 10 : 11;
            default -> 20;
        };
        return orNull(Integer.valueOf(matcher.group(2)), usual);
    }

    private static ColumnType decimal(List<Integer> arguments, boolean unsigned, boolean zerofill) {
        int precision = arguments.isEmpty() || arguments.getFirst() == 0 ? 10 : arguments.getFirst();
        @Nullable Integer scale = arguments.size() < 2 ? null : orNull(arguments.getLast(), 0);
        if (zerofill) {
            return new BuiltinType("decimal" + ZEROFILL, texts(precision, scale));
        }
        return new DecimalType(unsigned ? "decimal" + UNSIGNED : "decimal", precision, scale);
    }

    private static ColumnType real(String name, List<Integer> arguments, boolean unsigned, boolean zerofill) {
        String exact = name;
        List<Integer> digits = arguments;
        if (arguments.size() == 1) {
            exact = name.equals("float") && arguments.getFirst() <= 24 ? "float" : "double";
            digits = List.of();
        }
        if (zerofill) {
            return new BuiltinType(
                    exact + ZEROFILL, digits.stream().map(String::valueOf).toList());
        }
        String full = unsigned ? exact + UNSIGNED : exact;
        return digits.isEmpty()
                ? new FloatType(full, null)
                : new DecimalType(full, digits.getFirst(), digits.getLast());
    }

    private static List<String> texts(int first, @Nullable Integer second) {
        return second == null ? List.of(String.valueOf(first)) : List.of(String.valueOf(first), String.valueOf(second));
    }

    /** The type in SQL, whole. {@code parse(format(t))} is the same type as {@code t}. */
    static String format(ColumnType type) {
        return type instanceof BuiltinType(String name, List<String> values) && isList(type)
                ? name
                        + values.stream()
                                .map(MySqlSyntax.INSTANCE::quoteLiteral)
                                .collect(Collectors.joining(",", "(", ")"))
                : spelled(type) + (isUnsigned(type) ? UNSIGNED : "") + (isZerofill(type) ? ZEROFILL : "");
    }

    /** The type as HCL names it, where {@code unsigned} is an attribute of the column. */
    static String named(ColumnType type) {
        return isZerofill(type) || isList(type) ? format(type) : spelled(type);
    }

    private static String spelled(ColumnType type) {
        return switch (type) {
            case DecimalType(String name, Integer precision, Integer scale) -> call(bare(name), precision, scale);
            case StringType(String name, Integer size) -> call(name, size, null);
            case BinaryType(String name, Integer size) -> call(name, size, null);
            case BitType(String name, Integer size) -> call(name, size, null);
            case TimeType(String name, Integer precision) -> call(name, precision, null);
            case BuiltinType(String name, List<String> arguments) ->
                arguments.isEmpty() ? bare(name) : bare(name) + "(" + String.join(",", arguments) + ")";
            case ColumnType other -> bare(other.name());
        };
    }

    private static String bare(String name) {
        int end = name.endsWith(UNSIGNED) ? UNSIGNED.length() : name.endsWith(ZEROFILL) ? ZEROFILL.length() : 0;
        return name.substring(0, name.length() - end);
    }

    private static String call(String name, @Nullable Integer first, @Nullable Integer second) {
        return first == null ? name : name + "(" + first + (second == null ? "" : "," + second) + ")";
    }

    /** Whether it is {@code enum} or {@code set}, whose arguments are its values. */
    static boolean isList(ColumnType type) {
        return type instanceof BuiltinType
                && (type.name().equals("enum") || type.name().equals("set"));
    }

    /** Whether it takes no negative numbers. */
    static boolean isUnsigned(ColumnType type) {
        return type instanceof IntegerType(String name, boolean unsigned)
                ? unsigned
                : type.name().endsWith(UNSIGNED) || isZerofill(type);
    }

    /** Whether its numbers are shown with zeros before them. */
    static boolean isZerofill(ColumnType type) {
        return type instanceof BuiltinType && type.name().endsWith(ZEROFILL);
    }

    /** The type without negative numbers; one that is no number stays as it is. */
    static ColumnType unsigned(ColumnType type) {
        return switch (type) {
            case IntegerType(String name, boolean unsigned) -> new IntegerType(name, true);
            case BooleanType bool -> new IntegerType("tinyint", true);
            case DecimalType(String name, Integer precision, Integer scale) ->
                new DecimalType(bare(name) + UNSIGNED, precision, scale);
            case FloatType(String name, Integer precision) -> new FloatType(bare(name) + UNSIGNED, precision);
            case ColumnType other -> other;
        };
    }

    /** Whether its values are numbers. */
    static boolean isNumber(ColumnType type) {
        return type instanceof IntegerType
                || type instanceof BooleanType
                || type instanceof DecimalType
                || type instanceof FloatType
                || isZerofill(type);
    }

    /** Whether it is text with a character set and a collation. */
    static boolean isText(ColumnType type) {
        return type instanceof StringType || isList(type);
    }

    /** Whether two types are the same to the server. */
    static boolean same(ColumnType one, ColumnType other) {
        return normal(one).equals(normal(other));
    }

    /** Years have had four digits for long, and some products still say so. */
    private static ColumnType normal(ColumnType type) {
        return type instanceof TimeType(String name, Integer digits) && name.equals("year")
                ? new TimeType(name, null)
                : type;
    }

    /** Whether its values are places or shapes. */
    static boolean isGeometry(ColumnType type) {
        return type instanceof BuiltinType
                && PLAIN.contains(type.name())
                && !type.name().startsWith("inet");
    }
}
