package io.atlasoperator.dialect.sqlite;

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
import io.atlasoperator.schema.ColumnType.UserDefinedType;
import io.atlasoperator.schema.ColumnType.UuidType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Type text to {@link ColumnType} and back. SQLite takes any text for a type and derives an {@link Affinity} from it;
 * names that are common get a kind of their own here, all others stay as they were written.
 */
final class SqliteTypes {
    private static final Pattern PLAIN = Pattern.compile(
            "[\\p{L}_][\\p{L}\\p{N}_$]*(\\s+[\\p{L}_][\\p{L}\\p{N}_$]*)*\\s*(\\(\\s*[+-]?[0-9.]+\\s*(,\\s*[+-]?[0-9.]+\\s*)?\\))?");
    /** Words that end a type or can't be in one. */
    private static final Set<String> RESERVED =
            Set.of(("add all alter always and as autoincrement between case check collate"
                            + " commit constraint create cross current_date current_time current_timestamp default deferrable"
                            + " delete distinct drop else escape except exists foreign from full generated group having if in"
                            + " index indexed inner insert intersect into is isnull join left limit natural not nothing notnull"
                            + " null on or order outer over primary references returning right select set table then to"
                            + " transaction union unique update using values when where window")
                    .split(" "));

    private static final Pattern SPELLING = Pattern.compile("([^()]+?)\\s*(?:\\(\\s*([^()]*?)\\s*\\))?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private SqliteTypes() {}

    /** How SQLite stores what is put into a column, by the rules of its documentation on column affinity. */
    enum Affinity {
        INTEGER,
        TEXT,
        BLOB,
        REAL,
        NUMERIC;

        static Affinity of(ColumnType type) {
            String text = format(type).toUpperCase(Locale.ROOT);
            if (text.contains("INT")) {
                return INTEGER;
            }
            if (text.contains("CHAR") || text.contains("CLOB") || text.contains("TEXT")) {
                return TEXT;
            }
            if (text.isEmpty() || text.contains("BLOB")) {
                return BLOB;
            }
            return text.contains("REAL") || text.contains("FLOA") || text.contains("DOUB") ? REAL : NUMERIC;
        }
    }

    /**
     * The type that a text means. A known name comes out in lower case; a text that is not known, or whose arguments
     * do not fit its name, comes out as it is, and so does an empty one.
     */
    static ColumnType parse(String text) {
        String written = text.strip();
        Matcher matcher = SPELLING.matcher(written);
        if (!matcher.matches()) {
            return new UserDefinedType(written);
        }
        String name = matcher.group(1).strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        List<Integer> arguments = new ArrayList<>();
        if (matcher.group(2) != null) {
            for (String argument : List.of(matcher.group(2).split(",", -1))) {
                if (!NUMBER.matcher(argument.strip()).matches()) {
                    return new UserDefinedType(written);
                }
                arguments.add(Integer.valueOf(argument.strip()));
            }
        }
        ColumnType known = known(name, arguments);
        return known == null ? new UserDefinedType(written) : known;
    }

    private static @Nullable ColumnType known(String name, List<Integer> arguments) {
        Integer first = arguments.isEmpty() ? null : arguments.getFirst();
        int count = arguments.size();
        return switch (name) {
            case "int", "integer", "tinyint", "smallint", "mediumint", "bigint", "int2", "int8" ->
                count == 0 ? new IntegerType(name, false) : null;
            case "unsigned big int", "uint64" -> count == 0 ? new IntegerType(name, true) : null;
            case "real", "double", "double precision", "float" -> count <= 1 ? new FloatType(name, first) : null;
            case "numeric", "decimal" ->
                count <= 2 ? new DecimalType(name, first, count == 2 ? arguments.getLast() : null) : null;
            case "text",
                    "clob",
                    "char",
                    "character",
                    "varchar",
                    "varying character",
                    "nchar",
                    "native character",
                    "nvarchar" -> count <= 1 ? new StringType(name, first) : null;
            case "blob" -> count <= 1 ? new BinaryType(name, first) : null;
            case "bool", "boolean" -> count == 0 ? new BooleanType(name) : null;
            case "date", "time", "datetime", "timestamp" -> count <= 1 ? new TimeType(name, first) : null;
            case "json", "jsonb" -> count == 0 ? new JsonType(name) : null;
            case "uuid" -> count == 0 ? new UuidType(name) : null;
            default -> null;
        };
    }

    /** The type in SQL, with its arguments. {@code parse(format(t))} is the same type as {@code t}. */
    static String format(ColumnType type) {
        return switch (type) {
            case BooleanType(String name) -> name;
            case IntegerType(String name, boolean unsigned) -> name;
            case SerialType(String name, String sequence) -> name;
            case DecimalType(String name, Integer precision, Integer scale) -> call(name, precision, scale);
            case FloatType(String name, Integer precision) -> call(name, precision, null);
            case StringType(String name, Integer size) -> call(name, size, null);
            case BinaryType(String name, Integer size) -> call(name, size, null);
            case BitType(String name, Integer size) -> call(name, size, null);
            case TimeType(String name, Integer precision) -> call(name, precision, null);
            case IntervalType(String name, String fields, Integer precision) -> call(name, precision, null);
            case JsonType(String name) -> name;
            case UuidType(String name) -> name;
            case BuiltinType(String name, List<String> arguments) ->
                arguments.isEmpty() ? name : name + "(" + String.join(",", arguments) + ")";
            case EnumReference reference -> reference.name();
            case ColumnType.TypeReference reference -> reference.name();
            case ArrayType array -> array.name();
            case UserDefinedType(String name) -> name;
        };
    }

    private static String call(String name, @Nullable Integer first, @Nullable Integer second) {
        if (first == null) {
            return name;
        }
        return name + "(" + first + (second == null ? "" : "," + second) + ")";
    }

    /** Whether two types are the same in SQLite, where the case of names means nothing. */
    static boolean same(ColumnType one, ColumnType other) {
        return named(one).equalsIgnoreCase(named(other));
    }

    /** The type as statements write it: in quotes if SQLite would not take it for a type without them. */
    static String written(ColumnType type) {
        String text = format(type);
        boolean plain = PLAIN.matcher(text).matches()
                && SqliteLexer.tokens(text).stream()
                        .noneMatch(token -> RESERVED.contains(SqliteNames.folded(token.text())));
        return text.isEmpty() || plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    /** The type with a name: a column without one holds what a {@code blob} holds. */
    static String named(ColumnType type) {
        String text = format(parse(format(type)));
        return text.isEmpty() ? "blob" : text;
    }
}
