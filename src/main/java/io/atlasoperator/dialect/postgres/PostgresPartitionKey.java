package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.IndexPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the partition key of a table as the catalog tells it. */
final class PostgresPartitionKey {
    private static final String NAME = "(\"(?:[^\"]|\"\")*\"|[^\\s\".]+)";
    private static final Pattern SUFFIX =
            Pattern.compile("(?:COLLATE " + NAME + "(?:\\." + NAME + ")?(?:\\s+|$))?(\\S.*)?", Pattern.DOTALL);

    private PostgresPartitionKey() {}

    /**
     * The key.
     *
     * @param strategy {@code r}, {@code l} or {@code h}
     * @param numbers the numbers of its columns, 0 for an expression
     * @param columns the table's columns by number
     * @param expressions its expressions as a list in SQL, or null if it has none
     * @param definition the whole of it in SQL, such as {@code RANGE (a, lower(b) COLLATE "C")}: what is not the usual
     *     collation or operator class of a part is found only there
     */
    static PostgresPartitioning read(
            String strategy,
            String numbers,
            Map<Integer, String> columns,
            @Nullable String expressions,
            String definition) {
        List<String> texts = expressions == null ? List.of() : PostgresExpressions.splitList(expressions);
        List<String> defined = PostgresExpressions.splitList(
                definition.substring(definition.indexOf('(') + 1, definition.lastIndexOf(')')));
        List<IndexPart> parts = new ArrayList<>();
        int nextExpression = 0;
        for (String number : numbers.split(" ")) {
            String whole = defined.get(parts.size());
            @Nullable String column = columns.get(Integer.valueOf(number));
            if (column == null) {
                String text = texts.get(nextExpression++);
                String written = whole.startsWith(text) ? text : "(" + text + ")";
                parts.add(new IndexPart.OfExpression(text, false, options(whole, written)));
            } else {
                String written = whole.startsWith("\"") ? PostgresSyntax.quote(column) : column;
                parts.add(new IndexPart.OfColumn(column, false, options(whole, written)));
            }
        }
        String type = switch (strategy) {
            case "r" -> "RANGE";
            case "l" -> "LIST";
            default -> "HASH";
        };
        return new PostgresPartitioning(type, parts);
    }

    private static @Nullable PostgresIndexPartOptions options(String whole, String written) {
        Matcher suffix = SUFFIX.matcher(whole.substring(written.length()).strip());
        if (!suffix.matches()) {
            throw new IllegalStateException("postgres: unexpected part of a partition key: " + whole);
        }
        return new PostgresIndexPartOptions(suffix.group(3), null, collation(suffix.group(1), suffix.group(2)))
                .orNull(false);
    }

    private static @Nullable String collation(@Nullable String first, @Nullable String second) {
        if (first == null) {
            return null;
        }
        String name = PostgresSyntax.unquote(first);
        return second == null
                ? name
                : PostgresSyntax.quote(name) + "." + PostgresSyntax.quote(PostgresSyntax.unquote(second));
    }
}
