package io.atlasoperator.dialect.mysql;

import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.lint.TypeChange;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.schema.Column;
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
import io.atlasoperator.schema.ColumnType.UuidType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a new type does to values. In strict mode the server refuses what does not fit; it rounds fractions of numbers and
 * seconds, and cuts off the time of a day, without a word. From one kind of type to another it makes what it can of a
 * value ({@code 'b'} of a list becomes 2), so that only what is known to be kept or refused is told as such.
 */
final class MySqlTypeChanges implements TypeChange.Rules {
    private static final List<String> INTEGERS = List.of("tinyint", "smallint", "mediumint", "int", "bigint");
    /** Digits that every value of the integer type fits into, in the order of {@link #INTEGERS}. */
    private static final List<Integer> DIGITS = List.of(3, 5, 8, 10, 20);
    /** Bytes that a text of the type may have. */
    private static final Map<String, Long> BYTES = Map.of(
            "tinytext", 255L,
            "text", 65_535L,
            "mediumtext", 16_777_215L,
            "longtext", 4_294_967_295L,
            "tinyblob", 255L,
            "blob", 65_535L,
            "mediumblob", 16_777_215L,
            "longblob", 4_294_967_295L);

    /** Sets that hold every character. */
    private static final Set<String> UNIVERSAL = Set.of("utf8mb4", "utf16", "utf16le", "utf32", "gb18030");

    /** Texts of up to so many bytes have a length of one byte, longer ones of two. */
    private static final int SHORT_TEXT = 255;

    private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?[0-9.].*");

    private static final int EXACT_IN_FLOAT = 7;
    private static final int EXACT_IN_DOUBLE = 15;

    @Override
    public String text(ColumnType type) {
        return MySqlTypes.format(type);
    }

    @Override
    public TypeChange of(Column from, Column to) {
        TypeChange type = MySqlTypes.same(from.type(), to.type()) ? TypeChange.KEEPS : between(from, to);
        return type == TypeChange.KEEPS && !holdsCharacters(from, to) ? TypeChange.MAY_FAIL : type;
    }

    @Override
    public boolean fillsByItself(Column column) {
        return MySqlColumnOptions.of(column).autoIncrement()
                || MySqlImplicitDefaultAnalyzer.value(column.type()).isPresent();
    }

    /** Whether the character set of one text has every character that the set of the other has. */
    static boolean holdsCharacters(Column from, Column to) {
        if (!MySqlTypes.isText(from.type()) || !MySqlTypes.isText(to.type())) {
            return true;
        }
        String before = charset(from);
        String after = charset(to);
        return before.isEmpty()
                || after.isEmpty()
                || before.equals(after)
                || UNIVERSAL.contains(after)
                || before.equals("ascii") && !after.equals("binary")
                || after.equals("utf8mb3") && !UNIVERSAL.contains(before)
                || after.equals("ucs2") && !UNIVERSAL.contains(before);
    }

    /** The character set of a text; empty where nobody says it. */
    static String charset(Column column) {
        @Nullable String charset = MySqlColumnOptions.of(column).charset();
        return charset != null
                ? MySqlCharsets.canonical(charset)
                : column.collation() == null ? "" : MySqlCharsets.ofCollation(column.collation());
    }

    /** What may go wrong when a column changes, apart from what the server does meanwhile. */
    static Set<Hazard> hazards(Column from, Column to, Set<ChangeKind> kinds) {
        Set<Hazard> found = new LinkedHashSet<>();
        if (kinds.contains(ChangeKind.TYPE) || kinds.contains(ChangeKind.COLLATION)) {
            switch (new MySqlTypeChanges().of(from, to)) {
                case KEEPS -> {}
                // Outside of strict mode it is cut instead; and what loses some values is refused for others.
                case MAY_FAIL, LOSES -> found.addAll(List.of(Hazard.MAY_FAIL, Hazard.DATA_LOSS));
            }
        }
        if (kinds.contains(ChangeKind.NULL) && !to.nullable()) {
            found.add(Hazard.MAY_FAIL);
        }
        return found;
    }

    /**
     * Whether rows stay as they are because a text only gets longer, or a list only gets more values at its end.
     *
     * @param anyLength whether it does not matter how many bytes tell the length
     */
    static boolean growsInPlace(Column from, Column to, boolean anyLength) {
        if (from.type() instanceof StringType(String name, Integer size)
                && to.type() instanceof StringType(String newName, Integer newSize)
                && name.equals(newName)) {
            if (!name.equals("varchar") || size == null || newSize == null) {
                return from.type().equals(to.type());
            }
            boolean sameLength = bytes(from, size) > SHORT_TEXT == bytes(to, newSize) > SHORT_TEXT;
            return size <= newSize && (anyLength || sameLength);
        }
        return from.type() instanceof BuiltinType(String name, List<String> values)
                && to.type() instanceof BuiltinType(String newName, List<String> newValues)
                && MySqlTypes.isList(from.type())
                && name.equals(newName)
                && newValues.size() >= values.size()
                && newValues.subList(0, values.size()).equals(values)
                && listBytes(name, values) == listBytes(name, newValues);
    }

