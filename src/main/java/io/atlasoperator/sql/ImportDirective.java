package io.atlasoperator.sql;

import io.atlasoperator.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line {@code -- atlas:import path} of a SQL file.
 *
 * @param line its line, counted from 1
 * @param path what it names, without surrounding white space and quotes
 */
record ImportDirective(int line, String path) {
    private static final String MARK = "atlas:import";
    private static final Pattern DIRECTIVE = Pattern.compile("--[ \\t]*" + MARK + "(?:[ \\t]+(.*))?[ \\t\\r]*");
    private static final Pattern QUOTED = Pattern.compile("(['\"])(.*)\\1");

    /**
     * The directives of a file, in order. Those in quotes and block comments are none.
     *
     * @param options how the file's quotes and comments are read
     * @throws ScriptImportException if one has no path, or is not alone on its line
     */
    static List<ImportDirective> of(SourceFile file, ScannerOptions options) {
        if (!file.content().contains(MARK)) {
            return List.of();
        }
        List<ImportDirective> found = new ArrayList<>();
        ScriptText script = new ScriptText(file.content());
        QuoteLexer quotes = new QuoteLexer(script, options);
        int i = 0;
        try {
            while (!script.atEnd(i)) {
                int quoted = quotes.skipQuoted(i);
                int end = quoted > i ? quoted : quotes.skipComment(i);
                if (quoted == i && end > i) {
                    read(file, script, i, end, found);
                }
                i = Math.max(end, i + 1);
            }
        } catch (SqlScanException e) {
            // What is not closed is told when the file is run; whoever does that compares what was found.
            return found;
        }
        return found;
    }

    private static void read(SourceFile file, ScriptText script, int start, int end, List<ImportDirective> found) {
        Matcher matcher = DIRECTIVE.matcher(script.text().substring(start, end));
        if (!matcher.matches()) {
            return;
        }
        int line = script.position(start).line();
        int lineStart = script.text().lastIndexOf('\n', start) + 1;
        if (!script.text().substring(lineStart, start).replace("\uFEFF", "").isBlank()) {
            throw new ScriptImportException(file, line, "-- atlas:import has to be alone on its line");
        }
        String path = matcher.group(1) == null ? "" : matcher.group(1).strip();
        Matcher inQuotes = QUOTED.matcher(path);
        path = inQuotes.matches() ? inQuotes.group(2) : path;
        if (path.isBlank()) {
            throw new ScriptImportException(
                    file, line, "-- atlas:import names no file: write -- atlas:import path/to/file.sql");
        }
        found.add(new ImportDirective(line, path));
    }
}
