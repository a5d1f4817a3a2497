package io.atlasoperator.lint;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a project allows to be dropped without a word.
 *
 * @param tables regular expression that the whole name of a table matches
 * @param columns regular expression that the whole name of a column matches
 */
public record AllowedDrops(Optional<String> tables, Optional<String> columns) {

    /** Nothing. */
    public static final AllowedDrops NONE = new AllowedDrops(Optional.empty(), Optional.empty());

    public AllowedDrops {
        Objects.requireNonNull(tables);
        Objects.requireNonNull(columns);
    }

    boolean table(String name) {
        return tables.filter(pattern -> Pattern.matches(pattern, name)).isPresent();
    }

    boolean column(String name) {
        return columns.filter(pattern -> Pattern.matches(pattern, name)).isPresent();
    }
}
