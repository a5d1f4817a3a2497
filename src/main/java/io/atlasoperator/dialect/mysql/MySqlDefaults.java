package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ColumnType.BinaryType;
import io.atlasoperator.schema.ColumnType.BitType;
import io.atlasoperator.schema.ColumnType.BooleanType;
import io.atlasoperator.schema.ColumnType.BuiltinType;
import io.atlasoperator.schema.ColumnType.DecimalType;
import io.atlasoperator.schema.ColumnType.FloatType;
import io.atlasoperator.schema.ColumnType.IntegerType;
import io.atlasoperator.schema.ColumnType.TimeType;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.QualifiedName;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Defaults of columns, from what the catalog prints to literals and expressions. */
final class MySqlDefaults {
    private static final Pattern NOW = Pattern.compile("(?i)current_timestamp(\\([0-9]*\\))?");
    private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");
    private static final Pattern HEX = Pattern.compile("0x(?:[0-9A-Fa-f]{2})*");
    private static final Pattern DIGITS = Pattern.compile("(?i)[bx]'[0-9a-f]*'");

    private MySqlDefaults() {}

    /**
     * The default of a column, or null if it has none.
     *
     * @param bytes its bytes if it is a binary literal, else null; the catalog loses some
     * @param bound the schema whose name expressions leave out, or null
     */
    static @Nullable DefaultValue read(
            MySqlColumnRow row, ColumnType type, @Nullable String bytes, MySqlFlavor flavor, @Nullable String bound) {
        @Nullable String text = row.defaultText();
        if (text == null) {
            return null;
        }
        if (bytes != null) {
            return new DefaultValue.Literal(bytes);
        }
        return flavor.catalogHasSql() ? ofSql(text, type, bound) : ofValue(row, text, type);
    }

    /** MariaDB prints SQL. */
    private static @Nullable DefaultValue ofSql(String text, ColumnType type, @Nullable String bound) {
        if (text.equalsIgnoreCase("NULL")) {
            return null;
        }
        if (MySqlText.end(text, 0) == text.length()) {
            return new DefaultValue.Literal(standard(MySqlText.value(text)));
        }
        if (DIGITS.matcher(text).matches()) {
            return new DefaultValue.Literal(text);
        }
        return NUMBER.matcher(text).matches()
                ? new DefaultValue.Literal(number(text, type))
                : new DefaultValue.Expression(
                        MySqlExpressions.wrap(bound == null ? text : MySqlExpressions.unqualified(text, bound)));
    }

    /** MySQL prints the value itself; of an expression, its SQL with further escapes. */
    private static DefaultValue ofValue(MySqlColumnRow row, String text, ColumnType type) {
        if (type instanceof TimeType && NOW.matcher(text).matches()) {
            return new DefaultValue.Expression(text);
        }
        if (row.extra().expressionDefault()) {
            return new DefaultValue.Expression(MySqlExpressions.wrap(MySqlExpressions.unescaped(text)));
        }
        // What a row of no table's does not have: MySQL knows no default of bytes there that may not be NULL.
        if (type instanceof BinaryType && HEX.matcher(text).matches()) {
            return new DefaultValue.Literal("x'" + text.substring(2).toLowerCase(Locale.ROOT) + "'");
        }
        boolean bare = isNumber(type) && NUMBER.matcher(text).matches()
                || type instanceof BitType && DIGITS.matcher(text).matches();
        return new DefaultValue.Literal(bare ? number(text, type) : standard(text));
    }

    private static boolean isNumber(ColumnType type) {
        return type instanceof IntegerType
                || type instanceof BooleanType
                || type instanceof DecimalType
                || type instanceof FloatType
                || type instanceof TimeType && type.name().equals("year")
                || type instanceof BuiltinType && MySqlTypes.isUnsigned(type);
    }

    private static String number(String text, ColumnType type) {
        if (type instanceof BooleanType && (text.equals("0") || text.equals("1"))) {
            return String.valueOf(text.equals("1"));
        }
        // zerofill
        return MySqlTypes.isUnsigned(type) ? text.replaceFirst("^0+(?=[0-9])", "") : text;
    }

    private static String standard(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** Whether the default is a literal of bytes, of which the catalog may have lost some. */
    static boolean isBytes(MySqlColumnRow row, ColumnType type) {
        @Nullable String text = row.defaultText();
        return type instanceof BinaryType
                && text != null
                && !row.extra().expressionDefault()
                && (text.isEmpty()
                        || text.startsWith("'")
                        || text.startsWith("0x")
                        || DIGITS.matcher(text).matches());
    }

    /** Defaults that are literals of bytes, by the names of the columns: {@code x'0f'}. */
    static Map<String, String> bytes(Connection connection, QualifiedName table, List<MySqlColumnRow> columns)
            throws SQLException {
        List<String> names = columns.stream()
                .filter(column -> isBytes(column, MySqlTypes.parse(column.type())))
                .map(MySqlColumnRow::name)
                .toList();
        Map<String, String> bytes = new HashMap<>();
        if (names.isEmpty()) {
            return bytes;
        }
        // A row of no table's, so that there is one, whatever the table holds. A column that is never null has no
        // default
        // in it, only in a row of its table.
        read(connection, table, names, " FROM (SELECT 1 AS one) o LEFT JOIN %s t ON FALSE", bytes);
        List<String> unknown =
                names.stream().filter(name -> !bytes.containsKey(name)).toList();
        if (!unknown.isEmpty()) {
            read(connection, table, unknown, " FROM %s t LIMIT 1", bytes);
        }
        return bytes;
    }

    private static void read(
            Connection connection, QualifiedName table, List<String> names, String from, Map<String, String> bytes)
            throws SQLException {
        String query = "SELECT "
                + names.stream()
                        .map(name -> "HEX(DEFAULT(t." + MySqlSyntax.INSTANCE.quoteIdentifier(name) + "))")
                        .collect(Collectors.joining(", "))
                + from.formatted(MySqlSyntax.INSTANCE.qualified(table));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            if (!row.next()) {
                return;
            }
            for (int i = 0; i < names.size(); i++) {
                @Nullable String hex = row.getString(i + 1);
                if (hex != null) {
                    bytes.put(names.get(i), literal(hex));
                }
            }
        }
    }

    private static String literal(String hex) {
        return "x'" + hex.toLowerCase(Locale.ROOT) + "'";
    }

    /**
     * The bytes of a default as a statement shows them, where the catalog loses what is behind the first zero, or is no letter.
     *
     * @param charset what made letters of the statement's bytes
     */
    static Optional<String> shownBytes(String shown, Charset charset) {
        if (shown.startsWith("0x")) {
            return Optional.of(literal(shown.substring(2)));
        }
        return MySqlText.end(shown, 0) == shown.length()
                ? Optional.of(
                        literal(HexFormat.of().formatHex(MySqlText.value(shown).getBytes(charset))))
                : Optional.empty();
    }
}
