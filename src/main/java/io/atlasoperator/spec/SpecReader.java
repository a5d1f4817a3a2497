package io.atlasoperator.spec;

import io.atlasoperator.hcl.Attribute;
import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.Document;
import io.atlasoperator.hcl.Evaluation;
import io.atlasoperator.hcl.HclException;
import io.atlasoperator.hcl.Suggestions;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.EnumType;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.source.Position;
import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a schema document into the model. Every element carries the range it was written at. */
public final class SpecReader {
    private final SpecRules rules;
    private final Diagnostics diagnostics = new Diagnostics();
    /** By label, which is what references say; the name of the schema may be another. */
    private final Map<String, Schema> schemas = new LinkedHashMap<>();

    private final Map<QualifiedName, EnumType> enums = new LinkedHashMap<>();
    private final Map<QualifiedName, TableEntry> entries = new LinkedHashMap<>();

    private SpecReader(SpecRules rules) {
        this.rules = rules;
    }

    /**
     * Reads a document.
     *
     * @throws HclException with everything that is wrong in it
     */
    public static Realm read(Document document, SpecRules rules) {
        return read(Evaluation.of(document), rules);
    }

    /**
     * Reads a document, some values of which may have none.
     *
     * @throws HclException with everything that is wrong in it
     */
    public static Realm read(Evaluation evaluation, SpecRules rules) {
        SpecReader reader = new SpecReader(rules);
        reader.diagnostics.add(evaluation);
        return reader.read(evaluation.document());
    }

    private Realm read(Document written) {
        Document document = new ShapeChecker(rules, written, diagnostics).check(written);
        document.blocks("schema").forEach(this::schema);
        document.blocks("enum").forEach(this::enumType);
        document.blocks("table").forEach(this::entry);
        List<TableEntry> all = List.copyOf(entries.values());
        ForeignKeyReader foreignKeys = new ForeignKeyReader(all, rules);
        TypeReader types = new TypeReader(rules, references(document), diagnostics);
        List<Table> tables = all.stream()
                .map(entry -> new TableReader(rules, types, foreignKeys, entry).read())
                .toList();
        List<SchemaObject> objects = objects(document, types, foreignKeys);
        diagnostics.throwIfAny();
        List<Schema> filled = schemas.values().stream()
                .map(schema -> schema.withTables(tables.stream()
                                .filter(table -> table.name().schema().equals(schema.name()))
                                .toList())
                        .withObjects(Stream.concat(enums.values().stream(), objects.stream())
                                .filter(object -> object.name().schema().equals(schema.name()))
                                .toList()))
                .toList();
        return new Realm(filled)
                .withRenames(SpecRenames.read(
                        document,
                        all,
                        Stream.concat(enums.values().stream(), objects.stream()).toList()))
                .withObjects(objects.stream()
                        .filter(object -> object.name().schema().isEmpty())
                        .toList());
    }

    /** The named types, each with what a column's type refers to it by. */
    private Map<QualifiedName, ColumnType> references(Document document) {
        Map<QualifiedName, ColumnType> references = new LinkedHashMap<>();
        enums.keySet().forEach(name -> references.put(name, new ColumnType.EnumReference(name)));
        for (ObjectSpec<?> spec : rules.objects()) {
            if (spec.isType()) {
                String kind = spec.shape().type();
                for (Block block : document.blocks(kind)) {
                    schemaName(block)
                            .map(schema ->
                                    new QualifiedName(schema, block.labels().getLast()))
                            .ifPresent(name -> references.putIfAbsent(name, new ColumnType.TypeReference(kind, name)));
                }
            }
        }
        return references;
    }

    private List<SchemaObject> objects(Document document, TypeReader types, ForeignKeyReader foreignKeys) {
        List<ObjectReader.NamedBlock> named = new ArrayList<>();
        entries.values()
                .forEach(entry ->
                        named.add(new ObjectReader.NamedBlock(entry.block().block(), entry.name())));
        for (ObjectSpec<?> spec : rules.objects()) {
            for (Block block : document.blocks(spec.shape().type())) {
                if (block.attribute("schema").isPresent()) {
                    schemaName(block)
                            .ifPresent(schema -> named.add(new ObjectReader.NamedBlock(
                                    block,
                                    new QualifiedName(schema, block.labels().getLast()))));
                }
            }
        }
        ObjectReader reader = new ObjectReader(
                rules,
                types,
                foreignKeys,
                diagnostics,
                this::schemaOf,
                label -> Optional.ofNullable(schemas.get(label))
                        .map(Schema::name)
                        .orElse(label),
                named);
        Map<ObjectKey, SchemaObject> objects = new LinkedHashMap<>();
        for (ObjectSpec<?> spec : rules.objects()) {
            for (Block block : document.blocks(spec.shape().type())) {
                spec.read(reader(block), reader).ifPresent(object -> add(object, reader(block), objects));
            }
        }
        return List.copyOf(objects.values());
    }

    private void add(SchemaObject object, BlockReader block, Map<ObjectKey, SchemaObject> objects) {
        @Nullable SchemaObject first = objects.putIfAbsent(object.key(), object);
        if (first == null && object.key().equals(ObjectKey.type(object.name()))) {
            first = enums.get(object.name());
        }
        @Nullable
        TableEntry table = object.key().equals(ObjectKey.relation(object.name())) ? entries.get(object.name()) : null;
        if (first != null || table != null) {
            duplicate(
                    block,
                    object.kind(),
                    block.name(),
                    first == null && table != null ? table.block().range() : first == null ? null : first.range());
        }
    }

