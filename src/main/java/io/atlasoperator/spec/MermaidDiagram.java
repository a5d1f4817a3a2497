package io.atlasoperator.spec;

import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.PrimaryKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A realm as an entity relationship diagram in Mermaid's language. */
public final class MermaidDiagram {
    private final Realm realm;
    private final SpecRules rules;
    private final Qualification qualification;
    private final StringBuilder out = new StringBuilder("erDiagram\n");

    private MermaidDiagram(Realm realm, SpecRules rules) {
        this.realm = realm;
        this.rules = rules;
        this.qualification = new Qualification(realm);
    }

    /** The diagram's text. */
    public static String of(Realm realm, SpecRules rules) {
        MermaidDiagram diagram = new MermaidDiagram(realm, rules);
        realm.schemas().forEach(schema -> schema.tables().forEach(diagram::entity));
        realm.schemas().forEach(schema -> schema.tables().forEach(diagram::relations));
        return diagram.out.toString();
    }

    private void entity(Table table) {
        out.append("    ").append(name(table.name())).append(" {\n");
        PrimaryKey key = table.primaryKey();
        Set<String> keyColumns = key == null ? Set.of() : Set.copyOf(key.columns());
        for (Column column : table.columns()) {
            out.append("      ")
                    .append(word(rules.rawType(column.type())))
                    .append(' ')
                    .append(word(column.name()));
            if (keyColumns.contains(column.name())) {
                out.append(" PK");
            }
            out.append('\n');
        }
        out.append("    }\n");
    }

    private void relations(Table table) {
        for (ForeignKey key : table.foreignKeys()) {
            Optional<Table> target = realm.table(key.refTable());
            boolean oneHere = isUnique(table, key.columns());
            boolean oneThere = target.isEmpty() || isUnique(target.get(), key.refColumns());
            out.append("    ")
                    .append(name(table.name()))
                    .append(oneHere ? " |o" : " }o")
                    .append("--")
                    .append(oneThere ? "o| " : "o{ ")
                    .append(name(key.refTable()))
                    .append(" : ")
                    .append(quoted(key.name()))
                    .append('\n');
        }
    }

    private static boolean isUnique(Table table, List<String> columns) {
        Set<String> wanted = new HashSet<>(columns);
        PrimaryKey key = table.primaryKey();
        return (key != null && wanted.equals(new HashSet<>(key.columns())))
                || table.indexes().stream()
                        .anyMatch(index -> index.unique()
                                && index.predicate() == null
                                && index.columns().size() == index.parts().size()
                                && wanted.equals(new HashSet<>(index.columns())));
    }

    private String name(QualifiedName name) {
        return quoted(String.join(".", qualification.tableLabels(name)));
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z_][A-Za-z0-9_-]*") ? text : "\"" + text.replace("\"", "'") + "\"";
    }

    /** Attributes are words of letters, digits and a few signs. */
    private static String word(String text) {
        String word = text.replaceAll("[^\\p{L}\\p{N}_()\\[\\]-]", "_");
        return word.isEmpty() || !Character.isLetter(word.charAt(0)) ? "_" + word : word;
    }
}
