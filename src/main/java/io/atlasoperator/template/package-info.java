/**
 * Go's {@code text/template} language as far as {@code --format} needs it: actions with pipelines, variables, {@code if},
 * {@code range}, {@code with}, {@code define}, {@code template}, fields and methods of reports, Go's own functions and
 * those that a command adds. Values are strings, numbers, booleans, lists, maps and {@link
 * io.atlasoperator.template.TemplateObject}s.
 */
@NullMarked
package io.atlasoperator.template;

import org.jspecify.annotations.NullMarked;
