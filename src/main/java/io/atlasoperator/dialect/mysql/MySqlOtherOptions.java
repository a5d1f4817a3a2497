package io.atlasoperator.dialect.mysql;

import io.atlasoperator.spec.BlockReader;
import io.atlasoperator.spec.BlockWriter;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Table options that have no attribute of their own, written {@code options = ["ROW_FORMAT=COMPRESSED"]}. */
final class MySqlOtherOptions {
    private static final Pattern OPTION = Pattern.compile("([A-Za-z_]+)\\s*=\\s*(\\S.*)");

    private MySqlOtherOptions() {}

    /** The options that a table's block lists; what is none is told. */
    static SortedMap<String, String> read(BlockReader table) {
        SortedMap<String, String> options = new TreeMap<>();
        for (String text : table.texts("options")) {
            Matcher option = OPTION.matcher(text.strip());
            if (option.matches() && MySqlUnseen.isUnseenOption(option.group(1).toUpperCase(Locale.ROOT))) {
                table.error(
                        "options",
                        option.group(1) + " would get lost, as the server's catalog does not tell of it",
                        "Take it away, and set it by hand.");
            } else if (option.matches()) {
                options.put(option.group(1).toUpperCase(Locale.ROOT), option.group(2));
            } else {
                table.error("options", "invalid table option \"" + text + "\"", "Write it as NAME=value.");
            }
        }
        return Collections.unmodifiableSortedMap(options);
    }

    static void write(SortedMap<String, String> options, BlockWriter out) {
        if (!options.isEmpty()) {
            out.texts(
                    "options",
                    options.entrySet().stream()
                            .map(option -> option.getKey() + "=" + option.getValue())
                            .toList());
        }
    }
}
