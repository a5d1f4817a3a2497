package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The parser's view of the tokens: comments are skipped, line ends only where they mean nothing. */
final class TokenStream {
    private final String file;
    private final List<Token> tokens;
    private final Diagnostics diagnostics;
    private final Deque<Boolean> skipsNewlines = new ArrayDeque<>();
    private int index;
    private int consumed;

    TokenStream(String file, List<Token> tokens, Diagnostics diagnostics) {
        this.file = file;
        this.tokens = tokens;
        this.diagnostics = diagnostics;
        skipsNewlines.push(false);
    }

    /** Within brackets line ends mean nothing; within braces they separate. */
    void enter(boolean skipNewlines) {
        skipsNewlines.push(skipNewlines);
    }

    void leave() {
        skipsNewlines.pop();
    }

    /** How many {@link #enter} are open, to go back to after an error. */
    int depth() {
        return skipsNewlines.size();
    }

    void unwind(int depth) {
        while (skipsNewlines.size() > depth) {
            skipsNewlines.pop();
        }
    }

    int index() {
        skipIgnored();
        return index;
    }

    void seek(int target) {
        index = target;
    }

    /** Leaves everything else unread. */
    void seekEnd() {
        index = tokens.size() - 1;
    }

    Token at(int place) {
        return tokens.get(Math.min(place, tokens.size() - 1));
    }

    Token peek() {
        skipIgnored();
        return at(index);
    }

    /** The token after {@link #peek()}. */
    Token peekSecond() {
        skipIgnored();
        int kept = index;
        if (index < tokens.size() - 1) {
            index++;
        }
        Token second = peek();
        index = kept;
        return second;
    }

    /** The token that {@link #next()} gave last. */
    Token previous() {
        return at(consumed);
    }

    /** Takes {@link #previous()} back. */
    void back() {
        index = consumed;
    }

    Token next() {
        Token token = peek();
        consumed = index;
        if (index < tokens.size() - 1) {
            index++;
        }
        return token;
    }

    boolean accept(String symbol) {
        if (peek().isSymbol(symbol)) {
            next();
            return true;
        }
        return false;
    }

    void skipNewlines() {
        while (peek().type() == TokenType.NEWLINE) {
            next();
        }
    }

    SourceRange range(Token token) {
        return new SourceRange(file, token.start(), token.end());
    }

    static SourceRange span(SourceRange from, SourceRange to) {
        return new SourceRange(from.file(), from.start(), to.end());
    }

    /** Reports the token as wrong; a token that the lexer has reported is not reported again. */
    ParseFailure fail(Token token, String summary, String detail) {
        if (token.type() != TokenType.INVALID) {
            diagnostics.add(range(token), summary, detail);
        }
        return new ParseFailure();
    }

    ParseFailure fail(SourceRange range, String summary, String detail) {
        diagnostics.add(range, summary, detail);
        return new ParseFailure();
    }

    private void skipIgnored() {
        while (index < tokens.size() - 1) {
            TokenType type = tokens.get(index).type();
            boolean ignored = type == TokenType.COMMENT || (type == TokenType.NEWLINE && skipsNewlines.getFirst());
            if (!ignored) {
                return;
            }
            index++;
        }
    }
}
