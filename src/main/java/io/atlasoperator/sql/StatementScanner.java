package io.atlasoperator.sql;

import java.util.ArrayList;
import java.util.List;

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
        List<ScannedStatement> found = new ArrayList<>();
        StatementLexer lexer = new StatementLexer(script, options);
        int counted = 0;
        int bytes = 0;
        int line = 1;
        for (StatementLexer.Piece piece = lexer.next(); piece != null; piece = lexer.next()) {
            for (int i = counted; i < piece.start(); i++) {
                bytes += utf8Length(script.charAt(i));
                if (script.charAt(i) == '\n') {
                    line++;
                }
            }
            counted = piece.start();
            found.add(new ScannedStatement(
                    script.substring(piece.start(), piece.end()),
                    piece.start(),
                    piece.end(),
                    bytes,
                    line,
                    piece.comments()));
        }
        return found;
    }

    /** Each half of a surrogate pair counts for two of the four bytes. */
    private static int utf8Length(char c) {
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}
