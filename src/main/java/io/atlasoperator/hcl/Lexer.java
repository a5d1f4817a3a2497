package io.atlasoperator.hcl;

import io.atlasoperator.source.Position;
import io.atlasoperator.source.SourceRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Splits a text into tokens. Every character of the text is in exactly one token or is white space, so that the
 * formatter can put the text together again. Errors are collected and never stop it.
 */
final class Lexer {
    /** What the text is read as: code, a quoted template or a heredoc. */
    private sealed interface Mode {
        /** @param inTemplate whether a closing brace at depth zero goes back to the template around */
        record Code(boolean inTemplate) implements Mode {}

        record Quoted(SourceRange opening) implements Mode {}

        record Heredoc(String marker, SourceRange opening) implements Mode {}
    }

    private static final int LONGEST_SHARED = 64;

    private static final List<String> SYMBOLS = List.of(
            "...", "==", "!=", "<=", ">=", "&&", "||", "=>", "{", "}", "[", "]", "(", ")", ".", ",", ":", "?", "=", "<",
            ">", "+", "-", "*", "/", "%", "!");

    private final String file;
    private final String text;
    private final Diagnostics diagnostics;
    private final List<Token> tokens = new ArrayList<>();
    private final Map<String, String> words = new HashMap<>();
    private final Deque<Mode> modes = new ArrayDeque<>();
    private final Deque<Integer> braces = new ArrayDeque<>();
    private int offset;
    private int line = 1;
    private int column = 1;

    private Lexer(String file, String text, Diagnostics diagnostics) {
        this.file = file;
        this.text = text;
        this.diagnostics = diagnostics;
    }

    /** The tokens of the text; the last one is {@link TokenType#END}. */
    static List<Token> tokens(String file, String text, Diagnostics diagnostics) {
        Lexer lexer = new Lexer(file, text, diagnostics);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        if (text.startsWith("\uFEFF")) {
            offset = 1;
        }
        enterCode(false);
        while (offset < text.length()) {
            switch (modes.getFirst()) {
                case Mode.Code code -> code(code);
                case Mode.Quoted quoted -> quoted();
                case Mode.Heredoc heredoc -> heredoc(heredoc);
            }
        }
        reportUnclosed();
        emit(TokenType.END, 0);
    }

    private void reportUnclosed() {
        for (Mode mode : modes) {
            switch (mode) {
                case Mode.Code code -> {}
                case Mode.Quoted quoted ->
                    diagnostics.add(
                            quoted.opening(), "Unterminated string", "The string has no closing quote; add a \".");
                case Mode.Heredoc heredoc ->
                    diagnostics.add(
                            heredoc.opening(),
                            "Unterminated heredoc",
                            "There is no line with \"" + heredoc.marker() + "\" alone that ends it.");
            }
        }
    }

    private void enterCode(boolean inTemplate) {
        modes.push(new Mode.Code(inTemplate));
        braces.push(0);
    }

    private void code(Mode.Code mode) {
        char c = text.charAt(offset);
        if (c == ' ' || c == '\t') {
            move(1);
        } else if (c == '\n' || text.startsWith("\r\n", offset)) {
            emit(TokenType.NEWLINE, c == '\n' ? 1 : 2);
        } else if (c == '#' || text.startsWith("//", offset)) {
            emit(TokenType.COMMENT, lineEnd() - offset);
        } else if (text.startsWith("/*", offset)) {
            blockComment();
        } else if (c >= '0' && c <= '9') {
            emit(TokenType.NUMBER, numberLength());
        } else if (isIdentifierStart(text.codePointAt(offset))) {
            emit(TokenType.IDENTIFIER, identifierLength(offset));
        } else if (c == '"') {
            emit(TokenType.QUOTE_OPEN, 1);
            modes.push(new Mode.Quoted(rangeOfLast()));
        } else if (!heredocOpening() && !closesTemplate(mode)) {
            symbol();
        }
    }

    private boolean closesTemplate(Mode.Code mode) {
        boolean strips = text.startsWith("~}", offset);
        if (!mode.inTemplate() || braces.getFirst() != 0 || !(strips || text.charAt(offset) == '}')) {
            return false;
        }
        emit(TokenType.TEMPLATE_CLOSE, strips ? 2 : 1);
        modes.pop();
        braces.pop();
        return true;
    }

