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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Defaults of columns: from the catalog's text, into statements, and compared. */
final class PostgresDefaults {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern BOOLEAN = Pattern.compile("true|false", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED = Pattern.compile("'((?:[^']|'')*)'", Pattern.DOTALL);
    private static final Pattern CAST_LITERAL =
            Pattern.compile("('(?:[^']|'')*')::[^':()]+(?:\\([\\d, ]+\\)[^':()]*)?", Pattern.DOTALL);

    /** Built-in types whose values are written as text and read the same way. */
    private static final Set<String> TEXTUAL = Set.of(
            "inet", "cidr", "macaddr", "macaddr8", "circle", "line", "lseg", "box", "path", "point", "polygon", "xml");

    private PostgresDefaults() {}

    /** The default that the catalog gives as text: a literal without its cast where that is all it is. */
    static DefaultValue inspected(ColumnType type, String text) {
        if (NUMBER.matcher(text).matches()
                || BOOLEAN.matcher(text).matches()
                || QUOTED.matcher(text).matches()) {
            return new DefaultValue.Literal(text);
        }
        Matcher cast = CAST_LITERAL.matcher(text);
        if (!cast.matches()) {
            return new DefaultValue.Expression(text);
        }
        String quoted = cast.group(1);
        String plain = unquote(quoted);
        return switch (kind(type)) {
            case NUMERIC ->
                NUMBER.matcher(plain).matches() ? new DefaultValue.Literal(plain) : new DefaultValue.Expression(text);
            case LOGICAL ->
                BOOLEAN.matcher(plain).matches() ? new DefaultValue.Literal(plain) : new DefaultValue.Expression(text);
            case TEXT -> new DefaultValue.Literal(quoted);
            case OTHER -> new DefaultValue.Expression(text);
        };
    }

    /** The default as it stands in a statement: quoted where the type asks for it. */
    static String sql(ColumnType type, DefaultValue value) {
        return switch (value) {
            case DefaultValue.Expression(String sql) -> sql;
            case DefaultValue.Literal(String sql) ->
                switch (kind(type)) {
                    case NUMERIC -> plainIf(NUMBER, sql);
                    case LOGICAL -> plainIf(BOOLEAN, sql);
                    case TEXT, OTHER -> sql.endsWith("'") ? sql : PostgresSyntax.INSTANCE.quoteLiteral(sql);
                };
        };
    }

    private static String plainIf(Pattern pattern, String sql) {
        String plain = QUOTED.matcher(sql).matches() ? unquote(sql) : sql;
        if (pattern.matcher(plain).matches()) {
            return plain;
        }
        return sql.endsWith("'") ? sql : PostgresSyntax.INSTANCE.quoteLiteral(sql);
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
