package io.atlasoperator.engine;

import io.atlasoperator.project.TestStep;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a query gave, as texts; a null is {@code NULL}.
 *
 * @param columns the names of its columns
 * @param rows its rows
 */
record QueryAnswer(List<String> columns, List<List<String>> rows) {
    /** What a statement gives that is no query. */
    static final QueryAnswer NONE = new QueryAnswer(List.of(), List.of());

    private static final String NULL = "NULL";

    QueryAnswer {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    static QueryAnswer read(ResultSet found) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
            columns.add(found.getMetaData().getColumnLabel(i));
        }
        List<List<String>> rows = new ArrayList<>();
        while (found.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                String value = found.getString(i);
                row.add(value == null ? NULL : value);
            }
            rows.add(row);
        }
        return new QueryAnswer(columns, rows);
    }

    String text(TestStep.Format format) {
        return switch (format) {
            case CSV -> lines(rows, false);
            case TABLE -> table();
        };
    }

    /** Whether this is what is expected, apart from white space at the ends of lines and empty lines around it. */
    boolean is(String expected, TestStep.Format format) {
        String wanted = trimmed(expected);
        return wanted.equals(trimmed(text(format)))
                || format == TestStep.Format.CSV && wanted.equals(trimmed(lines(rows, true)));
    }

    /** A text without white space at the ends of its lines, and without empty lines around it. */
    static String trimmed(String text) {
        return text.lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .replaceAll("\\A\\n+|\\n+\\z", "");
    }

    private static String lines(List<List<String>> rows, boolean isQuoted) {
        return rows.stream()
                .map(row -> row.stream()
                        .map(value -> isQuoted ? quoted(value) : value)
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
    }

    private static String quoted(String value) {
        boolean isPlain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    private String table() {
        if (columns.isEmpty()) {
            return "";
        }
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            widths.add(rows.stream()
                    .mapToInt(row -> width(row.get(column)))
                    .reduce(width(columns.get(column)), Math::max));
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(columns, widths));
        lines.add(widths.stream().map(width -> "-".repeat(width + 2)).collect(Collectors.joining("+")));
        rows.forEach(row -> lines.add(line(row, widths)));
        return String.join("\n", lines);
    }

    private static String line(List<String> cells, List<Integer> widths) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            padded.add(" " + cells.get(i) + " ".repeat(widths.get(i) - width(cells.get(i)) + 1));
        }
        return String.join("|", padded).stripTrailing();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
