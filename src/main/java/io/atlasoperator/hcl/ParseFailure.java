package io.atlasoperator.hcl;

/** Unwinds the parser to the next argument or block after an error that is already reported. */
final class ParseFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ParseFailure() {
        super(null, null, false, false);
    }
}
