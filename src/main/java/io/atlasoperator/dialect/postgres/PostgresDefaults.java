package io.atlasoperator.dialect.postgres;

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
import io.atlasoperator.schema.DefaultValue;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Defaults of columns: from the catalog's text, into statements, and compared. */
final class PostgresDefaults {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern WHOLE = Pattern.compile("-?\\d+");
    private static final Pattern BOOLEAN = Pattern.compile("true|false", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED = Pattern.compile("'((?:[^']|'')*)'", Pattern.DOTALL);
    private static final Pattern CAST_LITERAL =
            Pattern.compile("('(?:[^']|'')*')::([^':()]+(?:\\([\\d, ]+\\)[^':()]*)?)", Pattern.DOTALL);

    /** Built-in types whose values are written as text and read the same way. */
    private static final Set<String> TEXTUAL = Set.of(
            "inet", "cidr", "macaddr", "macaddr8", "circle", "line", "lseg", "box", "path", "point", "polygon", "xml");

    private PostgresDefaults() {}

    /**
     * The default that the catalog gives as text: a literal without its cast where that is all it is. The server keeps
     * apart {@code 0} and {@code '0'} of a bigint; so do the literals, although they are the {@linkplain #same same}.
     */
    static DefaultValue inspected(ColumnType type, String text) {
        Kind kind = kind(type);
        if (kind == Kind.NUMERIC && NUMBER.matcher(text).matches()
                || kind == Kind.LOGICAL && BOOLEAN.matcher(text).matches()
                || QUOTED.matcher(text).matches()) {
            return new DefaultValue.Literal(text);
        }
        Matcher cast = CAST_LITERAL.matcher(text);
        if (!cast.matches()) {
            return new DefaultValue.Expression(text);
        }
        String quoted = cast.group(1);
        String plain = unquote(quoted);
        String to = cast.group(2);
        boolean bare = switch (kind(type)) {
            case NUMERIC -> isBelowZero(plain, to);
            case LOGICAL -> BOOLEAN.matcher(plain).matches();
            case TEXT, OTHER -> false;
        };
        if (bare) {
            return new DefaultValue.Literal(plain);
        }
        boolean literal = switch (kind(type)) {
            case NUMERIC -> NUMBER.matcher(plain).matches() && castTo(type, to);
            case TEXT -> castTo(type, to);
            case LOGICAL, OTHER -> false;
        };
        return literal ? new DefaultValue.Literal(quoted) : new DefaultValue.Expression(text);
    }

    /** Whether the server writes a bare number this way: those below zero get quotes and the type that holds them. */
    private static boolean isBelowZero(String number, String cast) {
        if (!number.startsWith("-") || !NUMBER.matcher(number).matches()) {
            return false;
        }
        String holds = "numeric";
        if (WHOLE.matcher(number).matches()) {
            int bits = new BigInteger(number).bitLength();
            holds = bits < Integer.SIZE ? "integer" : bits < Long.SIZE ? "bigint" : holds;
        }
        return holds.equals(cast);
    }

    /** Whether a literal without a cast would get this one in a column of that type. */
    private static boolean castTo(ColumnType type, String cast) {
        return switch (type) {
            case ArrayType(ColumnType element) ->
                cast.endsWith("[]") && castTo(element, cast.substring(0, cast.length() - 2));
            case StringType text when text.name().equals("character") -> cast.equals("bpchar");
            case StringType _, TimeType _, IntegerType _, DecimalType _, FloatType _, JsonType _ ->
                PostgresTypes.parse(cast).name().equals(type.name());
            case BooleanType _,
                    SerialType _,
                    BinaryType _,
                    BitType _,
                    IntervalType _,
                    UuidType _,
                    BuiltinType _,
                    EnumReference _,
                    TypeReference _,
                    UserDefinedType _ -> true;
        };
    }

    /** The default as it stands in a statement: quoted where the type asks for it. */
    static String sql(ColumnType type, DefaultValue value) {
        return switch (value) {
            case DefaultValue.Expression(String sql) -> sql;
            // In quotes it would be a text of four letters.
            case DefaultValue.Literal(String sql) when sql.equalsIgnoreCase("null") -> sql;
            case DefaultValue.Literal(String sql) ->
                switch (kind(type)) {
                    case NUMERIC -> quotedUnless(NUMBER, sql);
                    case LOGICAL -> quotedUnless(BOOLEAN, QUOTED.matcher(sql).matches() ? unquote(sql) : sql);
                    case TEXT -> sql.endsWith("'") ? sql : PostgresSyntax.INSTANCE.quoteLiteral(sql);
                    // Money and object numbers take numbers as they are, and write them in another way as texts.
                    case OTHER ->
                        type instanceof BuiltinType || sql.endsWith("'")
                                ? sql
                                : PostgresSyntax.INSTANCE.quoteLiteral(sql);
                };
        };
    }

    private static String quotedUnless(Pattern bare, String sql) {
        return bare.matcher(sql).matches() || sql.endsWith("'") ? sql : PostgresSyntax.INSTANCE.quoteLiteral(sql);
    }

    /** Whether two defaults are the same but for quotes, casts and how expressions are written. */
    static boolean same(@Nullable DefaultValue a, @Nullable DefaultValue b) {
        if (a == null || b == null) {
            return a == b;
        }
        return a.sql().equals(b.sql()) || canonical(a.sql()).equals(canonical(b.sql()));
    }

    private static String canonical(String sql) {
        String bare = PostgresExpressions.unwrap(sql);
        Matcher cast = CAST_LITERAL.matcher(bare);
        String value = cast.matches() ? cast.group(1) : bare;
        return QUOTED.matcher(value).matches() ? unquote(value) : PostgresExpressions.canonical(value);
    }

    private static String unquote(String quoted) {
        return quoted.substring(1, quoted.length() - 1).replace("''", "'");
    }

    private enum Kind {
        NUMERIC,
        LOGICAL,
        TEXT,
        OTHER
    }

    private static Kind kind(ColumnType type) {
        return switch (type) {
            case IntegerType t -> Kind.NUMERIC;
            case SerialType t -> Kind.NUMERIC;
            case DecimalType t -> Kind.NUMERIC;
            case FloatType t -> Kind.NUMERIC;
            case BooleanType t -> Kind.LOGICAL;
            case StringType t -> Kind.TEXT;
            case BinaryType t -> Kind.TEXT;
            case TimeType t -> Kind.TEXT;
            case JsonType t -> Kind.TEXT;
            case UuidType t -> Kind.TEXT;
            case EnumReference t -> Kind.TEXT;
            case TypeReference t -> Kind.OTHER;
            case ArrayType t -> Kind.TEXT;
            case BuiltinType(String name, java.util.List<String> arguments) ->
                TEXTUAL.contains(name) ? Kind.TEXT : Kind.OTHER;
            case BitType t -> Kind.OTHER;
            case IntervalType t -> Kind.OTHER;
            case UserDefinedType t -> Kind.OTHER;
        };
    }
}
