package io.atlasoperator.operator.target;

import io.atlasoperator.operator.api.v1alpha1.TargetSpec;
import io.atlasoperator.operator.ref.ReferenceException;
import io.atlasoperator.operator.ref.Values;
import org.jspecify.annotations.Nullable;

/** Refuses what both kinds can say but this version can't do: nothing in a spec is ignored silently. */
public final class LaterFields {
    private final boolean customConfigAllowed;

    /** @param customConfigAllowed whether the operator's owner allows project files */
    public LaterFields(boolean customConfigAllowed) {
        this.customConfigAllowed = customConfigAllowed;
    }

    /**
     * Checks the fields of project files.
     *
     * @throws ReferenceException naming the field
     */
    public void check(TargetSpec spec) {
        boolean config = isGiven(spec.config());
        if (config || Values.isSet(spec.configFrom())) {
            if (!customConfigAllowed) {
                throw new ReferenceException(
                        "install the operator with \"--set allowCustomConfig=true\" to use custom atlas.hcl config");
            }
            if (!isGiven(spec.envName())) {
                throw new ReferenceException("env name must be set when using custom atlas.hcl config");
            }
            throw notSupported(config ? "spec.config" : "spec.configFrom", "use the fields of the spec instead");
        }
        if (isGiven(spec.envName())) {
            throw notSupported("spec.envName", "remove it: it names an environment of spec.config");
        }
        if (!spec.vars().isEmpty()) {
            throw notSupported("spec.vars", "remove it: it holds the variables of spec.config");
        }
    }

    /** The error for a field that can't be used yet. */
    public static ReferenceException notSupported(String field, String advice) {
        return new ReferenceException(message(field, advice));
    }

    /** The message for a field that can't be used yet. */
    public static String message(String field, String advice) {
        return field + " is not supported by this version of the operator; " + advice;
    }

    private static boolean isGiven(@Nullable String text) {
        return text != null && !text.isEmpty();
    }
}
