package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceFile;
import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads arguments and blocks. After an error it goes on with the next one. */
final class Parser {
    private static final int MAX_BLOCK_DEPTH = 100;

    private final TokenStream tokens;
    private final Diagnostics diagnostics;
    private final ExpressionParser expressions;
    private final Brackets brackets;
    private int depth;
    private boolean givenUp;

    private Parser(TokenStream tokens, Brackets brackets, Diagnostics diagnostics) {
        this.tokens = tokens;
        this.brackets = brackets;
        this.diagnostics = diagnostics;
        this.expressions = new ExpressionParser(tokens);
    }

    /** The tree of what could be read; what is wrong is in the diagnostics. */
    static Syntax.Body parse(SourceFile file, Diagnostics diagnostics) {
        List<Token> tokens = Lexer.tokens(file.name(), file.content(), diagnostics);
        TokenStream stream = new TokenStream(file.name(), tokens, diagnostics);
        return new Parser(stream, new Brackets(tokens), diagnostics).body(true);
    }

    private Syntax.Body body(boolean topLevel) {
        List<Syntax.AttributeNode> attributes = new ArrayList<>();
        List<Syntax.BlockNode> blocks = new ArrayList<>();
        Map<String, SourceRange> seen = new HashMap<>();
        while (true) {
            tokens.skipNewlines();
            Token token = tokens.peek();
            if (token.type() == TokenType.END || (!topLevel && token.isSymbol("}"))) {
                return new Syntax.Body(attributes, blocks);
            }
            int start = tokens.index();
            int nesting = tokens.depth();
            int blockDepth = depth;
            try {
                item(attributes, blocks, seen);
            } catch (ParseFailure alreadyReported) {
                tokens.unwind(nesting);
                depth = blockDepth;
                recover(start);
            }
        }
    }

    private void item(
            List<Syntax.AttributeNode> attributes, List<Syntax.BlockNode> blocks, Map<String, SourceRange> seen) {
        Token name = tokens.next();
        if (name.type() == TokenType.QUOTE_OPEN) {
            throw tokens.fail(name, "Invalid argument name", "Argument names must not be quoted.");
        }
        if (name.type() != TokenType.IDENTIFIER) {
            throw tokens.fail(
                    name,
                    "Argument or block definition required",
                    "An argument or block definition is required here. To set an argument, use the equals sign \"=\".");
        }
        Token after = tokens.peek();
        if (after.isSymbol("=")) {
            attributes.add(attribute(name, seen));
        } else if (after.isSymbol("{")
                || after.type() == TokenType.IDENTIFIER
                || after.type() == TokenType.QUOTE_OPEN) {
            blocks.add(block(name));
        } else {
            throw tokens.fail(
                    after.type() == TokenType.NEWLINE || after.type() == TokenType.END ? name : after,
                    "Invalid block definition",
                    "A block definition must have block content delimited by \"{\" and \"}\". "
                            + "To set an argument, use the equals sign \"=\".");
        }
    }

    private Syntax.AttributeNode attribute(Token name, Map<String, SourceRange> seen) {
        SourceRange nameRange = tokens.range(name);
        tokens.next();
        Expression expression = expressions.expression();
        Token after = tokens.peek();
        if (after.type() != TokenType.NEWLINE && after.type() != TokenType.END && !after.isSymbol("}")) {
            throw tokens.fail(
                    after, "Missing newline after argument", "An argument definition must end with a newline.");
        }
        SourceRange first = seen.putIfAbsent(name.text(), nameRange);
        if (first != null) {
            diagnostics.add(
                    nameRange,
                    "Attribute redefined",
                    "The argument \"" + name.text() + "\" was already set at " + first
                            + ". Each argument may be set only once.");
        }
        return new Syntax.AttributeNode(name.text(), expression, nameRange);
    }

    private Syntax.BlockNode block(Token type) {
        List<String> labels = new ArrayList<>();
        Token last = type;
        while (!tokens.peek().isSymbol("{")) {
            Token label = tokens.next();
            if (label.type() == TokenType.IDENTIFIER) {
                labels.add(label.text());
                last = label;
            } else if (label.type() == TokenType.QUOTE_OPEN) {
                labels.add(quotedLabel());
                last = tokens.previous();
            } else {
                throw tokens.fail(
                        label,
                        "Invalid block definition",
                        "Either a quoted string block label or an opening brace (\"{\") is expected here.");
            }
        }
        SourceRange range = TokenStream.span(tokens.range(type), tokens.range(last));
        tokens.next();
        if (++depth > MAX_BLOCK_DEPTH) {
            givenUp = true;
            tokens.seekEnd();
            throw tokens.fail(range, "Blocks nested too deeply", "At most " + MAX_BLOCK_DEPTH + " levels are read.");
        }
        Syntax.Body body = body(false);
        depth--;
        if (!tokens.accept("}")) {
            if (givenUp) {
                throw new ParseFailure();
            }
            throw tokens.fail(
                    range,
                    "Unclosed configuration block",
                    "There is no closing brace for this block before the end of the file.");
        }
        Token after = tokens.peek();
        if (after.type() != TokenType.NEWLINE && after.type() != TokenType.END && !after.isSymbol("}")) {
            diagnostics.add(
                    tokens.range(after),
                    "Missing newline after block definition",
                    "A block definition must end with a newline.");
        }
        return new Syntax.BlockNode(type.text(), labels, body, range);
    }

    private String quotedLabel() {
        StringBuilder label = new StringBuilder();
        Token token = tokens.next();
        while (token.type() == TokenType.TEMPLATE_TEXT) {
            label.append(StringEscapes.unescape(token, tokens));
            token = tokens.next();
        }
        if (token.type() != TokenType.QUOTE_CLOSE) {
            throw tokens.fail(token, "Invalid block label", "Template sequences are not allowed in a block label.");
        }
        return label.toString();
    }

    /**
     * Goes behind the item that began at {@code start}: to the end of the line on which its brackets are closed. A
     * bracket that nothing closes is taken for the mistake, and reading goes on with the line after it.
     */
    private void recover(int start) {
        int failed = tokens.index();
        boolean ended = tokens.at(failed).type() == TokenType.END;
        for (int at = start; ; at++) {
            Token token = tokens.at(at);
            if (token.type() == TokenType.END) {
                tokens.seek(at);
                return;
            }
            if (Brackets.opens(token)) {
                int close = brackets.close(at);
                if (close < 0) {
                    tokens.seek(ended ? failed : newlineAfter(at));
                    return;
                }
                at = close;
            } else if (Brackets.closes(token) && at >= failed) {
                skipStray(at, failed);
                return;
            } else if (token.type() == TokenType.NEWLINE && at >= failed) {
                tokens.seek(at);
                return;
            }
        }
    }

    private int newlineAfter(int from) {
        int at = from;
        while (tokens.at(at).type() != TokenType.NEWLINE && tokens.at(at).type() != TokenType.END) {
            at++;
        }
        return at;
    }

    /** A closing brace may end the block around and is left for it; any other bracket, or one at top level, is skipped. */
    private void skipStray(int at, int failed) {
        boolean endsBlock = depth > 0 && tokens.at(at).isSymbol("}");
        tokens.seek(endsBlock ? at : Math.max(at, failed) + 1);
    }
}
