package io.atlasoperator.dialect.sqlite;

import io.atlasoperator.schema.View;
import io.atlasoperator.schema.ViewOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What only SQLite knows about a view. A view with none of it has no options at all (null).
 *
 * @param columns the names of its columns, if they are said beside the query
 * @param text the whole statement as SQLite keeps it, or null if it was not inspected; never compared
 */
record SqliteViewOptions(List<String> columns, @Nullable String text) implements ViewOptions {
    private static final SqliteViewOptions NONE = new SqliteViewOptions(List.of(), null);

    SqliteViewOptions {
        columns = List.copyOf(columns);
    }

    /** The options of a view. */
    static SqliteViewOptions of(View view) {
        return view.options() instanceof SqliteViewOptions options ? options : NONE;
    }
}
