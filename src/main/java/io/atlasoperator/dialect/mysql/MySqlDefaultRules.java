package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlToken.Kind;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ColumnType.BinaryType;
import io.atlasoperator.schema.ColumnType.BitType;
import io.atlasoperator.schema.ColumnType.BooleanType;
import io.atlasoperator.schema.ColumnType.DecimalType;
import io.atlasoperator.schema.ColumnType.FloatType;
import io.atlasoperator.schema.ColumnType.IntegerType;
import io.atlasoperator.schema.ColumnType.TimeType;
import io.atlasoperator.schema.DefaultValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Defaults of columns: how they are written, and whether two give the same value. */
final class MySqlDefaultRules {
    private static final int HEX = 16;

    private MySqlDefaultRules() {}

    /**
     * A default as statements write it. Constants and the time of the change stand for themselves, every other expression
     * is in parentheses.
     */
    static String written(DefaultValue value) {
        return switch (value) {
            case DefaultValue.Literal(String sql) ->
                isQuoted(sql)
                        ? MySqlText.doubleQuoted(MySqlText.standardValue(sql))
                        : MySqlTerms.isLiteral(sql) ? sql : MySqlText.doubleQuoted(sql);
            case DefaultValue.Expression(String sql) -> {
                boolean isBare = MySqlTerms.now(sql).isPresent() || MySqlTerms.isLiteral(sql);
                yield isBare && !MySqlTerms.isWrapped(sql) ? sql.strip() : MySqlTerms.wrap(sql);
            }
        };
    }

    private static boolean isQuoted(String sql) {
        return sql.length() >= 2 && sql.startsWith("'") && sql.endsWith("'");
    }

    /** Whether two columns of the same type get the same value by default. */
    static boolean same(Column from, Column to, MySqlFlavor flavor) {
        @Nullable String current = text(from);
        @Nullable String wanted = text(to);
        if (current == null || wanted == null) {
            return current == null && wanted == null;
        }
        Optional<Integer> now = MySqlTerms.now(current);
        if (now.isPresent()) {
            return now.equals(MySqlTerms.now(wanted));
        }
        @Nullable String value = constant(from);
        @Nullable String wantedValue = constant(to);
        return value == null || wantedValue == null
                ? MySqlTerms.same(current, wanted, flavor)
                : canonical(to.type(), value).equals(canonical(to.type(), wantedValue));
    }

    /** The default in SQL; none at all is the same as NULL. */
    private static @Nullable String text(Column column) {
        DefaultValue value = column.defaultValue();
        return value == null || MySqlTerms.unwrap(value.sql()).equalsIgnoreCase("null") ? null : value.sql();
    }

    /** The constant that a default is, without quotes, or null if it is none. */
    private static @Nullable String constant(Column column) {
        DefaultValue value = column.defaultValue();
        if (value instanceof DefaultValue.Literal(String sql) && isQuoted(sql)) {
            return MySqlText.standardValue(sql);
        }
        if (value == null || !MySqlTerms.isLiteral(MySqlTerms.unwrap(value.sql()))) {
            return null;
        }
        List<MySqlToken> tokens = MySqlToken.of(MySqlTerms.unwrap(value.sql()));
        MySqlToken last = tokens.getLast();
        String sign = tokens.getFirst().is("-") ? "-" : "";
        return last.kind() == Kind.WORD ? last.is("true") ? "1" : "0" : sign + last.value();
    }

    /** A constant in the form that all constants of its value have. */
    private static String canonical(ColumnType type, String value) {
        return switch (type) {
            case BooleanType _ ->
                number(value.equalsIgnoreCase("true") ? "1" : value.equalsIgnoreCase("false") ? "0" : value);
            case IntegerType _, DecimalType _, FloatType _ -> number(value);
            case BitType _ -> bits(value);
            case BinaryType(String name, Integer size) ->
                name.equals("binary") ? bytes(value).replaceFirst("(?:00)+$", "") : bytes(value);
            case TimeType(String name, Integer precision) -> time(name, value);
            case ColumnType other -> MySqlTypes.isNumber(other) ? number(value) : value;
        };
    }

    private static String number(String value) {
        try {
            BigInteger digits = digits(value);
            return digits == null
                    ? new BigDecimal(value.strip()).stripTrailingZeros().toPlainString()
                    : digits.toString();
        } catch (NumberFormatException e) {
            return value;
        }
    }

    /** The number that hexadecimal or binary digits stand for, or null if it is something else. */
    private static @Nullable BigInteger digits(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (lower.startsWith("0x")) {
            return new BigInteger("0" + lower.substring(2), HEX);
        }
        return lower.startsWith("0b") ? new BigInteger("0" + lower.substring(2), 2) : null;
    }

    private static String bits(String value) {
        String text = value.strip();
        boolean isWritten = text.matches("(?i)b'[01]*'|x'[0-9a-f]*'");
        return number(isWritten ? "0" + text.replace("'", "") : text);
    }

    /** In hexadecimal digits. Zero bytes at the end fill up a column of a fixed size, and count in any other. */
    private static String bytes(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return lower.matches("0x[0-9a-f]*")
                ? lower.substring(2)
                : HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
    }

    private static String time(String name, String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        if (text.indexOf('.') >= 0) {
            text = text.replaceFirst("0+$", "").replaceFirst("\\.$", "");
        }
        boolean isDay = text.matches("\\d+-\\d+-\\d+");
        return isDay && (name.equals("datetime") || name.equals("timestamp")) ? text + " 00:00:00" : text;
    }
}
