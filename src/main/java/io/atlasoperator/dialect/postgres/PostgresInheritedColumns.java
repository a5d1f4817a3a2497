package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells, of columns that come from a parent, what they have of their own. */
final class PostgresInheritedColumns {

    private PostgresInheritedColumns() {}

    /** The tables, each inherited column with what is its own, and each parent with that it is one. */
    static Map<Long, Table> told(Map<Long, Table> tables) {
        if (tables.values().stream()
                .allMatch(table -> PostgresTableOptions.of(table).parents().isEmpty())) {
            return tables;
        }
        Map<QualifiedName, Table> byName = new HashMap<>();
        tables.values().forEach(table -> byName.put(table.name(), table));
        Set<QualifiedName> inherited = new HashSet<>();
        tables.values()
                .forEach(
                        table -> inherited.addAll(PostgresTableOptions.of(table).parents()));
        Map<Long, Table> told = new LinkedHashMap<>();
        tables.forEach((number, table) -> {
            Table own = told(table, byName);
            told.put(
                    number,
                    inherited.contains(own.name())
                            ? own.toBuilder()
                                    .options(PostgresTableOptions.of(own).withChildren())
                                    .build()
                            : own);
        });
        return told;
    }

    private static Table told(Table table, Map<QualifiedName, Table> byName) {
        List<QualifiedName> parents = PostgresTableOptions.of(table).parents();
        if (parents.isEmpty()) {
            return table;
        }
        return table.toBuilder()
                .columns(table.columns().stream()
                        .map(column -> PostgresColumnOptions.of(column).inherited() == null
                                ? column
                                : told(column, parents, byName))
                        .toList())
                .build();
    }

    private static Column told(Column column, List<QualifiedName> parents, Map<QualifiedName, Table> byName) {
        List<Column> above = parents.stream()
                .map(byName::get)
                .filter(Objects::nonNull)
                .flatMap(parent -> parent.column(column.name()).stream())
                .toList();
        boolean ownDefault = above.stream().noneMatch(parent -> sameDefault(parent, column));
        boolean ownNotNull = !column.nullable() && above.stream().allMatch(Column::nullable);
        return column.withOptions(PostgresColumnOptions.of(column)
                .withInherited(new PostgresColumnOptions.Inherited(ownDefault && !above.isEmpty(), ownNotNull))
                .orNull());
    }

    private static boolean sameDefault(Column parent, Column column) {
        @Nullable String before = PostgresInheritedColumns.defaultOf(parent);
        return Objects.equals(before, defaultOf(column));
    }

    private static @Nullable String defaultOf(Column column) {
        return column.defaultValue() == null ? null : PostgresDefaults.sql(column.type(), column.defaultValue());
    }
}
