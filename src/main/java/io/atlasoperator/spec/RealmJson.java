package io.atlasoperator.spec;

import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A realm as the tree that {@code schema inspect} prints as JSON: maps in the order of their keys, lists, texts and
 * {@code true}. What is empty or false is left out; enums, checks, defaults and the actions of foreign keys have no
 * place in it.
 */
public final class RealmJson {
    private final SpecRules rules;

    private RealmJson(SpecRules rules) {
        this.rules = rules;
    }

    /** The tree for a realm. */
    public static Map<String, Object> of(Realm realm, SpecRules rules) {
        RealmJson json = new RealmJson(rules);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schemas", realm.schemas().stream().map(json::schema).toList());
        return tree;
    }

    private Map<String, Object> schema(Schema schema) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", schema.name());
        put(tree, "tables", schema.tables().stream().map(this::table).toList());
        put(tree, "comment", schema.comment());
        put(tree, "charset", rules.charset(schema));
        put(tree, "collate", rules.collation(schema));
        return tree;
    }

    private Map<String, Object> table(Table table) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", table.name().name());
        put(tree, "columns", table.columns().stream().map(this::column).toList());
        put(tree, "indexes", table.indexes().stream().map(RealmJson::index).toList());
        PrimaryKey key = table.primaryKey();
        if (key != null) {
            tree.put("primary_key", Map.of("parts", parts(key.parts())));
        }
        put(
                tree,
                "foreign_keys",
                table.foreignKeys().stream().map(RealmJson::foreignKey).toList());
        put(tree, "comment", table.comment());
        put(tree, "charset", rules.charset(table));
        put(tree, "collate", rules.collation(table));
        return tree;
    }

    private Map<String, Object> column(Column column) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", column.name());
        tree.put("type", rules.rawType(column.type()));
        put(tree, "null", column.nullable());
        put(tree, "comment", column.comment());
        put(tree, "charset", rules.charset(column));
        put(tree, "collate", column.collation());
        return tree;
    }

    private static Map<String, Object> index(Index index) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", index.name());
        put(tree, "unique", index.unique());
        tree.put("parts", parts(index.parts()));
        return tree;
    }

    private static List<Map<String, Object>> parts(List<IndexPart> parts) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (IndexPart part : parts) {
            Map<String, Object> tree = new LinkedHashMap<>();
            put(tree, "desc", part.descending());
            switch (part) {
                case IndexPart.OfColumn column -> tree.put("column", column.column());
                case IndexPart.OfExpression expression ->
                    tree.put("expr", Expressions.wrapUnlessCall(expression.expression()));
            }
            all.add(tree);
        }
        return all;
    }

    private static Map<String, Object> foreignKey(ForeignKey key) {
        Map<String, Object> references = new LinkedHashMap<>();
        references.put("table", key.refTable().name());
        references.put("columns", key.refColumns());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", key.name());
        tree.put("columns", key.columns());
        tree.put("references", references);
        return tree;
    }

    private static void put(Map<String, Object> tree, String key, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            tree.put(key, text);
        }
    }

    private static void put(Map<String, Object> tree, String key, boolean flag) {
        if (flag) {
            tree.put(key, true);
        }
    }

    private static void put(Map<String, Object> tree, String key, List<Map<String, Object>> list) {
        if (!list.isEmpty()) {
            tree.put(key, list);
        }
    }
}
