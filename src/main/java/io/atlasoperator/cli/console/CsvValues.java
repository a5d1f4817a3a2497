package io.atlasoperator.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Flags with lists: each occurrence is a line of comma-separated values, of which any may be in double quotes. */
public final class CsvValues {
    private CsvValues() {}

    /** The values of all lines. */
    public static List<String> of(List<String> lines) {
        List<String> values = new ArrayList<>();
        lines.forEach(line -> split(line, values));
        return values;
    }

    private static void split(String line, List<String> values) {
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                value.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                values.add(value.toString());
                value.setLength(0);
            } else {
                value.append(c);
            }
        }
        if (quoted) {
            throw new CliException("invalid argument \"" + line + "\": a quote is not closed");
        }
        if (!value.isEmpty() || !line.isEmpty()) {
            values.add(value.toString());
        }
    }
}
