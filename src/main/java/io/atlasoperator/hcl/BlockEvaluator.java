package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Evaluates blocks, those with {@code for_each} once for every element. */
final class BlockEvaluator {
    private static final String FOR_EACH = "for_each";
    private static final Set<String> DYNAMIC_ATTRIBUTES = Set.of(FOR_EACH, "iterator");

    private final ExpressionEvaluator expressions;
    private final Diagnostics diagnostics;
    private final Diagnostics values;
    private final Set<Evaluation.Missing> missing = new LinkedHashSet<>();

    /** Whether the block that is being evaluated is made several times, or is inside of one that is. */
    private boolean repeating;

    /**
     * @param diagnostics takes what makes it unknown which blocks there are
     * @param values takes why attributes have no value
     */
    BlockEvaluator(ExpressionEvaluator expressions, Diagnostics diagnostics, Diagnostics values) {
        this.expressions = expressions;
        this.diagnostics = diagnostics;
        this.values = values;
    }

    /** The attributes so far that have no value. */
    Set<Evaluation.Missing> missing() {
        return missing;
    }

    /** The blocks that one written block stands for. */
    List<Block> expand(Syntax.BlockNode block, Scope scope) {
        if (block.type().equals("dynamic")) {
            return dynamic(block, scope);
        }
        Syntax.AttributeNode forEach = block.body().attribute(FOR_EACH);
        if (forEach == null) {
            return List.of(block(block, scope));
        }
        return repeated(
                elements(forEach, scope),
                entry -> named(block(block, scope.with("each", Scope.each(entry.key(), entry.value())))));
    }

    private List<Block> repeated(List<Conversions.Entry> entries, Function<Conversions.Entry, Block> make) {
        boolean outer = repeating;
        repeating = true;
        try {
            List<Block> blocks = new ArrayList<>();
            entries.forEach(entry -> blocks.add(make.apply(entry)));
            return blocks;
        } finally {
            repeating = outer;
        }
    }

    /**
     * A repeated block with its own name: labels are fixed words, so the attribute {@code name} takes the place of the last
     * one. An env says with it which of several it is.
     */
    private static Block named(Block repeated) {
        Optional<Attribute> name = repeated.attribute("name");
        if (repeated.type().equals("env")
                || !(name.isPresent() && name.get().value() instanceof Value.Text(String text))) {
            return repeated;
        }
        List<String> labels = new ArrayList<>(repeated.labels());
        if (!labels.isEmpty()) {
            labels.removeLast();
        }
        labels.add(text);
        return new Block(
                repeated.type(),
                labels,
                repeated.attributes().stream()
                        .filter(attribute -> !attribute.equals(name.get()))
                        .toList(),
                repeated.blocks(),
                repeated.range());
    }

    private Block block(Syntax.BlockNode block, Scope scope) {
        if (repeating) {
            long attributes = block.body().attributes().size();
            expressions.budget().take(Budget.BLOCK + attributes * Budget.ATTRIBUTE, block.range());
        }
        if (block.labels().size() > 2) {
            diagnostics.add(
                    block.range(),
                    "too many labels for block: [" + String.join(" ", block.labels()) + "]",
                    "A block has at most two labels, a qualifier and a name.");
        }
        return new Block(
                block.type(),
                block.labels(),
                attributes(block.body(), scope, Set.of(FOR_EACH), block.range()),
                blocks(block.body(), scope),
                block.range());
    }

    /** Like {@link #expand}, for a block whose failure belongs to whoever asked for its value. */
    Block strict(Syntax.BlockNode block, Scope scope) {
        List<Attribute> attributes = new ArrayList<>();
        for (Syntax.AttributeNode attribute : block.body().attributes()) {
            evaluated(attribute, scope).ifPresent(attributes::add);
        }
        return new Block(block.type(), block.labels(), attributes, blocks(block.body(), scope), block.range());
    }

    private List<Block> blocks(Syntax.Body body, Scope scope) {
        List<Block> blocks = new ArrayList<>();
        for (Syntax.BlockNode inner : body.blocks()) {
            blocks.addAll(expand(inner, scope));
        }
        return blocks;
    }

    /**
     * The attributes of a body that are not null and not among those that only steer evaluation.
     *
     * @param range the place of the block
     */
    List<Attribute> attributes(Syntax.Body body, Scope scope, Set<String> steering, SourceRange range) {
        List<Attribute> attributes = new ArrayList<>();
        for (Syntax.AttributeNode attribute : body.attributes()) {
            if (!steering.contains(attribute.name())) {
                Guard.attempt(values, attribute.nameRange(), () -> evaluated(attribute, scope))
                        .ifPresentOrElse(
                                result -> result.ifPresent(attributes::add),
                                () -> missing.add(new Evaluation.Missing(range, attribute.name())));
            }
        }
        return attributes;
    }

