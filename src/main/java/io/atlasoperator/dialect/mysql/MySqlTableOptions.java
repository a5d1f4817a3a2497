package io.atlasoperator.dialect.mysql;

import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableOptions;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What only MySQL knows about a table. One that was inspected has an engine, a character set and a collation; a written
 * one that does not say them takes the server's engine and what the schema has.
 *
 * @param engine the storage engine as the server spells it, {@code InnoDB}, or null
 * @param charset the character set of columns that say none, or null
 * @param collation the collation of columns that say none, or null
 * @param autoIncrement the next number where it is more than 1, or null; a table that was inspected has it if its own is
 *     more than 1
 * @param others all other options that were given, such as {@code ROW_FORMAT=COMPRESSED}: names in upper case
 * @param partitioning how its rows are spread, or null
 * @param versioning how former rows are kept (MariaDB), or null
 */
record MySqlTableOptions(
        @Nullable String engine,
        @Nullable String charset,
        @Nullable String collation,
        @Nullable Long autoIncrement,
        SortedMap<String, String> others,
        @Nullable MySqlPartitioning partitioning,
        @Nullable MySqlVersioning versioning)
        implements TableOptions {
    static final MySqlTableOptions NONE =
            new MySqlTableOptions(null, null, null, null, Collections.emptySortedMap(), null, null);

    MySqlTableOptions {
        Objects.requireNonNull(others);
        others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
    }

    /** The options of a table. */
    static MySqlTableOptions of(Table table) {
        return of(table.options());
    }

    static MySqlTableOptions of(@Nullable TableOptions options) {
        return options instanceof MySqlTableOptions known ? known : NONE;
    }

    /** These options, or null if they say nothing. */
    @Nullable
    MySqlTableOptions orNull() {
        return equals(NONE) ? null : this;
    }

    MySqlTableOptions withEngine(@Nullable String newEngine) {
        return new MySqlTableOptions(newEngine, charset, collation, autoIncrement, others, partitioning, versioning);
    }

    MySqlTableOptions withText(@Nullable String newCharset, @Nullable String newCollation) {
        return new MySqlTableOptions(engine, newCharset, newCollation, autoIncrement, others, partitioning, versioning);
    }

    MySqlTableOptions withOthers(SortedMap<String, String> newOthers) {
        return new MySqlTableOptions(engine, charset, collation, autoIncrement, newOthers, partitioning, versioning);
    }

    MySqlTableOptions withPartitioning(@Nullable MySqlPartitioning newPartitioning) {
        return new MySqlTableOptions(engine, charset, collation, autoIncrement, others, newPartitioning, versioning);
    }

    MySqlTableOptions withVersioning(@Nullable MySqlVersioning newVersioning) {
        return new MySqlTableOptions(engine, charset, collation, autoIncrement, others, partitioning, newVersioning);
    }

    @Override
    public TableOptions renameColumn(String from, String to) {
        return new MySqlTableOptions(
                engine,
                charset,
                collation,
                autoIncrement,
                others,
                partitioning,
                versioning == null ? null : versioning.renameColumn(from, to));
    }
}
