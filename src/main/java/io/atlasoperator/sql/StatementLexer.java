package io.atlasoperator.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One pass over one script. Not safe for use by several threads. */
final class StatementLexer {
    private static final String SEMICOLON = ";";
    private static final String DIRECTIVE = "-- atlas:delimiter";
    /** Deeper blocks are read as plain text: nobody nests so deep, and the stack has an end. */
    private static final int DEEPEST_BLOCK = 64;

    private static final int NOT_A_BLOCK = -1;

    /** What begins statements of MySQL that hold no others. */
    private static final List<String> SIMPLE = List.of("DROP", "SET", "USE", "INSERT", "UPDATE", "DELETE");

    private final ScriptText script;
    private final ScannerOptions options;
    private final QuoteLexer quotes;
    private final PsqlCommands psql;
    private final Map<Integer, Integer> blockEnds;
    private final int depth;
    private String delimiter = SEMICOLON;
    private boolean ofClient;
    private int at;

    /**
     * A statement's place.
     *
     * @param start its first character
     * @param end the index after its last
     * @param next where the next one may begin
     * @param comments the comments before it
     */
    record Piece(int start, int end, int next, List<String> comments) {}

    StatementLexer(String text, ScannerOptions options) {
        this(new ScriptText(text), options, new HashMap<>(), 0, 0);
        if (script.at(0) == '\uFEFF') {
            at = 1;
        }
        readDirective();
    }

    private StatementLexer(
            ScriptText script, ScannerOptions options, Map<Integer, Integer> blockEnds, int depth, int at) {
        this.script = script;
        this.options = options;
        this.quotes = new QuoteLexer(script, options);
        this.psql = new PsqlCommands(script);
        this.blockEnds = blockEnds;
        this.depth = depth;
        this.at = at;
    }

    private void readDirective() {
        if (!script.startsWith(DIRECTIVE + " ", at)) {
            return;
        }
        int end = script.lineEnd(at);
        String value = script.text().substring(at + DIRECTIVE.length(), end).strip();
        delimiter = unescape(value, at);
        at = end;
    }

    private String unescape(String value, int index) {
        String decoded = value.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
        if (decoded.isEmpty()) {
            throw new SqlScanException(script.position(index), "empty delimiter");
        }
        return decoded;
    }

    /** The next statement, or null at the end. */
    @Nullable
    Piece next() {
        List<String> comments = new ArrayList<>();
        while (true) {
            if (script.startsWith(delimiter, at)) {
                comments.clear();
                at += delimiter.length();
            } else if (script.spaceAt(at)) {
                at++;
            } else if (script.atEnd(at)) {
                return null;
            } else if (!skipComment(comments) && !readDelimiterCommand() && !skipPsqlCommand()) {
                Piece piece = statement(comments);
                at = piece.next();
                if (piece.end() > piece.start()) {
                    return piece;
                }
            }
        }
    }

    /** Takes a comment that stands before a statement. */
    private boolean skipComment(List<String> comments) {
        int end = options.executableComments() && isRun(at) ? at : quotes.skipComment(at);
        if (end == at) {
            return false;
        }
        boolean block = script.at(at) == '/';
        int afterLine = script.skipLineBreak(end);
        comments.add(script.text().substring(at, block ? end : afterLine));
        if (afterLine > end && script.skipLineBreak(afterLine) > afterLine) {
            comments.clear();
        }
        // The line break after a block comment may be the beginning of a delimiter.
        at = block || script.startsWith(delimiter, end) ? end : afterLine;
        return true;
    }

    /**
     * Whether a comment is run by servers of the family, or of MariaDB alone. What stands there with a backslash behind the
     * version is a command of the client, as dumps begin with it.
     */
    private boolean isRun(int start) {
        if (script.startsWith("/*!", start)) {
            return true;
        }
        int end = start + "/*M!".length();
        if (!script.startsWith("/*M!", start)) {
            return false;
        }
        while (Character.isDigit(script.at(end))) {
            end++;
        }
        return script.at(end) != '\\';
    }

    private boolean readDelimiterCommand() {
        String command = "DELIMITER";
        char blank = script.at(at + command.length());
        if (!script.wordAt(command, at) || blank != ' ' && blank != '\t') {
            return false;
        }
        int end = script.lineEnd(at);
        String value = script.text().substring(at + command.length(), end).strip();
        if (value.length() >= 2 && value.startsWith("'") && value.endsWith("'")) {
            value = value.substring(1, value.length() - 1).replace("''", "'");
        }
        delimiter = unescape(value, at);
        ofClient = true;
        at = end;
        return true;
    }

    private boolean skipPsqlCommand() {
        int after = options.psqlCommands() ? psql.skip(at) : at;
        boolean skipped = after > at;
        at = after;
        return skipped;
    }

