package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.DialectObject;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Extended statistics on columns and expressions of a table.
 *
 * @param name its name
 * @param table the table
 * @param kinds which statistics: {@code ndistinct, dependencies}; empty for all
 * @param columns the columns and expressions in SQL, with commas between them
 * @param target how many values ANALYZE keeps, or null for the columns' greatest
 * @param comment its comment, or null
 * @param range where it was written, or null
 */
record PostgresStatistics(
        QualifiedName name,
        QualifiedName table,
        String kinds,
        String columns,
        @Nullable Integer target,
        @Nullable String comment,
        @Nullable SourceRange range)
        implements DialectObject {

    PostgresStatistics {
        Objects.requireNonNull(name);
        Objects.requireNonNull(table);
        Objects.requireNonNull(kinds);
        Objects.requireNonNull(columns);
    }

    @Override
    public ObjectKey key() {
        return new ObjectKey(ObjectKey.Namespace.OTHER, name, "statistics");
    }

    @Override
    public String kind() {
        return "statistics";
    }

    @Override
    public List<String> texts() {
        return List.of(columns);
    }

    /** They go with their table, and with any of their columns. */
    @Override
    public QualifiedName owner() {
        return table;
    }

    @Override
    public PostgresStatistics renameSchema(String from, String to) {
        return new PostgresStatistics(
                name.renameSchema(from, to), table.renameSchema(from, to), kinds, columns, target, comment, range);
    }

    @Override
    public PostgresStatistics renameTable(QualifiedName from, QualifiedName to) {
        return table.equals(from) ? new PostgresStatistics(name, to, kinds, columns, target, comment, range) : this;
    }
}