    private void symbol() {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, offset)) {
                if (symbol.equals("{")) {
                    braces.push(braces.pop() + 1);
                } else if (symbol.equals("}")) {
                    braces.push(Math.max(0, braces.pop() - 1));
                }
                emit(TokenType.SYMBOL, symbol.length());
                return;
            }
        }
        int point = text.codePointAt(offset);
        emit(TokenType.INVALID, Character.charCount(point));
        String detail = point == '\''
                ? "Single quotes are not valid. Use double quotes (\") to enclose strings."
                : "This character is not used within the language.";
        diagnostics.add(rangeOfLast(), "Invalid character", detail);
    }

    private void blockComment() {
        int end = text.indexOf("*/", offset + 2);
        if (end >= 0) {
            emit(TokenType.COMMENT, end + 2 - offset);
        } else {
            Position start = position();
            emit(TokenType.COMMENT, text.length() - offset);
            diagnostics.add(
                    new SourceRange(file, start, new Position(start.line(), start.column() + 2)),
                    "Unterminated comment",
                    "The comment has no closing \"*/\".");
        }
    }

    private boolean heredocOpening() {
        if (!text.startsWith("<<", offset)) {
            return false;
        }
        int name = offset + (text.startsWith("<<-", offset) ? 3 : 2);
        if (name >= text.length() || !isIdentifierStart(text.codePointAt(name))) {
            return false;
        }
        int nameEnd = name + identifierLength(name);
        int newline = lineEnd();
        if (!text.substring(nameEnd, newline).isBlank() || newline == text.length()) {
            return false;
        }
        String marker = text.substring(name, nameEnd);
        Position start = position();
        SourceRange opening =
                new SourceRange(file, start, new Position(start.line(), start.column() + nameEnd - offset));
        emit(TokenType.HEREDOC_OPEN, afterNewline(newline) - offset);
        modes.push(new Mode.Heredoc(marker, opening));
        return true;
    }

    private void quoted() {
        char c = text.charAt(offset);
        if (c == '"') {
            emit(TokenType.QUOTE_CLOSE, 1);
            modes.pop();
        } else if (c == '\n' || c == '\r') {
            Mode.Quoted quoted = (Mode.Quoted) modes.pop();
            diagnostics.add(
                    new SourceRange(file, quoted.opening().start(), position()),
                    "Invalid multi-line string",
                    "Quoted strings may not be split over multiple lines. Use \\n, or a heredoc (<<EOT).");
            emit(TokenType.QUOTE_CLOSE, 0);
        } else if (!templateOpening()) {
            emit(TokenType.TEMPLATE_TEXT, textLength(lineEnd(), true));
        }
    }

    private void heredoc(Mode.Heredoc heredoc) {
        int end = lineEnd();
        if (column == 1 && text.substring(offset, end).strip().equals(heredoc.marker())) {
            int length = text.substring(offset, end).stripTrailing().length();
            emit(TokenType.HEREDOC_CLOSE, length);
            modes.pop();
        } else if (!templateOpening()) {
            emit(TokenType.TEMPLATE_TEXT, textLength(afterNewline(end), false));
        }
    }

    private boolean templateOpening() {
        char c = text.charAt(offset);
        if ((c != '$' && c != '%') || !text.startsWith("{", offset + 1)) {
            return false;
        }
        TokenType type = c == '$' ? TokenType.INTERPOLATION_OPEN : TokenType.DIRECTIVE_OPEN;
        emit(type, text.startsWith("~", offset + 2) ? 3 : 2);
        enterCode(true);
        return true;
    }

    /** How far plain template text goes: up to a template sequence, a closing quote or the limit. */
    private int textLength(int limit, boolean quoted) {
        int at = offset;
        while (at < limit) {
            char c = text.charAt(at);
            if (quoted && c == '\\' && at + 1 < limit) {
                at += 2;
            } else if (quoted && c == '"') {
                break;
            } else if ((c == '$' || c == '%') && text.startsWith("{", at + 1)) {
                boolean escaped = at > offset && text.charAt(at - 1) == c;
                if (!escaped) {
                    break;
                }
                at += 2;
            } else {
                at++;
            }
        }
        return Math.max(1, Math.min(at, limit) - offset);
    }

    private int numberLength() {
        int at = digits(offset);
        if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(at + 1)) {
            at = digits(at + 1);
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int exponent = at + 1;
            if (exponent < text.length() && (text.charAt(exponent) == '+' || text.charAt(exponent) == '-')) {
                exponent++;
            }
            if (isDigit(exponent)) {
                at = digits(exponent);
            }
        }
        return at - offset;
    }

    private int digits(int from) {
        int at = from;
        while (isDigit(at)) {
            at++;
        }
        return at;
    }

    private boolean isDigit(int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private int identifierLength(int from) {
        int at = from;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (point != '-' && !isIdentifierPart(point)) {
                break;
            }
            at += Character.charCount(point);
        }
        return at - from;
    }

    /** Whether the name can be written without quotes. */
    static boolean isIdentifier(String name) {
        return !name.isEmpty()
                && isIdentifierStart(name.codePointAt(0))
                && name.codePoints().allMatch(point -> point == '-' || isIdentifierPart(point));
    }

    private static boolean isIdentifierStart(int point) {
        return point == '_' || Character.isUnicodeIdentifierStart(point);
    }

    private static boolean isIdentifierPart(int point) {
        return Character.isUnicodeIdentifierPart(point) && !Character.isIdentifierIgnorable(point);
    }

    private int lineEnd() {
        int end = text.indexOf('\n', offset);
        if (end < 0) {
            return text.length();
        }
        return end > offset && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    private int afterNewline(int end) {
        return text.startsWith("\r\n", end) ? end + 2 : Math.min(end + 1, text.length());
    }

    private void emit(TokenType type, int length) {
        int startLine = line;
        int startColumn = column;
        int begin = offset;
        move(length);
        tokens.add(new Token(type, shared(begin, length), begin, startLine, startColumn, line, column));
    }

    /** A part of the text; what is short comes again and again, and is kept once. */
    private String shared(int begin, int length) {
        String part = text.substring(begin, begin + length);
        if (length > LONGEST_SHARED) {
            return part;
        }
        @Nullable String known = words.putIfAbsent(part, part);
        return known == null ? part : known;
    }

    private void move(int length) {
        int end = offset + length;
        while (offset < end) {
            int point = text.codePointAt(offset);
            offset += Character.charCount(point);
            if (point == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
    }

    private Position position() {
        return new Position(line, column);
    }

    private SourceRange rangeOfLast() {
        Token last = tokens.getLast();
        return new SourceRange(file, last.start(), last.end());
    }
}
