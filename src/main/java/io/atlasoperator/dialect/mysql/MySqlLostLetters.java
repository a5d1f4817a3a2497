package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlConstraintReader.CheckRow;
import io.atlasoperator.dialect.mysql.MySqlLexer.Kind;
import io.atlasoperator.dialect.mysql.MySqlLexer.Token;
import io.atlasoperator.schema.QualifiedName;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Characters beyond the basic plane, such as emoji, in what the catalog has of a table. It is of {@code utf8mb3}, and shows
 * a question mark in their place; the server itself knows better, and is asked for those texts alone that have one. For one
 * table.
 */
final class MySqlLostLetters {
    /** The character sets that have such characters, by their names in Java. */
    private static final Map<String, String> WIDE = Map.of(
            "utf8mb4", "UTF-8",
            "utf16", "UTF-16BE",
            "utf16le", "UTF-16LE",
            "utf32", "UTF-32BE",
            "gb18030", "GB18030");

    private static final Pattern MARKS = Pattern.compile("\\?+");
    private static final Pattern BEYOND = Pattern.compile("[\\x{10000}-\\x{10FFFF}]");
    private static final Pattern HEX = Pattern.compile("0x(?:[0-9A-Fa-f]{2})+");

    private final Connection connection;
    private final MySqlFlavor flavor;
    private final QualifiedName table;
    private @Nullable MySqlShownTable shown;

    MySqlLostLetters(Connection connection, MySqlFlavor flavor, QualifiedName table) {
        this.connection = connection;
        this.flavor = flavor;
        this.table = table;
    }

    /** Whether the catalog may show other characters than there are in a text. */
    static boolean mayBeIn(@Nullable String text) {
        return text != null && text.indexOf('?') >= 0;
    }

    /** A comment as the servers keep it: in their own character set too. */
    static String asKept(String comment) {
        return BEYOND.matcher(comment).replaceAll("?");
    }

    /** The columns with their types, defaults and expressions as they are. */
    List<MySqlColumnRow> columns(List<MySqlColumnRow> columns) throws SQLException {
        List<MySqlColumnRow> found = new ArrayList<>(columns);
        Map<String, String> defaults = defaults(columns);
        for (int i = 0; i < found.size(); i++) {
            MySqlColumnRow column = found.get(i);
            if (isWide(column) && mayBeIn(column.type())) {
                column = column.withType(type(column));
            }
            @Nullable String literal = defaults.get(column.name());
            if (literal != null) {
                column = column.withDefault(literal);
            }
            if (flavor.catalogHasSql() && mayBeIn(column.defaultText()) && !isLiteral(column)) {
                column = column.withDefault(expression(column.name(), String.valueOf(column.defaultText())));
            }
            if (flavor.catalogHasSql() && mayBeIn(column.generation())) {
                column = column.withGeneration(expression(column.name(), String.valueOf(column.generation())));
            }
            found.set(i, column);
        }
        return found;
    }

    /** The checks as they are. MySQL has them escaped, and in that way whole. */
    List<CheckRow> checks(List<CheckRow> checks) throws SQLException {
        List<CheckRow> found = new ArrayList<>();
        for (CheckRow check : checks) {
            boolean isLost = flavor.catalogHasSql() && mayBeIn(check.expression());
            found.add(isLost ? check.withExpression(expression(check.name(), check.expression())) : check);
        }
        return found;
    }

    private static boolean isWide(MySqlColumnRow column) {
        return column.charset() != null && WIDE.containsKey(column.charset());
    }

    /** Whether the default is a text, rather than an expression. */
    private boolean isLiteral(MySqlColumnRow column) {
        String text = String.valueOf(column.defaultText());
        return flavor.catalogHasSql()
                ? MySqlText.end(text, 0) == text.length()
                : !column.extra().expressionDefault();
    }

    private MySqlShownTable shown() throws SQLException {
        if (shown == null) {
            shown = MySqlShownTable.read(connection, table);
        }
        return shown;
    }