    /** The schema that a block names, without a word if it does not. */
    private Optional<String> schemaName(Block block) {
        return block.attribute("schema")
                .filter(attribute -> !block.labels().isEmpty())
                .flatMap(attribute -> attribute.value() instanceof Value.Reference(List<String> path)
                        ? Optional.ofNullable(schemas.get(path.getLast()))
                        : Optional.empty())
                .map(Schema::name);
    }

    private BlockReader reader(Block block) {
        return new BlockReader(block, BlockReader.Scope.NONE, diagnostics);
    }

    private void schema(Block block) {
        BlockReader reader = reader(block);
        String name = reader.text("name").orElse(reader.name());
        Optional<Schema> twin = schemas.values().stream()
                .filter(schema -> schema.name().equals(name))
                .findFirst()
                .or(() -> Optional.ofNullable(schemas.get(reader.name())));
        if (twin.isPresent()) {
            duplicate(reader, "schema", name, twin.get().range());
            return;
        }
        schemas.put(
                reader.name(),
                new Schema(
                        name,
                        List.of(),
                        List.of(),
                        reader.text("comment").orElse(null),
                        rules.readSchema(reader),
                        block.range()));
    }

    private static void duplicate(BlockReader reader, String kind, String name, @Nullable Object first) {
        reader.error("duplicate " + kind + " \"" + name + "\"", "It is already defined at " + first + ".");
    }

    private void enumType(Block block) {
        BlockReader reader = reader(block);
        Optional<String> schema = schemaOf(reader, "enum");
        if (schema.isEmpty()) {
            return;
        }
        QualifiedName name = new QualifiedName(schema.get(), reader.name());
        if (enums.containsKey(name)) {
            duplicate(reader, "enum", reader.name(), enums.get(name).range());
            return;
        }
        List<String> values = reader.texts("values");
        Set<String> seen = new HashSet<>();
        for (String value : values) {
            if (!seen.add(value)) {
                reader.error(
                        "values",
                        "duplicate value \"" + value + "\" in enum \"" + reader.name() + "\"",
                        "Remove one of them.");
            }
        }
        enums.put(name, new EnumType(name, values, reader.text("comment").orElse(null), block.range()));
    }

    private void entry(Block block) {
        BlockReader plain = reader(block);
        Optional<String> schema = schemaOf(plain, "table");
        if (schema.isEmpty()) {
            return;
        }
        QualifiedName name = new QualifiedName(schema.get(), plain.name());
        if (entries.containsKey(name)) {
            duplicate(plain, "table", plain.name(), entries.get(name).block().range());
            return;
        }
        List<String> columns = block.blocks("column").stream()
                .filter(column -> !column.labels().isEmpty())
                .map(column -> column.labels().getLast())
                .toList();
        BlockReader scoped = new BlockReader(block, new BlockReader.Scope(plain.name(), columns), diagnostics);
        entries.put(name, new TableEntry(name, block.labels(), columns, scoped));
    }

    /** The name of the schema that an element says it lives in; what is wrong with it is told. */
    private Optional<String> schemaOf(BlockReader reader, String kind) {
        Optional<Attribute> attribute = reader.block().attribute("schema");
        if (attribute.isEmpty()) {
            if (!reader.rejected("schema")) {
                reader.error(
                        "cannot extract schema name for " + kind + " \"" + reader.name()
                                + "\": schemahcl: type \"schema\" was not found in nil reference",
                        "Say where it lives: schema = schema."
                                + schemas.keySet().stream().findFirst().orElse("name") + ".");
            }
            return Optional.empty();
        }
        if (!(attribute.get().value() instanceof Value.Reference(List<String> path))) {
            return Optional.empty();
        }
        if (path.size() != 2) {
            reader.error(
                    "schema",
                    "invalid reference \"" + String.join(".", path) + "\"",
                    "Write schema.name, the label of a schema block.");
            return Optional.empty();
        }
        String label = path.getLast();
        @Nullable Schema schema = schemas.get(label);
        if (schema == null) {
            unknownSchema(reader, kind, label, attribute.get().valueRange());
            return Optional.empty();
        }
        return Optional.of(schema.name());
    }

    private void unknownSchema(BlockReader reader, String kind, String label, SourceRange reference) {
        if (schemas.isEmpty()) {
            reader.error(
                    "schema",
                    "schema \"" + label + "\" not found for " + kind + " \"" + reader.name() + "\"",
                    "Add a block schema \"" + label + "\" {}.");
            return;
        }
        // Points at the label alone if it is written as a plain name.
        int length = label.codePointCount(0, label.length()) + 1;
        Position end = reference.end();
        boolean plain = reference.start().line() == end.line()
                && end.column() - reference.start().column() == "schema".length() + length;
        SourceRange range = plain
                ? new SourceRange(reference.file(), new Position(end.line(), end.column() - length), end)
                : reference;
        diagnostics.add(
                range,
                "Unsupported attribute",
                "This object does not have an attribute named \"" + label + "\"."
                        + Suggestions.didYouMean(label, schemas.keySet()));
    }
}
