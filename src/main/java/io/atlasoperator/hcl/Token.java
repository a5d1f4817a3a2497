package io.atlasoperator.hcl;

import io.atlasoperator.source.Position;

/**
 * A token with its exact text.
 *
 * @param offset where it begins, in UTF-16 units
 * @param end the place after its last character
 */
record Token(TokenType type, String text, int offset, Position start, Position end) {

    boolean isSymbol(String symbol) {
        return type == TokenType.SYMBOL && text.equals(symbol);
    }

    boolean isIdentifier(String name) {
        return type == TokenType.IDENTIFIER && text.equals(name);
    }
}
