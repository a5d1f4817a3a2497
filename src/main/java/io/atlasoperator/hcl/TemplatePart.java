package io.atlasoperator.hcl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a template. */
sealed interface TemplatePart {

    /** Text with its escapes resolved. */
    record Text(String text) implements TemplatePart {}

    /** <code>${expression}</code>. */
    record Interpolation(Expression expression) implements TemplatePart {}

    /** <code>%{if condition}…%{else}…%{endif}</code>. */
    record If(Expression condition, List<TemplatePart> then, List<TemplatePart> otherwise) implements TemplatePart {}

    /** <code>%{for key, value in collection}…%{endfor}</code>. */
    record For(@Nullable String keyName, String valueName, Expression collection, List<TemplatePart> body)
            implements TemplatePart {}
}
