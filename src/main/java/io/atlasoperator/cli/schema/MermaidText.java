package io.atlasoperator.cli.schema;

import io.atlasoperator.engine.SchemaState;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.Table;
import io.atlasoperator.spec.SpecRules;

/** A state as an entity-relationship diagram in Mermaid's language. */
final class MermaidText {
    private MermaidText() {}

    static String of(SchemaState state) {
        SpecRules rules = state.dialect().spec();
        StringBuilder out = new StringBuilder("erDiagram\n");
        for (Schema schema : state.realm().schemas()) {
            for (Table table : schema.tables()) {
                out.append("    ").append(name(table.name().name())).append(" {\n");
                for (Column column : table.columns()) {
                    out.append("      ")
                            .append(rules.formatType(column.type()).replaceAll("[^A-Za-z0-9_()]+", "_"))
                            .append(' ')
                            .append(name(column.name()))
                            .append(isKey(table, column) ? " PK" : "")
                            .append('\n');
                }
                out.append("    }\n");
                for (ForeignKey key : table.foreignKeys()) {
                    out.append("    ")
                            .append(name(table.name().name()))
                            .append(isUnique(table, key) ? " |o--o| " : " }o--o{ ")
                            .append(name(key.refTable().name()))
                            .append(" : ")
                            .append(name(key.name()))
                            .append('\n');
                }
            }
        }
        return out.toString();
    }

    private static boolean isKey(Table table, Column column) {
        return table.primaryKey() != null && table.primaryKey().columns().contains(column.name());
    }

    private static boolean isUnique(Table table, ForeignKey key) {
        return table.indexes().stream()
                .anyMatch(index -> index.unique() && index.columns().equals(key.columns()));
    }

    private static String name(String name) {
        return name.matches("[A-Za-z0-9_]+") ? name : "\"" + name.replace("\"", "'") + "\"";
    }
}
