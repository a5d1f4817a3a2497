package io.atlasoperator.cli.console;

import io.atlasoperator.template.Template;
import io.atlasoperator.template.TemplateException;
import io.atlasoperator.template.TemplateFunction;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the template of a {@code --format} flag. */
public final class Report {
    private Report() {}

    /** Reads a template, so that a mistake in it is told before anything is done. */
    public static Template parse(String name, String format, Map<String, TemplateFunction> functions) {
        try {
            return Template.parse(name, format, functions);
        } catch (TemplateException e) {
            throw new CliException("parse log format: " + e.getMessage());
        }
    }

    /**
     * The report of what was done to a database, which nobody may be left to guess where the template can't be run.
     *
     * @param plain the same as text
     */
    public static String text(Template template, Object data, Supplier<String> plain) {
        try {
            return template.execute(data);
        } catch (TemplateException e) {
            throw new CliException(e.getMessage() + "\nThe report without the template:\n"
                    + plain.get().stripTrailing());
        }
    }

    /** The report of what changed nothing. */
    public static String text(Template template, @Nullable Object data) {
        try {
            return template.execute(data);
        } catch (TemplateException e) {
            throw new CliException(String.valueOf(e.getMessage()));
        }
    }
}