    private static long bytes(Column column, int characters) {
        return (long) characters
                * switch (charset(column)) {
                    case "utf8mb3" -> 3;
                    case "", "utf8mb4", "utf16", "utf16le", "utf32", "gb18030" -> 4;
                    case "ucs2", "big5", "gbk", "gb2312", "sjis", "cp932", "euckr" -> 2;
                    case "ujis", "eucjpms" -> 3;
                    default -> 1;
                };
    }

    private static int listBytes(String name, List<String> values) {
        return name.equals("enum") ? values.size() > SHORT_TEXT ? 2 : 1 : (values.size() + 7) / 8;
    }

    private static TypeChange between(Column before, Column after) {
        ColumnType from = before.type();
        ColumnType to = after.type();
        if (MySqlTypes.isList(to)) {
            return MySqlTypes.isList(from) ? list((BuiltinType) from, (BuiltinType) to) : TypeChange.LOSES;
        }
        if (to instanceof StringType) {
            return toText(before, after);
        }
        if (MySqlTypes.isNumber(from) && MySqlTypes.isNumber(to)) {
            return number(from, to);
        }
        if (from instanceof TimeType(String name, Integer fraction)
                && to instanceof TimeType(String now, Integer digits)) {
            return time(name, fraction == null ? 0 : fraction, now, digits == null ? 0 : digits);
        }
        if (to instanceof BinaryType && (from instanceof BinaryType || MySqlTypes.isText(from))) {
            return toBytes(before, after);
        }
        if (from instanceof BitType(String name, Integer size)) {
            return bits(size == null ? 1 : size, to);
        }
        boolean isRefused = MySqlTypes.isGeometry(from) && MySqlTypes.isGeometry(to)
                || to instanceof UuidType && (from instanceof StringType || from instanceof BinaryType);
        return isRefused ? TypeChange.MAY_FAIL : TypeChange.LOSES;
    }

    /** The server takes a value that is in the list no more for the number of another where it looks like one. */
    private static TypeChange list(BuiltinType from, BuiltinType to) {
        List<String> gone = from.arguments().stream()
                .filter(value -> !to.arguments().contains(value))
                .toList();
        if (gone.stream().anyMatch(value -> NUMBER.matcher(value).matches())) {
            return TypeChange.LOSES;
        }
        return gone.isEmpty() && from.name().equals(to.name()) ? TypeChange.KEEPS : TypeChange.MAY_FAIL;
    }

    private static TypeChange toText(Column from, Column to) {
        ColumnType type = from.type();
        // Blanks at the end of such a text are never given back.
        boolean isFixed = to.type().name().equals("char");
        if (type instanceof StringType || MySqlTypes.isList(type) || type instanceof BinaryType) {
            if (isFixed && !MySqlTypes.isList(type) && !type.name().equals("char")) {
                return TypeChange.LOSES;
            }
            return room(to) >= room(from) && !(type instanceof BinaryType) ? TypeChange.KEEPS : TypeChange.MAY_FAIL;
        }
        if (type instanceof FloatType && type.name().startsWith("float") || type instanceof BitType) {
            return TypeChange.LOSES;
        }
        boolean isText = MySqlTypes.isNumber(type)
                || type instanceof TimeType
                || type instanceof UuidType
                || type instanceof JsonType;
        return isText && room(to) >= room(from) ? TypeChange.KEEPS : TypeChange.MAY_FAIL;
    }

    /** Bytes of a fixed length are filled up with zeros, which nobody can tell from those that were there. */
    private static TypeChange toBytes(Column from, Column to) {
        if (to.type().name().equals("binary") && (!from.type().name().equals("binary") || room(to) > room(from))) {
            return TypeChange.LOSES;
        }
        return !MySqlTypes.isList(from.type()) && room(to) >= room(from) ? TypeChange.KEEPS : TypeChange.MAY_FAIL;
    }

    private static TypeChange bits(int size, ColumnType to) {
        if (to instanceof BitType(String name, Integer wanted)) {
            return (wanted == null ? 1 : wanted) >= size ? TypeChange.KEEPS : TypeChange.MAY_FAIL;
        }
        return size(to) >= 0 || to instanceof DecimalType ? TypeChange.MAY_FAIL : TypeChange.LOSES;
    }

