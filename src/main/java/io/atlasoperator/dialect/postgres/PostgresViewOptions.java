package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.View;
import io.atlasoperator.schema.ViewOptions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What only PostgreSQL knows of a view.
 *
 * @param parameters its parameters, as {@code check_option=local}
 * @param populated whether a materialized view has been filled, which is no part of its definition
 */
record PostgresViewOptions(Set<String> parameters, boolean populated) implements ViewOptions {
    private static final PostgresViewOptions USUAL = new PostgresViewOptions(Set.of(), true);

    PostgresViewOptions {
        parameters = PostgresSettings.inOrder(parameters);
    }

    static PostgresViewOptions of(View view) {
        return view.options() instanceof PostgresViewOptions options ? options : USUAL;
    }

    @Nullable
    PostgresViewOptions orNull() {
        return equals(USUAL) ? null : this;
    }
}
