package io.atlasoperator.spec;

import io.atlasoperator.hcl.Attribute;
import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.Suggestions;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.IndexPartOptions;
import io.atlasoperator.source.SourceRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A block of a schema file that fits its shape, with the values of its attributes. Attributes that did not fit have
 * been told and look as if they were not written. Not safe for use by several threads.
 */
public final class BlockReader {
    private final Block block;
    private final Scope scope;
    private final Diagnostics diagnostics;

    BlockReader(Block block, Scope scope, Diagnostics diagnostics) {
        this.block = block;
        this.scope = scope;
        this.diagnostics = diagnostics;
    }

    /**
     * What columns mean here.
     *
     * @param table the label of the table around
     * @param columns the names of its columns
     */
    record Scope(String table, List<String> columns) {
        static final Scope NONE = new Scope("", List.of());

        Scope {
            columns = List.copyOf(columns);
        }
    }

    /** The last label, or the empty text if there is none. */
    public String name() {
        return block.labels().isEmpty() ? "" : block.labels().getLast();
    }

    /** What kind of block it is. */
    public String type() {
        return block.type();
    }

    /** Where the block stands. */
    public SourceRange range() {
        return block.range();
    }

    Block block() {
        return block;
    }

    /** The label of the table around this block. */
    public String table() {
        return scope.table();
    }

    /** The string of an attribute, also of one that takes words or SQL. */
    public Optional<String> text(String attribute) {
        return block.attribute(attribute)
                .flatMap(found ->
                        found.value() instanceof Value.Text(String text) ? Optional.of(text) : Optional.empty());
    }

    /** The whole number of an attribute. */
    public Optional<Long> number(String attribute) {
        return block.attribute(attribute)
                .flatMap(found -> found.value() instanceof Value.Num(BigDecimal number)
                        ? Optional.of(number.longValueExact())
                        : Optional.empty());
    }

    /**
     * The value of an attribute as SQL: a number, true, false, {@code sql("…")} as it is, a string as a literal.
     *
     * @param literal makes the literal of a string
     */
    public Optional<String> expression(String attribute, UnaryOperator<String> literal) {
        return block.attribute(attribute).flatMap(found -> switch (found.value()) {
            case Value.Text(String text) -> Optional.of(literal.apply(text));
            case Value.Num(BigDecimal number) -> Optional.of(number.toPlainString());
            case Value.Bool(boolean value) -> Optional.of(Boolean.toString(value));
            case Value.RawSql(String sql) -> Optional.of(sql);
            case Value.Null _, Value.ListValue _, Value.ObjectValue _, Value.Reference _, Value.Call _ ->
                Optional.empty();
        });
    }

    /** The SQL of an attribute that is written {@code sql("…")}. */
    public Optional<String> rawSql(String attribute) {
        return block.attribute(attribute)
                .flatMap(found ->
                        found.value() instanceof Value.RawSql(String sql) ? Optional.of(sql) : Optional.empty());
    }

    /** Whether an attribute is true. */
    public Optional<Boolean> bool(String attribute) {
        return block.attribute(attribute)
                .flatMap(found ->
                        found.value() instanceof Value.Bool(boolean value) ? Optional.of(value) : Optional.empty());
    }

    /** The value of an attribute, as it was written. */
    Optional<Value> value(String attribute) {
        return block.attribute(attribute).map(Attribute::value);
    }

    /** The strings of an attribute, none if it is not written. */
    public List<String> texts(String attribute) {
        return block.attribute(attribute).map(Attribute::value).stream()
                .flatMap(value -> value instanceof Value.ListValue(List<Value> values) ? values.stream() : Stream.of())
                .flatMap(value -> value instanceof Value.Text(String text) ? Stream.of(text) : Stream.of())
                .toList();
    }

    /** The blocks of that type inside, in order. */
    public List<BlockReader> blocks(String type) {
        return block.blocks(type).stream()
                .map(inner -> new BlockReader(inner, scope, diagnostics))
                .toList();
    }

    /** Whether an attribute is written and fits. */
    public boolean has(String attribute) {
        return block.attribute(attribute).isPresent();
    }

    /** The type of the block that an attribute refers to. */
    public Optional<String> referenced(String attribute) {
        return block.attribute(attribute)
                .flatMap(found -> found.value() instanceof Value.Reference(List<String> path)
                        ? Optional.of(path.getFirst())
                        : Optional.empty());
    }

    /** How many values an attribute lists, 0 if it is not written. */
    int lists(String attribute) {
        return block.attribute(attribute).map(Attribute::value).stream()
                .mapToInt(value -> value instanceof Value.ListValue(List<Value> values) ? values.size() : 0)
                .sum();
    }

    /** Whether an attribute is written but did not fit its shape. */
    public boolean rejected(String attribute) {
        return diagnostics.rejected(block, attribute);
    }

