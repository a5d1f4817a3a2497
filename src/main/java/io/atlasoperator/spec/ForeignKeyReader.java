package io.atlasoperator.spec;

import io.atlasoperator.hcl.Attribute;
import io.atlasoperator.hcl.Suggestions;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.ForeignKey.Deferrability;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.ReferenceAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads foreign keys and other references from one table to another. */
final class ForeignKeyReader implements TableReferences {
    private final List<TableEntry> tables;
    private final Map<String, List<TableEntry>> byName;
    private final SpecRules rules;

    ForeignKeyReader(List<TableEntry> tables, SpecRules rules) {
        this.rules = rules;
        this.tables = List.copyOf(tables);
        this.byName = tables.stream()
                .collect(Collectors.groupingBy(table -> table.name().name()));
    }

    Optional<ForeignKey> read(BlockReader key, TableEntry own) {
        List<String> columns = key.columns("columns");
        List<Target> targets = targets(key, own);
        int written = key.lists("columns");
        int referenced = key.lists("ref_columns");
        if (key.block().attribute("columns").isPresent()
                && key.block().attribute("ref_columns").isPresent()
                && (written != referenced || written == 0)) {
            key.error(
                    "sqlspec: number of referencing and referenced columns do not match for foreign-key \"" + key.name()
                            + "\"",
                    "There are " + written + " columns and " + referenced + " ref_columns.");
            return Optional.empty();
        }
        List<QualifiedName> referencedTables =
                targets.stream().map(target -> target.table().name()).distinct().toList();
        if (referencedTables.size() > 1) {
            key.error(
                    "ref_columns",
                    "sqlspec: more than 1 table was referenced for foreign-key \"" + key.name() + "\"",
                    "All ref_columns are to be of one table.");
            return Optional.empty();
        }
        if (targets.isEmpty() || targets.size() != referenced || columns.size() != written) {
            return Optional.empty();
        }
        return Optional.of(new ForeignKey(
                key.name(),
                columns,
                referencedTables.getFirst(),
                targets.stream().map(Target::column).toList(),
                action(key, "on_update"),
                action(key, "on_delete"),
                key.text("deferrable").map(Deferrability::valueOf).orElse(Deferrability.NOT_DEFERRABLE),
                rules.readForeignKey(key),
                key.range()));
    }

    private static ReferenceAction action(BlockReader key, String attribute) {
        return key.text(attribute).map(ReferenceAction::valueOf).orElse(ReferenceAction.NO_ACTION);
    }

    private record Target(TableEntry table, String column) {}

    private List<Target> targets(BlockReader key, TableEntry own) {
        List<Target> found = new ArrayList<>();
        for (Value value : values(key, "ref_columns")) {
            if (value instanceof Value.Reference(List<String> path)) {
                target(key, path, own).ifPresent(found::add);
            }
        }
        return found;
    }

    private static List<Value> values(BlockReader block, String attribute) {
        return block.block().attribute(attribute).map(Attribute::value).stream()
                .flatMap(value -> value instanceof Value.ListValue(List<Value> values) ? values.stream() : Stream.of())
                .toList();
    }

    private Optional<Target> target(BlockReader key, List<String> path, TableEntry own) {
        int size = path.size();
        Optional<TableEntry> table;
        if (size == 2 && path.getFirst().equals("column")) {
            table = Optional.of(own);
        } else if ((size == 4 || size == 5) && path.get(size - 2).equals("column")) {
            table = table(key, "ref_columns", path.subList(1, size - 2));
        } else {
            key.error(
                    "ref_columns",
                    "invalid reference \"" + String.join(".", path) + "\"",
                    "Write table.name.column.name, or table.schema.name.column.name.");
            return Optional.empty();
        }
        String column = path.getLast();
        if (table.isPresent() && !table.get().columns().contains(column)) {
            key.unknownColumn(
                    "ref_columns",
                    column,
                    table.get().name().name(),
                    table.get().columns());
            return Optional.empty();
        }
        return table.map(found -> new Target(found, column));
    }

    /** The table of that name or qualifier and name; what is wrong is told. */
    private Optional<TableEntry> table(BlockReader block, String attribute, List<String> path) {
        String name = path.getLast();
        List<TableEntry> found = byName.getOrDefault(name, List.of()).stream()
                .filter(table -> path.size() == 1 || table.qualifiedBy(path.getFirst()))
                .toList();
        if (found.size() > 1) {
            List<TableEntry> unqualified =
                    found.stream().filter(table -> table.labels().size() == 1).toList();
            found = path.size() == 1 && unqualified.size() == 1 ? unqualified : found;
        }
        String text = String.join(".", path);
        if (found.size() > 1) {
            block.error(
                    attribute,
                    "multiple reference tables found for \"" + text + "\"",
                    "Qualify it with its schema, such as table."
                            + found.getFirst().name() + ".");
        } else if (found.isEmpty()) {
            List<String> known =
                    tables.stream().map(table -> table.name().name()).toList();
            block.error(
                    attribute,
                    "referenced table \"" + text + "\" not found",
                    "There is no table of that name." + Suggestions.didYouMean(name, known));
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    @Override
    public List<QualifiedName> tables(BlockReader block, String attribute) {
        List<QualifiedName> found = new ArrayList<>();
        for (Value value : block.block().attribute(attribute).map(Attribute::value).stream()
                .flatMap(value -> value instanceof Value.ListValue(List<Value> all) ? all.stream() : Stream.of(value))
                .toList()) {
            if (value instanceof Value.Reference(List<String> path) && path.size() > 1) {
                table(block, attribute, path.subList(1, path.size())).ifPresent(table -> found.add(table.name()));
            }
        }
        return found;
    }

    /** Tells which tables of {@code depends_on} do not exist. */
    void checkDependencies(BlockReader block) {
        for (Value value : values(block, "depends_on")) {
            if (value instanceof Value.Reference(List<String> path)
                    && path.getFirst().equals("table")
                    && path.size() > 1) {
                table(block, "depends_on", path.subList(1, path.size()));
            }
        }
    }
}
