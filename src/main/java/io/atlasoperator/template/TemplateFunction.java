package io.atlasoperator.template;

import org.jspecify.annotations.Nullable;

/** A function that templates can call. */
@FunctionalInterface
public interface TemplateFunction {

    /**
     * Calls it.
     *
     * @throws TemplateException if they do not fit; the message says why and nothing else
     */
    @Nullable
    Object call(TemplateArguments arguments);
}