    /** Characters, or bytes where the type is limited by them, that a value may have as a text. */
    private static long room(Column column) {
        return switch (column.type()) {
            case StringType(String name, Integer size) when size != null && BYTES.get(name) == null -> size;
            case StringType(String name, Integer size) -> BYTES.getOrDefault(name, 0L);
            case BinaryType(String name, Integer size) when BYTES.get(name) == null -> size == null ? 1 : size;
            case BinaryType(String name, Integer size) -> BYTES.getOrDefault(name, 0L);
            case BuiltinType list
            when MySqlTypes.isList(list) && list.name().equals("enum") ->
                list.arguments().stream().mapToInt(String::length).max().orElse(0);
            case BuiltinType list
            when MySqlTypes.isList(list) ->
                list.arguments().stream().mapToInt(value -> value.length() + 1).sum();
            case BooleanType _ -> 4;
            case IntegerType(String name, boolean unsigned) -> DIGITS.get(Math.max(0, INTEGERS.indexOf(name))) + 1;
            case DecimalType(String name, Integer precision, Integer scale) -> (precision == null ? 10 : precision) + 3;
            case FloatType _ -> 24;
            case TimeType _ -> 26;
            case UuidType _ -> 36;
            case JsonType _ -> BYTES.getOrDefault("longtext", 0L);
            case ColumnType _ -> Long.MAX_VALUE;
        };
    }

    private static TypeChange number(ColumnType from, ColumnType to) {
        if (MySqlTypes.isUnsigned(to) && !MySqlTypes.isUnsigned(from)) {
            return isFraction(from) && !isFraction(to) ? TypeChange.LOSES : TypeChange.MAY_FAIL;
        }
        int size = size(from);
        int wanted = size(to);
        if (size >= 0 && wanted >= 0) {
            boolean fits = wanted > size || wanted == size && MySqlTypes.isUnsigned(from) == MySqlTypes.isUnsigned(to);
            return fits ? TypeChange.KEEPS : TypeChange.MAY_FAIL;
        }
        if (to instanceof DecimalType(String name, Integer precision, Integer scale)) {
            int fraction = scale == null ? 0 : scale;
            return toDecimal(from, (precision == null ? 10 : precision) - fraction, fraction);
        }
        if (to instanceof FloatType) {
            int exact = to.name().startsWith("float") ? EXACT_IN_FLOAT : EXACT_IN_DOUBLE;
            boolean keeps =
                    size >= 0 && DIGITS.get(size) <= exact || from instanceof FloatType && exact == EXACT_IN_DOUBLE;
            return keeps ? TypeChange.KEEPS : TypeChange.LOSES;
        }
        return isFraction(from) ? TypeChange.LOSES : TypeChange.MAY_FAIL;
    }

    /** Where an integer type stands among all, or -1 for other numbers. */
    private static int size(ColumnType type) {
        if (type instanceof BooleanType) {
            return 0;
        }
        String name = type.name();
        int end = name.indexOf(' ');
        return INTEGERS.indexOf(end < 0 ? name : name.substring(0, end));
    }

    private static boolean isFraction(ColumnType type) {
        return type instanceof FloatType
                || type instanceof DecimalType(String name, Integer precision, Integer scale)
                        && scale != null
                        && scale > 0;
    }

    private static TypeChange toDecimal(ColumnType from, int whole, int fraction) {
        int size = size(from);
        if (size >= 0) {
            return DIGITS.get(size) <= whole ? TypeChange.KEEPS : TypeChange.MAY_FAIL;
        }
        if (from instanceof DecimalType(String name, Integer precision, Integer scale)) {
            int before = scale == null ? 0 : scale;
            if (before > fraction) {
                return TypeChange.LOSES;
            }
            return (precision == null ? 10 : precision) - before <= whole ? TypeChange.KEEPS : TypeChange.MAY_FAIL;
        }
        return TypeChange.LOSES;
    }

    private static TypeChange time(String from, int fraction, String to, int digits) {
        if (from.equals(to)) {
            return fraction <= digits ? TypeChange.KEEPS : TypeChange.LOSES;
        }
        boolean isWider = from.equals("date") && to.equals("datetime")
                || from.equals("timestamp") && to.equals("datetime") && fraction <= digits;
        boolean isRange = to.equals("timestamp") && !from.equals("time") && !from.equals("year") && fraction <= digits;
        return isWider ? TypeChange.KEEPS : isRange ? TypeChange.MAY_FAIL : TypeChange.LOSES;
    }
}
