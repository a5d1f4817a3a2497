package io.atlasoperator.dialect.sqlite;

/**
 * A token of SQLite's language.
 *
 * @param kind what it is
 * @param text the name without its quotes, or the token as written
 * @param start offset of its first character in the text
 * @param end offset behind its last character
 */
record SqliteToken(Kind kind, String text, int start, int end) {

    /** What a token is. */
    enum Kind {
        /** A name or keyword without quotes. */
        WORD,
        /** A name in double quotes, backticks or brackets. */
        QUOTED,
        /** A string in single quotes, or a blob. */
        STRING,
        NUMBER,
        /** Anything else: an operator, a parenthesis, a comma. */
        SYMBOL
    }

    /** Whether it is that keyword or symbol. */
    boolean is(String expected) {
        return kind != Kind.QUOTED && kind != Kind.STRING && text.equalsIgnoreCase(expected);
    }

    /** Whether two tokens mean the same, whatever their case and quotes. */
    boolean sameAs(SqliteToken other) {
        return switch (kind) {
            case WORD, QUOTED -> other.isName() && text.equalsIgnoreCase(other.text);
            case STRING -> other.kind == Kind.STRING && text.equals(other.text);
            case NUMBER -> other.kind == Kind.NUMBER && text.equalsIgnoreCase(other.text);
            case SYMBOL -> other.kind == Kind.SYMBOL && text.equals(other.text);
        };
    }

    /** Whether two tokens are written alike, letters outside quotes in any case. */
    boolean sameTextAs(SqliteToken other) {
        return kind == other.kind
                && switch (kind) {
                    case WORD, NUMBER, SYMBOL -> text.equalsIgnoreCase(other.text);
                    case QUOTED, STRING -> text.equals(other.text);
                };
    }

    /** Whether it is that name, in quotes or not. */
    boolean names(String name) {
        return isName() && text.equalsIgnoreCase(name);
    }

    private boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }
}
