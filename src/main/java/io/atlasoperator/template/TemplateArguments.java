package io.atlasoperator.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values that a function is called with, the piped one last.
 *
 * @param values the values
 */
public record TemplateArguments(List<@Nullable Object> values) {

    public TemplateArguments {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    public int size() {
        return values.size();
    }

    /**
     * The value at that position.
     *
     * @throws TemplateException if there are fewer
     */
    public @Nullable Object get(int position) {
        if (position >= values.size()) {
            throw new TemplateException(
                    "wrong number of args: want at least " + (position + 1) + " got " + values.size());
        }
        return values.get(position);
    }

    /** The last value. */
    public @Nullable Object last() {
        return get(Math.max(0, values.size() - 1));
    }

    /** The value at that position, which must be a string. */
    public String text(int position) {
        if (get(position) instanceof CharSequence text) {
            return text.toString();
        }
        throw new TemplateException("expected string; got " + GoValues.type(get(position)));
    }

    /** The string at that position, or another one if there are fewer values. */
    public String textOr(int position, String otherwise) {
        return position < values.size() ? text(position) : otherwise;
    }

    /** The value at that position, which must be a whole number. */
    public long whole(int position) {
        Long number = GoValues.whole(get(position));
        if (number == null) {
            throw new TemplateException("expected integer; got " + GoValues.type(get(position)));
        }
        return number;
    }

    /** The value at that position, which must be a list. */
    public List<?> list(int position) {
        if (get(position) instanceof List<?> list) {
            return list;
        }
        throw new TemplateException("expected a list; got " + GoValues.type(get(position)));
    }

    /** The first value as a format for {@code printf} of the others. */
    public String formatted() {
        return GoFormat.format(text(0), rest());
    }

    /** The values behind the first one. */
    TemplateArguments rest() {
        return new TemplateArguments(values.subList(Math.min(1, values.size()), values.size()));
    }
}