    /** The only block of that type inside, if there is one; a second one is told. */
    public Optional<BlockReader> single(String type) {
        List<BlockReader> all = blocks(type);
        for (BlockReader further : all.subList(Math.min(1, all.size()), all.size())) {
            further.error(
                    "multiple blocks \"" + type + "\"",
                    "Only one is allowed here, the first is at "
                            + all.getFirst().range() + ".");
        }
        return all.stream().findFirst();
    }

    /** Tells what is wrong with the whole block. */
    public void error(String summary, String detail) {
        diagnostics.add(range(), summary, detail);
    }

    /** Tells what is wrong with an attribute, or with the block if the attribute is not written. */
    public void error(String attribute, String summary, String detail) {
        diagnostics.add(block.attribute(attribute).map(Attribute::valueRange).orElse(range()), summary, detail);
    }

    /** The columns of the own table that an attribute lists; those that do not exist are told and left out. */
    public List<String> columns(String attribute) {
        return block.attribute(attribute).map(Attribute::value).stream()
                .flatMap(value ->
                        value instanceof Value.ListValue(List<Value> values) ? values.stream() : Stream.of(value))
                .flatMap(value -> column(attribute, value).stream())
                .toList();
    }

    private Optional<String> column(String attribute, Value value) {
        if (!(value instanceof Value.Reference(List<String> path))) {
            return Optional.empty();
        }
        int size = path.size();
        boolean own = size == 2 && path.getFirst().equals("column");
        boolean table = (size == 4 || size == 5)
                && path.getFirst().equals("table")
                && path.get(size - 2).equals("column");
        String reference = String.join(".", path);
        if (!own && !table) {
            error(attribute, "invalid reference \"" + reference + "\"", "Write column.name, a column of this table.");
            return Optional.empty();
        }
        if (table && !path.get(size - 3).equals(scope.table())) {
            error(
                    attribute,
                    "invalid reference \"" + reference + "\"",
                    "It is to be a column of the table \"" + scope.table() + "\" itself.");
            return Optional.empty();
        }
        String column = path.getLast();
        // A view need not list its columns.
        if (!scope.columns().contains(column)
                && !(scope.columns().isEmpty() && !block.type().equals("table"))) {
            unknownColumn(attribute, column, scope.table(), scope.columns());
            return Optional.empty();
        }
        return Optional.of(column);
    }

    void unknownColumn(String attribute, String column, String table, List<String> known) {
        error(
                attribute,
                "column \"" + column + "\" was not found in table " + table,
                "The table has no column of that name." + Suggestions.didYouMean(column, known));
    }

    /**
     * The columns and expressions that {@code columns} or the blocks inside list: the one or the other. Empty if
     * something was wrong, which is told then.
     *
     * @param blockType the type of the blocks inside: {@code on}
     * @param missing the message if there is neither
     * @param multiple the message if there are both
     * @param what how messages name the whole: {@code index "users_name"}
     * @param options reads the options of a part, told whether it is descending
     */
    public List<IndexPart> parts(
            String blockType,
            String missing,
            String multiple,
            String what,
            BiFunction<BlockReader, Boolean, @Nullable IndexPartOptions> options) {
        List<BlockReader> blocks = blocks(blockType);
        boolean written = block.attribute("columns").isPresent();
        if (written && !blocks.isEmpty()) {
            error(multiple, "Keep the one form and remove the other.");
            return List.of();
        }
        if (written) {
            List<String> columns = columns("columns");
            if (lists("columns") == 0) {
                error("columns", missing, "The list of columns is empty.");
            }
            return columns.stream().<IndexPart>map(IndexPart.OfColumn::of).toList();
        }
        if (blocks.isEmpty() && !rejected("columns")) {
            error(missing, "Write columns = [column.name], or blocks \"" + blockType + "\".");
        }
        List<IndexPart> parts = new ArrayList<>();
        for (int position = 0; position < blocks.size(); position++) {
            blocks.get(position)
                    .part(what + " at position " + position, options)
                    .ifPresent(parts::add);
        }
        return parts;
    }

    private Optional<IndexPart> part(
            String where, BiFunction<BlockReader, Boolean, @Nullable IndexPartOptions> options) {
        boolean hasColumn = block.attribute("column").isPresent();
        Optional<String> expression = text("expr");
        if (hasColumn && expression.isPresent()) {
            error("cannot use both \"column\" and \"expr\" in " + where, "Keep the one and remove the other.");
            return Optional.empty();
        }
        if (!hasColumn && expression.isEmpty()) {
            if (rejected("column") || rejected("expr")) {
                return Optional.empty();
            }
            error("\"column\" or \"expr\" are required for " + where, "Write one of the two.");
            return Optional.empty();
        }
        boolean descending = bool("desc").orElse(false);
        @Nullable IndexPartOptions own = options.apply(this, descending);
        return expression.isPresent()
                ? Optional.of(new IndexPart.OfExpression(Expressions.strip(expression.get()), descending, own))
                : columns("column").stream().findFirst().map(column -> new IndexPart.OfColumn(column, descending, own));
    }
}
