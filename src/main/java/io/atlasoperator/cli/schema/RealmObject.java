package io.atlasoperator.cli.schema;

import io.atlasoperator.engine.SchemaState;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import io.atlasoperator.spec.SpecRules;
import io.atlasoperator.template.TemplateObject;
import java.util.List;
import java.util.Map;

/** A state as the JSON of {@code schema inspect} shows it. */
final class RealmObject {
    private final SpecRules rules;

    private RealmObject(SpecRules rules) {
        this.rules = rules;
    }

    static TemplateObject of(SchemaState state) {
        RealmObject object = new RealmObject(state.dialect().spec());
        List<TemplateObject> schemas =
                state.realm().schemas().stream().map(object::schema).toList();
        return TemplateObject.builder("*schema.Realm")
                .hidden("Schemas", schemas)
                .jsonOnly("schemas", schemas)
                .build();
    }

    private TemplateObject schema(Schema schema) {
        List<TemplateObject> tables = schema.tables().stream().map(this::table).toList();
        return new Part("*schema.Schema")
                .value("Name", "name", schema.name())
                .optional("Tables", "tables", tables)
                .optional("Comment", "comment", text(schema.comment()))
                .build();
    }

    private TemplateObject table(Table table) {
        Part part = new Part("*schema.Table")
                .value("Name", "name", table.name().name())
                .optional(
                        "Columns",
                        "columns",
                        table.columns().stream().map(this::column).toList())
                .optional(
                        "Indexes",
                        "indexes",
                        table.indexes().stream().map(RealmObject::index).toList());
        if (table.primaryKey() != null) {
            List<TemplateObject> parts =
                    table.primaryKey().parts().stream().map(RealmObject::part).toList();
            part.value(
                    "PrimaryKey",
                    "primary_key",
                    new Part("*schema.Index").optional("Parts", "parts", parts).build());
        }
        return part.optional(
                        "ForeignKeys",
                        "foreign_keys",
                        table.foreignKeys().stream()
                                .map(RealmObject::foreignKey)
                                .toList())
                .optional("Comment", "comment", text(table.comment()))
                .build();
    }

    private TemplateObject column(Column column) {
        return new Part("*schema.Column")
                .value("Name", "name", column.name())
                .value("Type", "type", rules.formatType(column.type()))
                .optional("Null", "null", column.nullable())
                .optional("Comment", "comment", text(column.comment()))
                .optional("Collate", "collate", text(column.collation()))
                .build();
    }

    private static TemplateObject index(Index index) {
        return new Part("*schema.Index")
                .value("Name", "name", index.name())
                .optional("Unique", "unique", index.unique())
                .optional(
                        "Parts",
                        "parts",
                        index.parts().stream().map(RealmObject::part).toList())
                .build();
    }

    private static TemplateObject part(IndexPart part) {
        Part object = new Part("*schema.IndexPart").optional("Desc", "desc", part.descending());
        return switch (part) {
            case IndexPart.OfColumn column ->
                object.value("Column", "column", column.column()).build();
            case IndexPart.OfExpression expression ->
                object.value("Expr", "expr", expression.expression()).build();
        };
    }

    private static TemplateObject foreignKey(ForeignKey key) {
        return new Part("*schema.ForeignKey")
                .value("Name", "name", key.name())
                .value("Columns", "columns", key.columns())
                .value(
                        "References",
                        "references",
                        Map.of("table", key.refTable().name(), "columns", key.refColumns()))
                .build();
    }

    private static String text(@org.jspecify.annotations.Nullable String value) {
        return value == null ? "" : value;
    }

    /** An object whose fields have one name in templates and another in JSON. */
    private static final class Part {
        private final TemplateObject.Builder builder;

        Part(String type) {
            builder = TemplateObject.builder(type);
        }

        Part value(String name, String key, Object value) {
            builder.hidden(name, value).jsonOnly(key, value);
            return this;
        }

        Part optional(String name, String key, Object value) {
            boolean empty = value.equals("") || value.equals(false) || value instanceof List<?> list && list.isEmpty();
            builder.hidden(name, value);
            if (!empty) {
                builder.jsonOnly(key, value);
            }
            return this;
        }

        TemplateObject build() {
            return builder.build();
        }
    }
}
