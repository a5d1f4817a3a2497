package io.atlasoperator.spec;

import io.atlasoperator.hcl.Attribute;
import io.atlasoperator.hcl.Block;
import io.atlasoperator.hcl.Suggestions;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.spec.ValueShape.OfBool;
import io.atlasoperator.spec.ValueShape.OfChoice;
import io.atlasoperator.spec.ValueShape.OfDefault;
import io.atlasoperator.spec.ValueShape.OfName;
import io.atlasoperator.spec.ValueShape.OfNames;
import io.atlasoperator.spec.ValueShape.OfNumber;
import io.atlasoperator.spec.ValueShape.OfReference;
import io.atlasoperator.spec.ValueShape.OfReferenceOrSql;
import io.atlasoperator.spec.ValueShape.OfReferences;
import io.atlasoperator.spec.ValueShape.OfSql;
import io.atlasoperator.spec.ValueShape.OfText;
import io.atlasoperator.spec.ValueShape.OfTexts;
import io.atlasoperator.spec.ValueShape.OfType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds the value of an attribute against its shape, and brings it to the form that readers see. */
final class ValueChecker {
    private static final Set<String> RELATIONS = Set.of("table", "view", "materialized");

    private final SiblingReferences siblings;
    private final Set<String> types;
    private final Diagnostics diagnostics;

    /** @param types the blocks that a type may refer to */
    ValueChecker(SiblingReferences siblings, Set<String> types, Diagnostics diagnostics) {
        this.siblings = siblings;
        this.types = Set.copyOf(types);
        this.diagnostics = diagnostics;
    }

    /** The attribute as readers see it, or nothing if it is wrong, which is told then. */
    Optional<Attribute> check(Attribute attribute, AttributeShape shape, List<Block> enclosing) {
        return value(attribute, shape, enclosing)
                .map(value -> new Attribute(attribute.name(), value, attribute.nameRange(), attribute.valueRange()));
    }

    private Optional<Value> value(Attribute attribute, AttributeShape shape, List<Block> enclosing) {
        Value written = attribute.value();
        return switch (shape.value()) {
            case OfReference(List<String> roots)
            when written instanceof Value.Reference reference -> {
                if (roots.contains(reference.root())
                        || (roots.contains("column") && reference.root().equals("table"))
                        || (roots.contains(OfReference.RELATION) && RELATIONS.contains(reference.root()))) {
                    yield Optional.of(written);
                }
                yield wrong(attribute, shape, enclosing, written);
            }
            case OfReference _ -> wrong(attribute, shape, enclosing, written);
            case OfReferenceOrSql(List<String> roots) -> {
                boolean right = written instanceof Value.RawSql
                        || written instanceof Value.Reference reference && roots.contains(reference.root());
                yield right ? Optional.of(written) : wrong(attribute, shape, enclosing, written);
            }
            case OfReferences(List<String> roots) -> {
                boolean right = written instanceof Value.ListValue(List<Value> values)
                        && values.stream()
                                .allMatch(value ->
                                        value instanceof Value.Reference reference && roots.contains(reference.root()));
                yield right ? Optional.of(written) : wrong(attribute, shape, enclosing, written);
            }
            case OfChoice choice -> choice(attribute, choice, shape, enclosing);
            case OfName _ -> name(attribute, shape, enclosing);
            case OfType _ -> type(attribute, shape, enclosing);
            case OfTexts _ -> texts(attribute, shape, enclosing);
            case OfNames _ -> names(attribute, shape, enclosing);
            case OfText _, OfNumber _, OfBool _, OfSql _, OfDefault _ -> scalar(attribute, shape, enclosing);
        };
    }

    private Optional<Value> scalar(Attribute attribute, AttributeShape shape, List<Block> enclosing) {
        Optional<Value> resolved = resolve(attribute.value(), enclosing);
        if (resolved.isEmpty()) {
            return unknown(attribute, shape);
        }
        Value value = resolved.get();
        boolean right = switch (shape.value()) {
            case OfText _ -> value instanceof Value.Text;
            case OfNumber _ -> whole(value);
            case OfBool _ -> value instanceof Value.Bool;
            case OfSql _ -> value instanceof Value.Text || value instanceof Value.RawSql;
            case OfDefault _ ->
                value instanceof Value.Text
                        || value instanceof Value.Num
                        || value instanceof Value.Bool
                        || value instanceof Value.RawSql;
            case OfTexts _,
                    OfNames _,
                    OfChoice _,
                    OfName _,
                    OfReference _,
                    OfReferenceOrSql _,
                    OfReferences _,
                    OfType _ -> false;
        };
        if (!right) {
            return wrong(attribute, shape, enclosing, value);
        }
        return Optional.of(
                shape.value() instanceof OfSql && value instanceof Value.RawSql(String sql)
                        ? new Value.Text(sql)
                        : value);
    }

    private static boolean whole(Value value) {
        if (!(value instanceof Value.Num(BigDecimal number))) {
            return false;
        }
        try {
            return number.longValueExact() == number.longValue();
        } catch (ArithmeticException e) {
            return false;
        }
    }

