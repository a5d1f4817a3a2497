package io.atlasoperator.spec;

import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.Document;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.EnumType;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import java.util.ArrayList;
import java.util.List;

/** Writes the model as a schema document: tables, then enums, then schemas, each in the order of the realm. */
public final class SpecWriter {
    private final SpecRules rules;
    private final Qualification qualification;
    private final BlockShape tableShape;
    private final BlockShape enumShape;
    private final BlockShape schemaShape;

    private SpecWriter(SpecRules rules, Qualification qualification) {
        this.rules = rules;
        this.qualification = qualification;
        List<BlockShape> shapes = rules.blocks();
        this.tableShape = shape("table", shapes);
        this.enumShape = shape("enum", shapes);
        this.schemaShape = shape("schema", shapes);
    }

    private static BlockShape shape(String type, List<BlockShape> shapes) {
        return shapes.stream()
                .filter(candidate -> candidate.type().equals(type))
                .findFirst()
                .orElseGet(() -> BlockShape.of(type, BlockShape.Labels.NAME));
    }

    /** The document that {@link SpecReader} reads as the same realm, ranges apart. */
    public static Document write(Realm realm, SpecRules rules) {
        return new SpecWriter(rules, new Qualification(realm)).write(rules.terse(realm));
    }

    private Document write(Realm realm) {
        TableWriter tables = new TableWriter(rules, qualification);
        List<Block> blocks = new ArrayList<>();
        realm.schemas()
                .forEach(schema -> schema.tables()
                        .forEach(table -> tables.write(
                                table, new BlockWriter(tableShape, qualification.tableLabels(table.name())), blocks)));
        ObjectWriter writer = new ObjectWriter(rules, qualification);
        for (ObjectSpec<?> spec : rules.objects()) {
            objects(spec, realm, writer, blocks);
        }
        realm.schemas().forEach(schema -> schema.enums().forEach(type -> blocks.add(write(type))));
        realm.schemas().forEach(schema -> blocks.add(write(schema)));
        return new Document(List.of(), blocks);
    }

    private <T extends SchemaObject> void objects(
            ObjectSpec<T> spec, Realm realm, ObjectWriter writer, List<Block> blocks) {
        realm.allObjects()
                .filter(spec.type()::isInstance)
                .map(spec.type()::cast)
                .filter(spec::writes)
                .forEach(object -> {
                    List<String> labels = switch (object.key().namespace()) {
                        case RELATION -> qualification.tableLabels(object.name());
                        case TYPE -> qualification.typeLabels(object.name());
                        case REALM, ROUTINE, TRIGGER, OTHER ->
                            spec.shape().labels() == BlockShape.Labels.NONE
                                    ? List.<String>of()
                                    : List.of(spec.label(object));
                    };
                    BlockWriter out = new BlockWriter(spec.shape(), labels);
                    spec.write(object, out, writer);
                    blocks.add(out.build());
                });
    }

    private Block write(EnumType type) {
        BlockWriter out = new BlockWriter(enumShape, qualification.typeLabels(type.name()))
                .value(
                        "schema",
                        new Value.Reference(List.of("schema", type.name().schema())))
                .value(
                        "values",
                        new Value.ListValue(type.values().stream()
                                .<Value>map(Value.Text::new)
                                .toList()));
        if (type.comment() != null) {
            out.text("comment", type.comment());
        }
        return out.build();
    }

    private Block write(Schema schema) {
        BlockWriter out = new BlockWriter(schemaShape, List.of(schema.name()));
        if (schema.comment() != null) {
            out.text("comment", schema.comment());
        }
        rules.writeSchema(schema, out);
        return out.build();
    }
}
