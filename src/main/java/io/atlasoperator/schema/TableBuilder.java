package io.atlasoperator.schema;

import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a {@link Table}. Not safe for use by several threads. */
public final class TableBuilder {
    private final QualifiedName name;
    private List<Column> columns = new ArrayList<>();
    private @Nullable PrimaryKey primaryKey;
    private List<Index> indexes = new ArrayList<>();
    private List<ForeignKey> foreignKeys = new ArrayList<>();
    private List<Check> checks = new ArrayList<>();
    private @Nullable String comment;
    private @Nullable TableOptions options;
    private @Nullable SourceRange range;

    TableBuilder(QualifiedName name) {
        this.name = name;
    }

    /** The identity of the table being built. */
    public QualifiedName name() {
        return name;
    }

    /** The columns collected so far. */
    public List<Column> columns() {
        return List.copyOf(columns);
    }

    /** The indexes collected so far. */
    public List<Index> indexes() {
        return List.copyOf(indexes);
    }

    public TableBuilder columns(List<Column> all) {
        columns = new ArrayList<>(all);
        return this;
    }

    public TableBuilder column(Column column) {
        columns.add(column);
        return this;
    }

    public TableBuilder primaryKey(@Nullable PrimaryKey key) {
        primaryKey = key;
        return this;
    }

    public TableBuilder indexes(List<Index> all) {
        indexes = new ArrayList<>(all);
        return this;
    }

    public TableBuilder index(Index index) {
        indexes.add(index);
        return this;
    }

    public TableBuilder foreignKeys(List<ForeignKey> all) {
        foreignKeys = new ArrayList<>(all);
        return this;
    }

    public TableBuilder foreignKey(ForeignKey key) {
        foreignKeys.add(key);
        return this;
    }

    public TableBuilder checks(List<Check> all) {
        checks = new ArrayList<>(all);
        return this;
    }

    public TableBuilder check(Check check) {
        checks.add(check);
        return this;
    }

    public TableBuilder comment(@Nullable String text) {
        comment = text;
        return this;
    }

    public TableBuilder options(@Nullable TableOptions value) {
        options = value;
        return this;
    }

    public TableBuilder range(@Nullable SourceRange value) {
        range = value;
        return this;
    }

    public Table build() {
        return new Table(name, columns, primaryKey, indexes, foreignKeys, checks, comment, options, range);
    }
}