    private Piece statement(List<String> comments) {
        int start = at;
        int i = start;
        Deque<Integer> open = new ArrayDeque<>();
        boolean alone = isAlone(start);
        while (!script.atEnd(i)) {
            char c = script.at(i);
            int quoted = quotes.skipQuoted(i);
            if (quoted > i) {
                i = quoted;
            } else if (c == '(') {
                open.push(i++);
            } else if (c == ')') {
                if (open.isEmpty()) {
                    throw new SqlScanException(script.position(i), "unexpected ')'");
                }
                open.pop();
                i++;
            } else if (alone && c == ';' && open.isEmpty() && !script.startsWith(delimiter, i)) {
                return new Piece(start, i + 1, i + 1, comments);
            } else if (open.isEmpty() && script.startsWith(delimiter, i)) {
                int after = i + delimiter.length();
                if (!delimiter.equals(SEMICOLON)) {
                    return new Piece(start, script.trimEnd(start, i), after, comments);
                }
                int end = options.psqlCommands() ? psql.endOfRows(start, after) : after;
                return new Piece(start, end, end, comments);
            } else {
                int comment = quotes.skipCommentInside(i);
                if (comment > i) {
                    i = comment;
                    continue;
                }
                if (open.isEmpty() && blockMayStart(start, i)) {
                    int atomic = atomicEnd(i);
                    if (atomic > i) {
                        i = atomic;
                        continue;
                    }
                    int block = options.beginBlocks() ? blockEnd(start, i) : NOT_A_BLOCK;
                    if (block > i) {
                        return new Piece(start, script.trimEnd(start, block), block, comments);
                    }
                }
                i++;
            }
        }
        if (!open.isEmpty()) {
            throw new SqlScanException(script.position(open.peek()), "unclosed '('");
        }
        return new Piece(start, script.trimEnd(start, script.length()), script.length(), comments);
    }

    /**
     * Whether a statement ends at a semicolon whatever the delimiter is: MySQL's client hands all up to the delimiter over to the
     * server, which takes it apart, and a routine often has the DROP of a former one before it.
     */
    private boolean isAlone(int start) {
        return ofClient
                && options.hashComments()
                && !delimiter.equals(SEMICOLON)
                && SIMPLE.stream().anyMatch(word -> script.wordAt(word, start));
    }

    private boolean blockMayStart(int start, int i) {
        char c = script.at(i);
        return (c == 'b' || c == 'B')
                && delimiter.equals(SEMICOLON)
                && depth < DEEPEST_BLOCK
                && (i == start || script.spaceAt(i - 1) || script.at(i - 1) == ':')
                && script.wordAt("BEGIN", i)
                && script.spaceAt(i + "BEGIN".length());
    }

    /** The index after the END that closes a BEGIN ATOMIC, or {@link #NOT_A_BLOCK}. */
    private int atomicEnd(int begin) {
        int atomic = script.skipSpaces(begin + "BEGIN".length());
        int body = atomic + "ATOMIC".length();
        if (!options.beginAtomic() || !script.wordAt("ATOMIC", atomic) || !script.spaceAt(body)) {
            return NOT_A_BLOCK;
        }
        return memoized(
                begin,
                body,
                piece -> script.wordAt("END", piece.start()) ? piece.start() + "END".length() : NOT_A_BLOCK);
    }

    /** The index after the END that closes a BEGIN, its delimiter included, or {@link #NOT_A_BLOCK}. */
    private int blockEnd(int start, int begin) {
        String label = label(start, begin);
        return memoized(begin, begin + "BEGIN".length(), piece -> {
            String text = script.text()
                    .substring(piece.start(), piece.end())
                    .replaceFirst("\\s*;$", "")
                    .toUpperCase(Locale.ROOT);
            boolean closes = text.equals("END")
                    || (!label.isEmpty() && text.replaceFirst("^END\\s+", "").equals(label) && text.startsWith("END"));
            return closes ? piece.end() : NOT_A_BLOCK;
        });
    }

    /** The label before a BEGIN in upper case, or nothing: {@code done: BEGIN … END done}. */
    private String label(int start, int begin) {
        int colon = script.trimEnd(start, begin) - 1;
        if (colon < start || script.at(colon) != ':') {
            return "";
        }
        int end = script.trimEnd(start, colon);
        int from = end;
        while (from > start && ScriptText.isWordPart(script.at(from - 1))) {
            from--;
        }
        return script.text().substring(from, end).toUpperCase(Locale.ROOT);
    }

    private interface Closing {
        int end(Piece piece);
    }

    /** Each BEGIN is looked into once, however often the text around it is read again. */
    private int memoized(int begin, int body, Closing closing) {
        Integer known = blockEnds.get(begin);
        if (known != null) {
            return known;
        }
        int end = NOT_A_BLOCK;
        StatementLexer inner = new StatementLexer(script, options, blockEnds, depth + 1, body);
        try {
            for (Piece piece = inner.next(); piece != null && end == NOT_A_BLOCK; piece = inner.next()) {
                end = closing.end(piece);
            }
        } catch (SqlScanException e) {
            // Not a block then; reading on as plain text finds the same fault if it is one.
            end = NOT_A_BLOCK;
        }
        blockEnds.put(begin, end);
        return end;
    }
}
