package io.atlasoperator.sql;

import io.atlasoperator.source.Position;

/** A script with the questions that a lexer asks of it. Indexes beyond the end answer with no character. */
record ScriptText(String text) {

    int length() {
        return text.length();
    }

    boolean atEnd(int index) {
        return index >= text.length();
    }

    /** The character, or 0 beyond either end. */
    char at(int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : 0;
    }

    boolean startsWith(String what, int index) {
        return text.startsWith(what, index);
    }

    /** Whether the word stands there in any case, and not as the beginning of a longer one. */
    boolean wordAt(String word, int index) {
        return text.regionMatches(true, index, word, 0, word.length()) && !isWordPart(at(index + word.length()));
    }

    boolean spaceAt(int index) {
        return !atEnd(index) && isSpace(text.charAt(index));
    }

    int skipSpaces(int index) {
        int at = index;
        while (spaceAt(at)) {
            at++;
        }
        return at;
    }

    /** The index after the last character before {@code end} that is not white space, and not before {@code start}. */
    int trimEnd(int start, int end) {
        int at = end;
        while (at > start && isSpace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /** The index of the next line feed, or the end. */
    int lineEnd(int index) {
        int found = text.indexOf('\n', index);
        return found < 0 ? text.length() : found;
    }

    /** The index after a line break that stands there, or the same index. */
    int skipLineBreak(int index) {
        if (at(index) == '\n') {
            return index + 1;
        }
        return at(index) == '\r' && at(index + 1) == '\n' ? index + 2 : index;
    }

    /** Line and column of a character. */
    Position position(int index) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < index; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Position(line, text.codePointCount(lineStart, index) + 1);
    }

    static boolean isSpace(char c) {
        return switch (c) {
            case ' ', '\t', '\n', '\u000B', '\f', '\r', '\u0085', '\u00A0' -> true;
            default -> c > 0x7F && Character.isSpaceChar(c);
        };
    }

    static boolean isWordPart(char c) {
        return c == '_' || c == '$' || Character.isLetterOrDigit(c);
    }
}
