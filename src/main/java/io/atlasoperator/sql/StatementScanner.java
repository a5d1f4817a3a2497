package io.atlasoperator.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits scripts into statements. A statement ends at the delimiter, which is a semicolon until a
 * {@code DELIMITER} command or the directive {@code -- atlas:delimiter} in the first line says otherwise. Delimiters in
 * quotes, comments, parentheses and bodies between {@code BEGIN} and {@code END} don't count. Empty statements are left
 * out. Immutable.
 */
public final class StatementScanner {
    private final ScannerOptions options;

    /** @param options how the database's scripts are read */
    public StatementScanner(ScannerOptions options) {
        this.options = options;
    }

    /**
     * The statements of a script, in order.
     *
     * @throws SqlScanException if a quote, a comment or a parenthesis is not closed, or one too many is
     */
    public List<ScannedStatement> scan(String script) {
        return scan(script, 0, script.length());
    }

    /**
     * The statements of a part of a script, in order; their places are those in the whole.
     *
     * @param start index of the part's first character
     * @param end index right after its last
     * @throws SqlScanException as {@link #scan(String)}; the place is that in the part
     */
    public List<ScannedStatement> scan(String script, int start, int end) {
        List<ScannedStatement> found = new ArrayList<>();
        Place place = new Place(script);
        StatementLexer lexer = new StatementLexer(script.substring(start, end), options);
        for (StatementLexer.Piece piece = lexer.next(); piece != null; piece = lexer.next()) {
            found.add(place.statement(start + piece.start(), start + piece.end(), piece.comments()));
        }
        return found;
    }

    /** A part of a script as one statement, without surrounding white space; nothing if there is nothing else in it. */
    public static Optional<ScannedStatement> whole(String script, int start, int end) {
        int first = start;
        int last = end;
        while (first < last && Character.isWhitespace(script.charAt(first))) {
            first++;
        }
        while (last > first && Character.isWhitespace(script.charAt(last - 1))) {
            last--;
        }
        return first == last ? Optional.empty() : Optional.of(new Place(script).statement(first, last, List.of()));
    }

    /** Counts lines and bytes on the way through a script. */
    private static final class Place {
        private final String script;
        private int counted;
        private int bytes;
        private int line = 1;

        Place(String script) {
            this.script = script;
        }

        ScannedStatement statement(int start, int end, List<String> comments) {
            for (; counted < start; counted++) {
                bytes += utf8Length(script.charAt(counted));
                if (script.charAt(counted) == '\n') {
                    line++;
                }
            }
            return new ScannedStatement(script.substring(start, end), start, end, bytes, line, comments);
        }
    }

    /** Each half of a surrogate pair counts for two of the four bytes. */
    private static int utf8Length(char c) {
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}
