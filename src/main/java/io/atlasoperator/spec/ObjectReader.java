package io.atlasoperator.spec;

import io.atlasoperator.hcl.Attribute;
import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.Suggestions;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Sequence;
import io.atlasoperator.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** What the readers of objects need to know of the document around a block. For one document. */
public final class ObjectReader {
    private final SpecRules rules;
    private final TypeReader types;
    private final ForeignKeyReader foreignKeys;
    private final Diagnostics diagnostics;
    private final BiFunction<BlockReader, String, Optional<String>> schemaOf;
    private final UnaryOperator<String> schemaNames;
    private final List<NamedBlock> named;

    ObjectReader(
            SpecRules rules,
            TypeReader types,
            ForeignKeyReader foreignKeys,
            Diagnostics diagnostics,
            BiFunction<BlockReader, String, Optional<String>> schemaOf,
            UnaryOperator<String> schemaNames,
            List<NamedBlock> named) {
        this.rules = rules;
        this.types = types;
        this.foreignKeys = foreignKeys;
        this.diagnostics = diagnostics;
        this.schemaOf = schemaOf;
        this.schemaNames = schemaNames;
        this.named = List.copyOf(named);
    }

    /** A block that a reference can point at. */
    record NamedBlock(Block block, QualifiedName name) {
        boolean is(List<String> path) {
            return block.type().equals(path.getFirst())
                    && name.name().equals(path.getLast())
                    && (path.size() == 2 || path.size() == 3 && name.schema().equals(path.get(1)));
        }
    }

    /** The name of the object that a block with a {@code schema} attribute defines. */
    public Optional<QualifiedName> name(BlockReader block) {
        return schemaOf.apply(block, block.block().type()).map(schema -> new QualifiedName(schema, block.name()));
    }

    /** The type that a piece of an attribute's SQL says, for an object of that schema. */
    public Optional<ColumnType> type(BlockReader block, String attribute, String sql, String schema) {
        return block.block()
                .attribute(attribute)
                .flatMap(written -> types.read(
                        new Attribute(attribute, new Value.RawSql(sql), written.nameRange(), written.valueRange()),
                        schema));
    }

    /** The type that an attribute says, for an object of that schema. */
    public Optional<ColumnType> type(BlockReader block, String attribute, String schema) {
        return block.block().attribute(attribute).flatMap(written -> types.read(written, schema));
    }

    /** The name of the block that an attribute refers to, such as {@code table.users}. */
    public Optional<QualifiedName> reference(BlockReader block, String attribute) {
        Optional<Attribute> written = block.block().attribute(attribute);
        if (written.isEmpty() || !(written.get().value() instanceof Value.Reference(List<String> path))) {
            return Optional.empty();
        }
        List<NamedBlock> candidates =
                named.stream().filter(candidate -> candidate.is(path)).toList();
        // Of functions with one name, the one that is called without arguments is meant.
        List<QualifiedName> found = candidates.stream()
                .filter(candidate -> candidates.size() == 1
                        || candidate.block().blocks("arg").isEmpty())
                .map(NamedBlock::name)
                .toList();
        if (found.size() == 1) {
            return Optional.of(found.getFirst());
        }
        String reference = String.join(".", path);
        if (candidates.isEmpty()) {
            List<String> known = named.stream()
                    .filter(candidate -> candidate.block().type().equals(path.getFirst()))
                    .map(candidate -> candidate.name().name())
                    .toList();
            block.error(
                    attribute,
                    "referenced " + path.getFirst() + " \"" + path.getLast() + "\" not found",
                    "There is no block for " + reference + "." + Suggestions.didYouMean(path.getLast(), known));
        } else {
            block.error(
                    attribute,
                    "multiple blocks found for \"" + reference + "\"",
                    "Qualify it with its schema, such as " + path.getFirst() + "."
                            + candidates.getFirst().name() + ".");
        }
        return Optional.empty();
    }

    /** The same block, in which columns are those of that table or view. */
    public BlockReader inside(BlockReader block, QualifiedName relation) {
        List<String> columns = named.stream()
                .filter(candidate -> candidate.name().equals(relation)
                        && !candidate.block().blocks("column").isEmpty())
                .flatMap(candidate -> candidate.block().blocks("column").stream())
                .filter(column -> !column.labels().isEmpty())
                .map(column -> column.labels().getLast())
                .toList();
        return new BlockReader(block.block(), new BlockReader.Scope(relation.name(), columns), diagnostics);
    }

    /** The column that an attribute refers to, such as {@code table.users.column.id}. */
    public Optional<Sequence.ColumnReference> column(BlockReader block, String attribute) {
        Optional<Attribute> written = block.block().attribute(attribute);
        if (written.isEmpty() || !(written.get().value() instanceof Value.Reference(List<String> path))) {
            return Optional.empty();
        }
        String reference = String.join(".", path);
        int size = path.size();
        if (size < 4 || size > 5 || !path.get(size - 2).equals("column")) {
            block.error(
                    attribute,
                    "invalid reference \"" + reference + "\"",
                    "Write table.name.column.name, or table.schema.name.column.name.");
            return Optional.empty();
        }
        List<NamedBlock> found = named.stream()
                .filter(candidate -> candidate.is(path.subList(0, size - 2)))
                .toList();
        if (found.size() != 1) {
            block.error(
                    attribute,
                    found.isEmpty()
                            ? "referenced table \"" + path.get(size - 3) + "\" not found"
                            : "multiple reference tables found for \"" + path.get(size - 3) + "\"",
                    found.isEmpty()
                            ? "There is no table of that name."
                            : "Qualify it with its schema, such as table."
                                    + found.getFirst().name() + ".");
            return Optional.empty();
        }
        List<String> columns = found.getFirst().block().blocks("column").stream()
                .filter(column -> !column.labels().isEmpty())
                .map(column -> column.labels().getLast())
                .toList();
        if (!columns.contains(path.getLast())) {
            block.unknownColumn(attribute, path.getLast(), path.get(size - 3), columns);
            return Optional.empty();
        }
        return Optional.of(new Sequence.ColumnReference(found.getFirst().name(), path.getLast()));
    }

    /** The name of the schema that the {@code schema} attribute refers to, which need not be one of the document. */
    public Optional<String> schemaName(BlockReader block) {
        return schemaName(block, "schema");
    }

    /** The name of the schema that an attribute refers to, which need not be one of the document. */
    public Optional<String> schemaName(BlockReader block, String attribute) {
        return block.block()
                .attribute(attribute)
                .flatMap(written -> written.value() instanceof Value.Reference(List<String> path) && path.size() == 2
                        ? Optional.of(schemaNames.apply(path.getLast()))
                        : Optional.empty());
    }

    /** The columns and indexes inside a block, as a table of that name would have them. */
    public Table parts(BlockReader block, QualifiedName name) {
        List<String> columns = block.block().blocks("column").stream()
                .filter(column -> !column.labels().isEmpty())
                .map(column -> column.labels().getLast())
                .toList();
        BlockReader scoped = new BlockReader(block.block(), new BlockReader.Scope(block.name(), columns), diagnostics);
        TableEntry entry = new TableEntry(name, block.block().labels(), columns, scoped);
        return new TableReader(rules, types, foreignKeys, entry).read();
    }
}