    private Optional<Attribute> evaluated(Syntax.AttributeNode attribute, Scope scope) {
        SourceRange range = attribute.expression().range();
        Value value = expressions.evaluate(attribute.expression(), scope);
        if (value instanceof Value.Null) {
            return Optional.empty();
        }
        if (value instanceof Value.ListValue list && isMixed(list)) {
            throw new EvaluationFailure(
                    range,
                    "mixed list types used in \"" + attribute.name() + "\" attribute",
                    "All elements of a list must have the same type.");
        }
        return Optional.of(new Attribute(attribute.name(), value, attribute.nameRange(), range));
    }

    private static boolean isMixed(Value.ListValue list) {
        Set<Class<?>> kinds = new LinkedHashSet<>();
        for (Value value : list.values()) {
            if (value instanceof Value.Text || value instanceof Value.Num || value instanceof Value.Bool) {
                kinds.add(value.getClass());
            }
        }
        return kinds.size() > 1;
    }

    private List<Conversions.Entry> elements(Syntax.AttributeNode forEach, Scope scope) {
        SourceRange range = forEach.expression().range();
        return Guard.attempt(diagnostics, range, () -> {
                    Value value = expressions.plain(forEach.expression(), scope);
                    List<Conversions.Entry> entries = Conversions.entries(value);
                    if (entries == null) {
                        throw new EvaluationFailure(
                                range,
                                "for_each does not support " + Conversions.describe(value) + " type",
                                "Give it a set, a list or an object.");
                    }
                    boolean list = value instanceof Value.ListValue;
                    return list ? entries.stream().map(BlockEvaluator::keyed).toList() : entries;
                })
                .orElse(List.of());
    }

    /** The key of a set's element is the element itself. Sets of texts are lists here, so lists of texts do the same. */
    private static Conversions.Entry keyed(Conversions.Entry entry) {
        return entry.value() instanceof Value.Text ? new Conversions.Entry(entry.value(), entry.value()) : entry;
    }

    private List<Block> dynamic(Syntax.BlockNode block, Scope scope) {
        Syntax.AttributeNode forEach = block.body().attribute(FOR_EACH);
        List<Syntax.BlockNode> contents = block.body().blocks();
        boolean wellFormed = block.labels().size() == 1
                && forEach != null
                && contents.size() == 1
                && contents.getFirst().type().equals("content");
        if (!wellFormed || forEach == null) {
            diagnostics.add(
                    block.range(),
                    "Invalid dynamic block",
                    "It needs one label (the type of the blocks), a for_each argument and one content block.");
            return List.of();
        }
        for (Syntax.AttributeNode attribute : block.body().attributes()) {
            if (!DYNAMIC_ATTRIBUTES.contains(attribute.name())
                    && !attribute.name().equals("labels")) {
                diagnostics.add(
                        attribute.nameRange(),
                        "Invalid dynamic block",
                        "There is no attribute named \"" + attribute.name()
                                + "\" in a dynamic block. Use for_each, iterator or labels.");
            }
        }
        String type = block.labels().getFirst();
        Syntax.BlockNode content = contents.getFirst();
        return repeated(elements(forEach, scope), entry -> {
            Scope inner = scope.withIterator(iterator(block, type), entry.key(), entry.value());
            List<String> labels = labels(block, inner);
            return block(new Syntax.BlockNode(type, labels, content.body(), block.range()), inner);
        });
    }

    private String iterator(Syntax.BlockNode block, String type) {
        Syntax.AttributeNode iterator = block.body().attribute("iterator");
        if (iterator == null) {
            return type;
        }
        if (iterator.expression() instanceof Expression.Name name) {
            return name.name();
        }
        diagnostics.add(
                iterator.expression().range(), "Invalid dynamic block", "The iterator must be a single variable name.");
        return type;
    }

    private List<String> labels(Syntax.BlockNode block, Scope scope) {
        Syntax.AttributeNode labels = block.body().attribute("labels");
        if (labels == null) {
            return List.of();
        }
        SourceRange range = labels.expression().range();
        return Guard.attempt(diagnostics, range, () -> {
                    List<String> texts = new ArrayList<>();
                    if (expressions.plain(labels.expression(), scope) instanceof Value.ListValue list) {
                        for (Value value : list.values()) {
                            String text = Conversions.toText(value);
                            if (text != null) {
                                texts.add(text);
                            }
                        }
                        if (texts.size() == list.values().size()) {
                            return texts;
                        }
                    }
                    throw new EvaluationFailure(
                            range, "Invalid dynamic block", "The labels must be a list of strings.");
                })
                .orElse(List.of());
    }
}