    /** The defaults that are texts, by the names of their columns, in the words of the catalog. */
    private Map<String, String> defaults(List<MySqlColumnRow> columns) throws SQLException {
        List<MySqlColumnRow> lost = columns.stream()
                .filter(column -> isWide(column) && mayBeIn(column.defaultText()) && isLiteral(column))
                .toList();
        Map<String, String> found = new HashMap<>();
        if (lost.isEmpty()) {
            return found;
        }
        if (!flavor.catalogHasSql()) {
            for (MySqlColumnRow column : lost) {
                // It shows the bytes of what it can't show.
                shown().defaultOf(column.name())
                        .filter(text -> HEX.matcher(text).matches())
                        .ifPresent(text -> found.put(column.name(), decoded(text.substring(2), column)));
            }
            return found;
        }
        // Of a table without rows a column that is never null has its default only through a query in between.
        List<String> names = lost.stream()
                .map(column -> MySqlSyntax.INSTANCE.quoteIdentifier(column.name()))
                .toList();
        String query = names.stream()
                        .map(name -> "HEX(CONVERT(DEFAULT(q." + name + ") USING utf8mb4))")
                        .collect(Collectors.joining(", ", "SELECT ", " FROM (SELECT "))
                + String.join(", ", names) + " FROM " + MySqlSyntax.INSTANCE.qualified(table)
                + " LIMIT 0) q RIGHT JOIN (SELECT 1) o ON TRUE";
        List<List<String>> rows = ask(query, lost.getFirst().name(), lost.size());
        for (int i = 0; i < lost.size(); i++) {
            String text = utf8(rows.getFirst().get(i));
            found.put(lost.get(i).name(), MySqlSyntax.INSTANCE.quoteLiteral(text));
        }
        return found;
    }

    private static String decoded(String hex, MySqlColumnRow column) {
        String charset = WIDE.getOrDefault(String.valueOf(column.charset()), "UTF-8");
        return new String(HexFormat.of().parseHex(hex), Charset.forName(charset));
    }

    private static String utf8(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
    }

    /**
     * The type of an {@code enum} or {@code set}. No statement shows its values; a query that takes the type of its column for
     * what it puts together out of their numbers does.
     */
    private String type(MySqlColumnRow column) throws SQLException {
        int open = column.type().indexOf('(');
        @Nullable
        List<String> values = open < 0
                ? null
                : MySqlText.literals(
                        column.type().substring(open + 1, column.type().length() - 1));
        if (values == null) {
            return column.type();
        }
        List<Integer> lost = IntStream.range(0, values.size())
                .filter(at -> mayBeIn(values.get(at)))
                .boxed()
                .toList();
        if (lost.isEmpty()) {
            return column.type();
        }
        boolean isSet = column.type().startsWith("set");
        Function<Integer, String> number = at -> isSet ? Long.toUnsignedString(1L << at) : String.valueOf(at + 1);
        String numbers = lost.stream()
                .map(at -> "SELECT " + number.apply(at) + " AS v, " + at + " AS n")
                .collect(Collectors.joining(" UNION ALL "));
        String query = "WITH RECURSIVE c AS (SELECT t." + MySqlSyntax.INSTANCE.quoteIdentifier(column.name())
                + " AS v, -1 AS n FROM (SELECT 1) o LEFT JOIN " + MySqlSyntax.INSTANCE.qualified(table)
                + " t ON FALSE UNION ALL SELECT k.v, k.n FROM c JOIN (" + numbers
                + ") k ON c.n = -1) SELECT n, HEX(CONVERT(v USING utf8mb4)) FROM c WHERE n >= 0";
        List<String> whole = new ArrayList<>(values);
        for (List<String> row : ask(query, column.name(), 2)) {
            whole.set(Integer.parseInt(row.get(0)), utf8(row.get(1)));
        }
        return whole.stream()
                .map(MySqlSyntax.INSTANCE::quoteLiteral)
                .collect(Collectors.joining(",", column.type().substring(0, open + 1), ")"));
    }

    private List<List<String>> ask(String query, String column, int width) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    values.add(String.valueOf(row.getString(i)));
                }
                rows.add(values);
            }
        } catch (SQLException e) {
            throw new SQLException(
                    "the catalog shows question marks in column \"" + column + "\" of table \"" + table
                            + "\", and what they stand for could not be read; grant the user SELECT on the table: "
                            + e.getMessage(),
                    e.getSQLState(),
                    e.getErrorCode(),
                    e);
        }
        return rows;
    }

    /** An expression of a column or check, as the statement that makes the table has it. */
    private String expression(String owner, String text) throws SQLException {
        if (!flavor.showsWideLetters() || MySqlLexer.meaning(text).stream().noneMatch(MySqlLostLetters::mayBeLost)) {
            return text;
        }
        return shown().like(owner, text, MySqlLostLetters::isSame).orElse(text);
    }

    private static boolean mayBeLost(Token token) {
        return token.kind() == Kind.STRING && mayBeIn(token.text());
    }

    private static boolean isSame(Token catalog, Token shown) {
        return catalog.kind() == shown.kind()
                && (mayBeLost(catalog)
                        ? pattern(catalog.text()).matcher(shown.text()).matches()
                        : catalog.text().equals(shown.text()));
    }

    /** A question mark stands for a character, or for one of its bytes. */
    private static Pattern pattern(String text) {
        return Pattern.compile(
                MARKS.splitAsStream(text).map(Pattern::quote).collect(Collectors.joining(".+?")), Pattern.DOTALL);
    }
}
