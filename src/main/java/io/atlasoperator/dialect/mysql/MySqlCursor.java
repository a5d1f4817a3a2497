package io.atlasoperator.dialect.mysql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A place in the pieces of a text, for parsers. Not safe for use by several threads. */
final class MySqlCursor {
    private final String text;
    private final List<MySqlToken> tokens;
    private int at;

    MySqlCursor(String text) {
        this.text = text;
        this.tokens = MySqlToken.of(text);
    }

    /** What comes is not of the form that the parser knows: nothing can be said of it. */
    static final class UnknownFormException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownFormException() {
            super(null, null, false, false);
        }
    }

    boolean isAtEnd() {
        return at == tokens.size();
    }

    /** The piece some places further on, or null after the end. */
    @Nullable
    MySqlToken peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead) : null;
    }

    boolean nextIs(String wordOrSymbol) {
        return isAt(0, wordOrSymbol);
    }

    boolean isAt(int ahead, String wordOrSymbol) {
        MySqlToken next = peek(ahead);
        return next != null && next.is(wordOrSymbol);
    }

    /** Whether one of some words comes next. */
    boolean nextIsOneOf(Set<String> words) {
        MySqlToken next = peek(0);
        return next != null && next.kind() == MySqlToken.Kind.WORD && words.contains(next.value());
    }

    /** Goes on if that comes next, word by word. */
    boolean take(String... wordsOrSymbols) {
        for (int i = 0; i < wordsOrSymbols.length; i++) {
            if (!isAt(i, wordsOrSymbols[i])) {
                return false;
            }
        }
        at += wordsOrSymbols.length;
        return true;
    }

    void require(String... wordsOrSymbols) {
        if (!take(wordsOrSymbols)) {
            throw new UnknownFormException();
        }
    }

    /** The next piece, which is passed. */
    MySqlToken next() {
        if (isAtEnd()) {
            throw new UnknownFormException();
        }
        return tokens.get(at++);
    }

    /** A piece of the text as it is written. */
    String spelling(MySqlToken token) {
        return text.substring(token.start(), token.end());
    }

    /** A name, in quotes or without, which is passed. */
    String name() {
        MySqlToken token = next();
        return switch (token.kind()) {
            case NAME -> token.value();
            case WORD -> spelling(token);
            case STRING, NUMBER, SYMBOL -> throw new UnknownFormException();
        };
    }

    /** The piece that was passed last. */
    MySqlToken last() {
        return tokens.get(at - 1);
    }

    /** What a name, in quotes or without, is. */
    String nameOf(MySqlToken token) {
        return token.kind() == MySqlToken.Kind.NAME ? token.value() : spelling(token);
    }

    int place() {
        return at;
    }

    /** Goes to a place, wherever it is. */
    void moveTo(int place) {
        at = place;
    }

    /** The text from a place up to here. */
    String textSince(int place) {
        return text.substring(tokens.get(place).start(), tokens.get(at - 1).end());
    }

    /** What a parser makes of what comes, or null, at the same place again, if it does not know its form. */
    <T> @Nullable T attempt(Supplier<T> parser) {
        int start = at;
        try {
            return parser.get();
        } catch (UnknownFormException e) {
            at = start;
            return null;
        }
    }

    /** The pieces of a text, as another that is the same for all blanks and cases of words. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        for (MySqlToken token : MySqlToken.of(text)) {
            plain.append(' ').append(literal(token));
        }
        return plain.toString();
    }

    static String literal(MySqlToken token) {
        return switch (token.kind()) {
            case STRING -> "'" + token.value().replace("'", "''") + "'";
            case NAME -> token.value().toLowerCase(Locale.ROOT);
            case WORD, NUMBER, SYMBOL -> token.value();
        };
    }
}
