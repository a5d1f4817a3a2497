package io.atlasoperator.sql;

/** Finds the ends of quotes and comments. */
final class QuoteLexer {
    private final ScriptText script;
    private final ScannerOptions options;

    QuoteLexer(ScriptText script, ScannerOptions options) {
        this.script = script;
        this.options = options;
    }

    /** The index after a quoted text that starts there, or the same index. */
    int skipQuoted(int start) {
        char c = script.at(start);
        return switch (c) {
            case '\'', '"', '`' -> skipQuote(start, c);
            case '$' -> options.dollarQuotes() ? skipDollarQuote(start) : start;
            default -> start;
        };
    }

    private int skipQuote(int start, char quote) {
        boolean escapes = quote != '`'
                && (options.backslashEscapes()
                        || (options.escapeStrings() && (script.at(start - 1) == 'E' || script.at(start - 1) == 'e')));
        for (int i = start + 1; !script.atEnd(i); i++) {
            char c = script.at(i);
            if (c == quote) {
                return i + 1;
            }
            if (c == '\\' && escapes) {
                i++;
            }
        }
        String shown = quote == '\'' ? "'\\''" : "'" + quote + "'";
        throw new SqlScanException(script.position(start), "unclosed quote " + shown);
    }

    /** A dollar quote that is never closed reaches to the end: the server tells it better. */
    private int skipDollarQuote(int start) {
        if (ScriptText.isWordPart(script.at(start - 1))) {
            return start;
        }
        int i = start + 1;
        if (Character.isLetter(script.at(i)) || script.at(i) == '_') {
            while (Character.isLetterOrDigit(script.at(i)) || script.at(i) == '_') {
                i++;
            }
        }
        if (script.at(i) != '$') {
            return start;
        }
        String tag = script.text().substring(start, i + 1);
        int close = script.text().indexOf(tag, i + 1);
        return close < 0 ? script.length() : close + tag.length();
    }

    /** The index after a comment inside a statement: in MySQL's family two dashes are none unless a blank follows. */
    int skipCommentInside(int start) {
        boolean minus = options.hashComments()
                && script.startsWith("--", start)
                && !script.atEnd(start + 2)
                && script.at(start + 2) > ' ';
        return minus ? start : skipComment(start);
    }

    /** The index after a comment that starts there, without the line break that ends it, or the same index. */
    int skipComment(int start) {
        if (script.startsWith("--", start) || (options.hashComments() && script.at(start) == '#')) {
            int end = script.lineEnd(start);
            return end > start && script.at(end - 1) == '\r' && !script.atEnd(end) ? end - 1 : end;
        }
        return script.startsWith("/*", start) ? skipBlockComment(start) : start;
    }

    private int skipBlockComment(int start) {
        int open = 1;
        int i = start + 2;
        while (!script.atEnd(i)) {
            if (script.startsWith("*/", i)) {
                i += 2;
                if (--open == 0) {
                    return i;
                }
            } else if (options.nestedComments() && script.startsWith("/*", i)) {
                open++;
                i += 2;
            } else {
                i++;
            }
        }
        throw new SqlScanException(script.position(start), "unclosed comment '/*'");
    }
}
