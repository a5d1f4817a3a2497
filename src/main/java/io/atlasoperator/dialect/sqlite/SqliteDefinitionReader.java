package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.dialect.sqlite.SqliteToken.Kind;
import java.sql.SQLException;
import java.util.List;

/** A cursor over the tokens of a stored statement. Not safe for use by several threads. */
final class SqliteDefinitionReader {
    private final String text;
    private final List<SqliteToken> tokens;
    private int at;

    SqliteDefinitionReader(String text) {
        this.text = text;
        this.tokens = SqliteLexer.tokens(text);
    }

    boolean atEnd() {
        return at >= tokens.size();
    }

    boolean sees(String word) {
        return !atEnd() && tokens.get(at).is(word);
    }

    boolean seesAny(List<String> words) {
        return words.stream().anyMatch(this::sees);
    }

    boolean sees(String first, String second) {
        return sees(first) && at + 1 < tokens.size() && tokens.get(at + 1).is(second);
    }

    /** Takes the word if it comes next. */
    boolean take(String word) {
        if (sees(word)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(String word) throws SQLException {
        if (!take(word)) {
            throw unreadable("expected " + word);
        }
    }

    /** Takes a name: a word, or anything in quotes. */
    String name() throws SQLException {
        SqliteToken token = next();
        return switch (token.kind()) {
            case WORD, QUOTED -> token.text();
            case STRING -> token.text().substring(1, token.text().length() - 1).replace("''", "'");
            case NUMBER, SYMBOL -> throw unreadable("expected a name");
        };
    }

    SqliteToken next() throws SQLException {
        if (atEnd()) {
            throw unreadable("unexpected end");
        }
        return tokens.get(at++);
    }

    /** Takes a group in parentheses and gives the text between them. */
    String group() throws SQLException {
        expect("(");
        int first = tokens.get(at - 1).end();
        int depth = 1;
        while (true) {
            SqliteToken token = next();
            if (token.is("(")) {
                depth++;
            } else if (token.is(")") && --depth == 0) {
                return inside(first, token.start());
            }
        }
    }

    /** The text there, without a comment at its end that would swallow what is written behind it. */
    private String inside(int first, int end) {
        int last = at > 1 ? Math.max(first, tokens.get(at - 2).end()) : first;
        return text.substring(last, end).contains("--")
                ? text.substring(first, last).strip()
                : text.substring(first, end).strip();
    }

    /** Takes what stands before that word outside of parentheses, where one of the others follows the word. */
    String before(String word, List<String> followers) throws SQLException {
        int first = at;
        while (!sees(word) || followers.stream().noneMatch(follower -> sees(word, follower))) {
            if (sees("(")) {
                group();
            } else {
                next();
            }
        }
        return first == at
                ? ""
                : text.substring(tokens.get(first).start(), tokens.get(at - 1).end());
    }

    /** Takes what stands before the next comma or closing parenthesis outside of any parentheses. */
    String item() throws SQLException {
        int first = tokens.get(at).start();
        int last = first;
        while (!atEnd() && !sees(",") && !sees(")")) {
            if (sees("(")) {
                group();
            } else {
                next();
            }
            last = tokens.get(at - 1).end();
        }
        return text.substring(first, last);
    }

    /** Everything from here on. */
    String rest() {
        return atEnd()
                ? ""
                : text.substring(tokens.get(at).start(), tokens.getLast().end());
    }

    /** Whether a name rather than a symbol comes next. */
    boolean seesName() {
        return !atEnd()
                && tokens.get(at).kind() != Kind.SYMBOL
                && tokens.get(at).kind() != Kind.NUMBER;
    }

    /** An error that names the statement. */
    SQLException unreadable(String what) {
        String shown = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        return new SQLException("sqlite: can't read the stored definition (" + what + "): " + shown);
    }
}
