package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.View;
import io.atlasoperator.schema.ViewOptions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What only PostgreSQL knows of a view.
 *
 * @param parameters its parameters, as {@code check_option=local}
 * @param populated whether a materialized view has been filled, which is no part of its definition
 */
record PostgresViewOptions(Set<String> parameters, boolean populated) implements ViewOptions {
    /** Flags that the server keeps as they were written: {@code on}, {@code 1} and {@code true} mean the same. */
    private static final Pattern FLAG = Pattern.compile("(security_barrier|security_invoker)=(.*)");

    private static final PostgresViewOptions USUAL = new PostgresViewOptions(Set.of(), true);

    PostgresViewOptions {
        parameters = PostgresSettings.inOrder(parameters);
    }

    /** Whether the parameters of two views mean the same. */
    boolean sameParameters(PostgresViewOptions other) {
        return meaning().equals(other.meaning());
    }

    private Set<String> meaning() {
        return parameters.stream().map(PostgresViewOptions::canonical).collect(Collectors.toSet());
    }

    /** Whether a flag is set. */
    static boolean isOn(String value) {
        return List.of("true", "on", "1", "yes", "t", "y").contains(value.toLowerCase(Locale.ROOT));
    }

    private static String canonical(String parameter) {
        Matcher flag = FLAG.matcher(parameter);
        return flag.matches() ? flag.group(1) + "=" + isOn(flag.group(2)) : parameter;
    }

    static PostgresViewOptions of(View view) {
        return view.options() instanceof PostgresViewOptions options ? options : USUAL;
    }

    @Nullable
    PostgresViewOptions orNull() {
        return equals(USUAL) ? null : this;
    }
}
