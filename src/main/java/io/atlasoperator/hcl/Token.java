package io.atlasoperator.hcl;

import io.atlasoperator.source.Position;

/**
 * A token with its exact text. It holds numbers and no positions, for a large file has millions of tokens.
 *
 * @param offset where it begins, in UTF-16 units
 * @param line the line in which it begins
 * @param column the column in which it begins
 * @param endLine the line of the place after its last character
 * @param endColumn the column of that place
 */
record Token(TokenType type, String text, int offset, int line, int column, int endLine, int endColumn) {

    Position start() {
        return new Position(line, column);
    }

    /** The place after its last character. */
    Position end() {
        return new Position(endLine, endColumn);
    }

    boolean isSymbol(String symbol) {
        return type == TokenType.SYMBOL && text.equals(symbol);
    }

    boolean isIdentifier(String name) {
        return type == TokenType.IDENTIFIER && text.equals(name);
    }
}
