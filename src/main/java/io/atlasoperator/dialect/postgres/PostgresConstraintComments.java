package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The comments of the constraints of a table. */
final class PostgresConstraintComments {

    private PostgresConstraintComments() {}

    /** The comments by the names of the constraints, in order. */
    static Map<String, String> of(Table table) {
        Map<String, String> comments = new LinkedHashMap<>();
        PrimaryKey key = table.primaryKey();
        if (key != null) {
            put(
                    comments,
                    PostgresClauses.primaryKeyName(table.name(), key),
                    PostgresPrimaryKeyOptions.of(key).comment());
        }
        for (Index index : table.indexes()) {
            put(comments, index.name(), PostgresIndexOptions.of(index).constraintComment());
        }
        table.foreignKeys()
                .forEach(foreign -> put(
                        comments,
                        foreign.name(),
                        PostgresForeignKeyOptions.of(foreign).comment()));
        table.checks()
                .forEach(check -> put(
                        comments, check.name(), PostgresCheckOptions.of(check).comment()));
        return comments;
    }

    private static void put(Map<String, String> comments, @Nullable String name, @Nullable String comment) {
        if (name != null && comment != null && !comment.isEmpty()) {
            comments.put(name, comment);
        }
    }
}
