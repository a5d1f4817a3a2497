package io.atlasoperator.operator.target;

import io.atlasoperator.operator.ref.ReferenceException;

/** Refuses what a spec can say but this version can't do: nothing in a spec is ignored silently. */
public final class LaterFields {
    private LaterFields() {}

    /** The error for a field that can't be used yet. */
    public static ReferenceException notSupported(String field, String advice) {
        return new ReferenceException(message(field, advice));
    }

    /** The message for a field that can't be used yet. */
    public static String message(String field, String advice) {
        return field + " is not supported by this version of the operator; " + advice;
    }
}