    private Optional<Value> texts(Attribute attribute, AttributeShape shape, List<Block> enclosing) {
        if (!(attribute.value() instanceof Value.ListValue(List<Value> values))) {
            return wrong(attribute, shape, enclosing, attribute.value());
        }
        List<Value> texts = new ArrayList<>();
        for (Value value : values) {
            Optional<Value> resolved = resolve(value, enclosing);
            if (resolved.isEmpty() || !(resolved.get() instanceof Value.Text)) {
                return wrong(attribute, shape, enclosing, attribute.value());
            }
            texts.add(resolved.get());
        }
        return Optional.of(new Value.ListValue(texts));
    }

    private Optional<Value> names(Attribute attribute, AttributeShape shape, List<Block> enclosing) {
        if (!(attribute.value() instanceof Value.ListValue(List<Value> values))) {
            return wrong(attribute, shape, enclosing, attribute.value());
        }
        List<Value> names = new ArrayList<>();
        for (Value value : values) {
            switch (value) {
                case Value.Text text -> names.add(text);
                case Value.Reference(List<String> path)
                when path.size() == 1 -> names.add(new Value.Text(path.getFirst()));
                case Value other -> {
                    return wrong(attribute, shape, enclosing, attribute.value());
                }
            }
        }
        return Optional.of(new Value.ListValue(names));
    }

    private Optional<Value> choice(Attribute attribute, OfChoice choice, AttributeShape shape, List<Block> enclosing) {
        String word;
        boolean bare = false;
        switch (attribute.value()) {
            case Value.Text(String text) -> word = text;
            case Value.Reference(List<String> path)
            when path.size() == 1 -> {
                word = path.getFirst();
                bare = true;
            }
            case Value.Reference reference
            when resolve(reference, enclosing).orElse(reference) instanceof Value.Text(String text) -> word = text;
            case Value other -> {
                return wrong(attribute, shape, enclosing, other);
            }
        }
        if (choice.names().contains(word) || (choice.open() && !bare)) {
            return Optional.of(new Value.Text(word));
        }
        diagnostics.add(
                attribute.valueRange(),
                "Unknown " + enclosing.getLast().type() + "." + attribute.name(),
                "There is no " + attribute.name() + " named \"" + word + "\"."
                        + Suggestions.didYouMean(word, choice.names()));
        return Optional.empty();
    }

    private Optional<Value> name(Attribute attribute, AttributeShape shape, List<Block> enclosing) {
        return switch (attribute.value()) {
            case Value.Text text -> Optional.of(text);
            case Value.RawSql(String sql) -> Optional.of(new Value.Text(sql));
            case Value.Reference(List<String> path)
            when path.size() == 1 -> Optional.of(new Value.Text(path.getFirst()));
            case Value other -> wrong(attribute, shape, enclosing, other);
        };
    }

    private Optional<Value> type(Attribute attribute, AttributeShape shape, List<Block> enclosing) {
        Value value = attribute.value();
        if (value instanceof Value.Reference(List<String> path)
                && path.size() > 2
                && !types.contains(path.getFirst())) {
            Optional<Value> resolved = resolve(value, enclosing);
            if (resolved.isEmpty()) {
                return unknown(attribute, shape);
            }
            value = resolved.get();
        }
        return value instanceof Value.Reference || value instanceof Value.Call || value instanceof Value.RawSql
                ? Optional.of(value)
                : wrong(attribute, shape, enclosing, value);
    }

    private Optional<Value> resolve(Value value, List<Block> enclosing) {
        return value instanceof Value.Reference(List<String> path)
                ? siblings.value(path, enclosing)
                : Optional.of(value);
    }

    private Optional<Value> unknown(Attribute attribute, AttributeShape shape) {
        diagnostics.add(
                attribute.valueRange(),
                "Unknown reference",
                attribute.value() instanceof Value.Reference(List<String> path)
                        ? "There is no attribute " + String.join(".", path) + ", expected "
                                + shape.value().expected() + "."
                        : "Expected " + shape.value().expected() + ".");
        return Optional.empty();
    }

    private Optional<Value> wrong(Attribute attribute, AttributeShape shape, List<Block> enclosing, Value found) {
        diagnostics.add(
                attribute.valueRange(),
                "unexpected value for " + enclosing.getLast().type() + "." + attribute.name(),
                "Expected " + shape.value().expected() + ", got " + kind(found) + ".");
        return Optional.empty();
    }

    private static String kind(Value value) {
        return switch (value) {
            case Value.Text _ -> "a string";
            case Value.Num _ -> "a number";
            case Value.Bool _ -> "a bool";
            case Value.Null _ -> "null";
            case Value.ListValue(List<Value> values) -> {
                List<String> kinds =
                        values.stream().map(ValueChecker::kind).distinct().toList();
                yield switch (kinds.size()) {
                    case 0 -> "an empty list";
                    case 1 -> "a list with " + kinds.getFirst();
                    default -> "a list with " + String.join(" and ", kinds);
                };
            }
            case Value.ObjectValue _ -> "an object";
            case Value.Reference(List<String> path) -> "the reference " + String.join(".", path);
            case Value.Call(String name, List<Value> arguments) -> "a call to " + name;
            case Value.RawSql _ -> "sql(\"...\")";
        };
    }
}
