package io.atlasoperator.spec;

import io.atlasoperator.hcl.Attribute;
import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.source.Position;
import io.atlasoperator.source.SourceRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects what a block is to hold. What is built is in the order of the block's shape, whatever the order of calls;
 * blocks of one type keep theirs. Not safe for use by several threads.
 */
public final class BlockWriter {
    /** What is written stands in no file. */
    private static final SourceRange NOWHERE = new SourceRange("", new Position(1, 1), new Position(1, 1));

    private final BlockShape shape;
    private final List<String> labels;
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    BlockWriter(BlockShape shape, List<String> labels) {
        this.shape = shape;
        this.labels = List.copyOf(labels);
    }

    /** Begins a block of that type inside this one; it is added with {@link #add}. */
    public BlockWriter inside(String type, String... innerLabels) {
        BlockShape inner = shape.block(type).orElseGet(() -> BlockShape.of(type, BlockShape.Labels.NONE));
        return new BlockWriter(inner, List.of(innerLabels));
    }

    /** Whether the database's language has such blocks inside this one. */
    boolean takes(String type) {
        return shape.block(type).isPresent();
    }

    /** Adds an attribute with an expression, in parentheses unless it is a single call. */
    public BlockWriter expression(String name, String sql) {
        return text(name, Expressions.wrapUnlessCall(sql));
    }

    /** Adds an attribute. */
    public BlockWriter value(String name, Value value) {
        attributes.add(new Attribute(name, value, NOWHERE, NOWHERE));
        return this;
    }

    /** Adds an attribute with a string. */
    public BlockWriter text(String name, String text) {
        return value(name, new Value.Text(text));
    }

    /** Adds an attribute with SQL that may have several lines; its reader takes away the spaces around it. */
    public BlockWriter block(String name, String sql) {
        return text(name, sql.indexOf('\n') < 0 ? sql : sql + "\n");
    }

    /** Adds an attribute with a bare word. */
    public BlockWriter word(String name, String word) {
        return value(name, new Value.Reference(List.of(word)));
    }

    /** Adds an attribute with {@code sql("…")}. */
    public BlockWriter sql(String name, String sql) {
        return value(name, new Value.RawSql(sql));
    }

    /** Adds an attribute with a bool. */
    public BlockWriter bool(String name, boolean bool) {
        return value(name, new Value.Bool(bool));
    }

    /** Adds an attribute with a number. */
    public BlockWriter number(String name, long number) {
        return value(name, new Value.Num(BigDecimal.valueOf(number)));
    }

    /** Adds an attribute with a list of columns of the own table. */
    public BlockWriter columns(String name, List<String> columns) {
        return value(
                name,
                new Value.ListValue(columns.stream()
                        .<Value>map(column -> new Value.Reference(List.of("column", column)))
                        .toList()));
    }

    /** Adds an attribute with a list of strings. */
    public BlockWriter texts(String name, List<String> texts) {
        return value(
                name,
                new Value.ListValue(texts.stream().<Value>map(Value.Text::new).toList()));
    }

    /** Adds an attribute with one column of the own table. */
    public BlockWriter column(String name, String column) {
        return value(name, new Value.Reference(List.of("column", column)));
    }

    /** Adds the finished block inside. */
    public BlockWriter add(BlockWriter inner) {
        blocks.add(inner.build());
        return this;
    }

    Block build() {
        attributes.sort(Comparator.comparingInt(attribute -> shape.placeOfAttribute(attribute.name())));
        blocks.sort(Comparator.comparingInt(block -> shape.placeOfBlock(block.type())));
        return new Block(shape.type(), labels, attributes, blocks, NOWHERE);
    }
}
