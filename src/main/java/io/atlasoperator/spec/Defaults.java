package io.atlasoperator.spec;

import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.DefaultValue;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/** Defaults of columns as values of HCL: texts without their quotes, numbers and bools bare, all else as SQL. */
final class Defaults {
    private static final Pattern TEXT = Pattern.compile("'(?:[^']|'')*'", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?");
    private static final Pattern OTHER_LITERAL =
            Pattern.compile("[+-]?[0-9]+(?:\\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|[bBxX]'[0-9A-Fa-f]*'");

    private Defaults() {}

    /** Reads the value of an attribute. */
    static DefaultValue read(Value value) {
        return switch (value) {
            case Value.Text(String text) -> new DefaultValue.Literal("'" + text.replace("'", "''") + "'");
            case Value.Num(BigDecimal number) -> new DefaultValue.Literal(number.toPlainString());
            case Value.Bool(boolean bool) -> new DefaultValue.Literal(Boolean.toString(bool));
            case Value.RawSql(String sql) -> ofSql(sql);
            case Value.Null _, Value.ListValue _, Value.ObjectValue _, Value.Reference _, Value.Call _ ->
                throw new IllegalArgumentException("unsupported type for default value");
        };
    }

    private static DefaultValue ofSql(String sql) {
        return literal(sql) ? new DefaultValue.Literal(sql) : new DefaultValue.Expression(sql);
    }

    private static boolean literal(String sql) {
        return TEXT.matcher(sql).matches()
                || OTHER_LITERAL.matcher(sql).matches()
                || NUMBER.matcher(sql).matches()
                || sql.toLowerCase(Locale.ROOT).matches("true|false|null");
    }

    /** The value of an attribute for a default. */
    static Value write(DefaultValue value) {
        return switch (value) {
            case DefaultValue.Literal(String sql) -> ofLiteral(sql);
            case DefaultValue.Expression(String sql) -> new Value.RawSql(sql);
        };
    }

    private static Value ofLiteral(String sql) {
        if (sql.equals("true") || sql.equals("false")) {
            return new Value.Bool(Boolean.parseBoolean(sql));
        }
        if (NUMBER.matcher(sql).matches() && !sql.equals("-0")) {
            String plain = new BigDecimal(sql).stripTrailingZeros().toPlainString();
            // A number of HCL has no trailing zeros, a number of SQL may mean them.
            return plain.equals(sql) ? new Value.Num(new BigDecimal(plain)) : new Value.RawSql(sql);
        }
        if (TEXT.matcher(sql).matches()) {
            return new Value.Text(sql.substring(1, sql.length() - 1).replace("''", "'"));
        }
        return new Value.RawSql(sql);
    }
}
