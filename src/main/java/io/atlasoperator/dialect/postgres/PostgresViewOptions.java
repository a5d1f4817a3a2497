package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.View;
import io.atlasoperator.schema.ViewOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What only PostgreSQL knows of a view.
 *
 * @param parameters its parameters, as {@code check_option=local}, sorted
 * @param populated whether a materialized view has been filled, which is no part of its definition
 */
record PostgresViewOptions(List<String> parameters, boolean populated) implements ViewOptions {
    private static final PostgresViewOptions USUAL = new PostgresViewOptions(List.of(), true);

    PostgresViewOptions {
        parameters = parameters.stream().sorted().toList();
    }

    static PostgresViewOptions of(View view) {
        return view.options() instanceof PostgresViewOptions options ? options : USUAL;
    }

    @Nullable
    PostgresViewOptions orNull() {
        return equals(USUAL) ? null : this;
    }
}
