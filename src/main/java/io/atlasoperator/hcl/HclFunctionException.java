package io.atlasoperator.hcl;

/** A function or data source cannot give a value. The evaluator adds where it was used. */
public final class HclFunctionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, as part of a sentence and without any secret */
    public HclFunctionException(String message) {
        super(message);
    }
}
