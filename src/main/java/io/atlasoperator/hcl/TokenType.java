package io.atlasoperator.hcl;

/** Kinds of {@link Token}. */
enum TokenType {
    IDENTIFIER,
    NUMBER,
    /** Operators and brackets; {@link Token#text()} says which. */
    SYMBOL,
    QUOTE_OPEN,
    QUOTE_CLOSE,
    /** {@code <<EOT} with the end of its line. */
    HEREDOC_OPEN,
    /** The closing marker, without the end of its line. */
    HEREDOC_CLOSE,
    /** Raw text of a template; within a heredoc one a line. */
    TEMPLATE_TEXT,
    /** <code>${</code> or <code>${~</code>. */
    INTERPOLATION_OPEN,
    /** <code>%{</code> or <code>%{~</code>. */
    DIRECTIVE_OPEN,
    /** The brace that ends either of them, with {@code ~} before it if it strips. */
    TEMPLATE_CLOSE,
    NEWLINE,
    COMMENT,
    /** A character that the language does not have; it is reported where it is read. */
    INVALID,
    END
}
