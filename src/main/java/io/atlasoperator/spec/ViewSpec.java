package io.atlasoperator.spec;

import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.View;
import io.atlasoperator.spec.BlockShape.Labels;
import java.util.Optional;

/**
 * Views, written {@code view} and {@code materialized}. Columns may be listed for documentation and comments; the query
 * says what they are.
 */
public final class ViewSpec implements ObjectSpec<View> {
    private final SpecRules rules;
    private final BlockShape shape;
    private final boolean materialized;

    private ViewSpec(SpecRules rules, BlockShape shape, boolean materialized) {
        this.rules = rules;
        this.shape = shape;
        this.materialized = materialized;
    }

    /**
     * Plain views.
     *
     * @param own attributes that the database adds
     */
    public static ViewSpec plain(SpecRules rules, BlockShape column, AttributeShape... own) {
        return new ViewSpec(rules, shape("view", own).withBlocks(column), false);
    }

    /**
     * Materialized views.
     *
     * @param own attributes that the database adds
     */
    public static ViewSpec materialized(SpecRules rules, BlockShape column, BlockShape index, AttributeShape... own) {
        return new ViewSpec(rules, shape("materialized", own).withBlocks(column, index), true);
    }

    private static BlockShape shape(String type, AttributeShape... own) {
        return BlockShape.of(
                        type,
                        Labels.QUALIFIED_NAME,
                        Shapes.schemaReference(),
                        AttributeShape.sql("as").must())
                .withAttributes(own)
                .withAttributes(AttributeShape.text("comment"), Shapes.dependsOn(), Shapes.renamedFrom());
    }

    @Override
    public Class<View> type() {
        return View.class;
    }

    @Override
    public BlockShape shape() {
        return shape;
    }

    @Override
    public boolean writes(View view) {
        return view.materialized() == materialized;
    }

    @Override
    public Optional<View> read(BlockReader block, ObjectReader reader) {
        Optional<QualifiedName> name = reader.name(block);
        Optional<String> definition = block.text("as").map(ViewSpec::query);
        if (name.isEmpty() || definition.isEmpty()) {
            return Optional.empty();
        }
        Table parts = reader.parts(block, name.get());
        return Optional.of(new View(
                name.get(),
                materialized,
                parts.columns(),
                definition.get(),
                parts.indexes(),
                parts.comment(),
                rules.readView(block),
                block.range()));
    }

    private static String query(String text) {
        String query = text.strip();
        return query.endsWith(";") ? query.substring(0, query.length() - 1).stripTrailing() : query;
    }

    @Override
    public void write(View view, BlockWriter out, ObjectWriter writer) {
        out.value("schema", writer.schema(view.name().schema())).block("as", view.definition());
        if (view.comment() != null) {
            out.text("comment", view.comment());
        }
        rules.writeView(view, out);
        writer.parts(
                Table.builder(view.name())
                        .columns(view.columns())
                        .indexes(view.indexes())
                        .build(),
                out);
    }
}
