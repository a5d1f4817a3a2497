package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.mysql.MySqlCursor.UnknownFormException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a query, or a part of it, finds its columns. Built up while its {@code FROM} is read. */
final class MySqlScope {
    private final @Nullable MySqlScope outer;
    private final int depth;
    private final List<Relation> relations = new ArrayList<>();

    /** Columns that a join has once for both sides, by their names in lower case. */
    private final Map<String, MySqlTerm> shared = new HashMap<>();

    /** What is selected, by its names in lower case, once that is known. */
    private final Map<String, MySqlTerm> selected = new HashMap<>();

    MySqlScope(@Nullable MySqlScope outer) {
        this.outer = outer;
        this.depth = outer == null ? 0 : outer.depth + 1;
    }

    /**
     * Something that rows come from.
     *
     * @param schema where it is, if the query calls it by its own name; else null
     * @param name what the query calls it
     * @param columns the names of its columns in lower case, or null if they are not known
     * @param shown those of them that {@code *} stands for
     */
    record Relation(
            @Nullable String schema,
            String name,
            @Nullable List<String> columns,
            @Nullable List<String> shown) {}

    /** What {@code *} stands for, one after the other. */
    record Shown(String name, MySqlTerm column) {}

    /** Whether the query is a part of another that it may take columns from. */
    boolean isInside() {
        return outer != null;
    }

    void add(Relation relation) {
        relations.add(relation);
    }

    void share(String column, MySqlTerm meant) {
        shared.put(column, meant);
    }

    /** @throws UnknownFormException if two different things have the name */
    void select(String name, MySqlTerm meant) {
        @Nullable MySqlTerm other = selected.put(name.toLowerCase(Locale.ROOT), meant);
        if (other != null && !other.equals(meant)) {
            selected.put(name.toLowerCase(Locale.ROOT), new MySqlCall("ambiguous", List.of()));
        }
    }

    /** What is selected by that name, or null. */
    @Nullable
    MySqlTerm selected(String name) {
        @Nullable MySqlTerm meant = selected.get(name.toLowerCase(Locale.ROOT));
        if (meant instanceof MySqlCall(String operator, List<MySqlTerm> _) && operator.equals("ambiguous")) {
            throw new UnknownFormException();
        }
        return meant;
    }

    /** The columns of a relation that {@code *} stands for. */
    List<Shown> shown(Relation relation) {
        if (relation.shown() == null) {
            throw new UnknownFormException();
        }
        return relation.shown().stream()
                .map(column -> new Shown(column, column(relation, column)))
                .toList();
    }

    /** The relation that a name, maybe with a schema before it, means. */
    Relation relation(@Nullable String schema, String name) {
        List<Relation> found = relations.stream()
                .filter(relation ->
                        relation.name().equals(name) && (schema == null || Objects.equals(relation.schema(), schema)))
                .toList();
        if (found.size() != 1) {
            throw new UnknownFormException();
        }
        return found.getFirst();
    }

    private boolean has(@Nullable String schema, String name) {
        return relations.stream()
                .anyMatch(relation ->
                        relation.name().equals(name) && (schema == null || Objects.equals(relation.schema(), schema)));
    }

    /** A column with the name of a relation before it. */
    MySqlTerm qualified(@Nullable String schema, String relation, String column) {
        if (has(schema, relation)) {
            return column(relation(schema, relation), column);
        }
        if (outer == null) {
            throw new UnknownFormException();
        }
        return outer.qualified(schema, relation, column);
    }

    /**
     * The column that a name alone means, here or in a query around this one; null if there is none.
     *
     * @throws UnknownFormException if it may be one of several
     */
    @Nullable
    MySqlTerm find(String written) {
        String column = written.toLowerCase(Locale.ROOT);
        @Nullable MySqlTerm here = here(column);
        return here == null && outer != null ? outer.find(written) : here;
    }

    /** The column that a name alone means here; null if there is none. */
    @Nullable
    MySqlTerm here(String column) {
        @Nullable MySqlTerm common = shared.get(column);
        if (common != null) {
            return common;
        }
        List<Relation> having = relations.stream()
                .filter(relation ->
                        relation.columns() != null && relation.columns().contains(column))
                .toList();
        List<Relation> unknown = relations.stream()
                .filter(relation -> relation.columns() == null)
                .toList();
        if (having.size() == 1) {
            return column(having.getFirst(), column);
        }
        if (having.size() > 1 || !unknown.isEmpty()) {
            throw new UnknownFormException();
        }
        return null;
    }

    private MySqlTerm column(Relation relation, String column) {
        String schema = relation.schema() == null ? "" : relation.schema() + ".";
        return new MySqlColumnName(depth + ":" + schema + relation.name(), column.toLowerCase(Locale.ROOT));
    }
}
