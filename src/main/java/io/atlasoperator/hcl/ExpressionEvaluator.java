package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates expressions. Errors leave it as {@link EvaluationFailure}. */
final class ExpressionEvaluator {
    /** What it costs to hold on to a value once more. */
    private static final int PART = 32;

    private final Definitions definitions;
    private final Calls calls;
    private final Budget budget = Budget.whole();

    ExpressionEvaluator(Definitions definitions, HclOptions options) {
        this.definitions = definitions;
        this.calls = new Calls(this, options);
    }

    /** What all of the evaluation may make. */
    Budget budget() {
        return budget;
    }

    Value evaluate(Expression expression, Scope scope) {
        budget.take(1, expression.range());
        return switch (expression) {
            case Expression.Literal literal -> literal.value();
            case Expression.Template template -> template(template, scope);
            case Expression.Name name -> name(name, scope);
            case Expression.Member member -> member(member, scope);
            case Expression.Index index ->
                Access.index(evaluate(index.target(), scope), plain(index.key(), scope), index.step());
            case Expression.Splat splat -> splat(splat, scope);
            case Expression.SplatElement element -> splatElement(element, scope);
            case Expression.Invocation invocation -> calls.call(invocation, scope);
            case Expression.Unary unary -> Operators.unary(unary, plain(unary.operand(), scope));
            case Expression.Binary binary -> binary(binary, scope);
            case Expression.Conditional conditional ->
                Operators.bool(
                                plain(conditional.condition(), scope),
                                conditional.condition().range())
                        ? evaluate(conditional.then(), scope)
                        : evaluate(conditional.otherwise(), scope);
            case Expression.Tuple tuple -> {
                List<Value> values = new ArrayList<>();
                for (Expression element : tuple.elements()) {
                    values.add(made(evaluate(element, scope), element));
                }
                yield new Value.ListValue(values);
            }
            case Expression.ObjectLiteral object -> object(object, scope);
            case Expression.For loop -> loop(loop, scope);
            case Expression.Parentheses parentheses -> evaluate(parentheses.inner(), scope);
        };
    }

    /** A value that becomes part of another one. */
    private Value made(Value value, Expression expression) {
        budget.take(PART, expression.range());
        return value;
    }

    /** A value that can be calculated with: not a name that only the reader of the document understands. */
    Value plain(Expression expression, Scope scope) {
        return plain(evaluate(expression, scope), expression);
    }

    Value plain(Value value, Expression expression) {
        return switch (value) {
            case Value.Reference reference ->
                throw new EvaluationFailure(
                        expression.range(),
                        "Unknown variable",
                        "There is no variable named \"" + reference.root()
                                + "\", and a reference to a block cannot be used as a value here.");
            case Value.Call call -> throw calls.unknown(call.name(), callRange(expression));
            case Value.RawSql sql ->
                throw new EvaluationFailure(
                        expression.range(), "Invalid operand", "sql(...) cannot be used as a value here.");
            case Value.Text v -> v;
            case Value.Num v -> v;
            case Value.Bool v -> v;
            case Value.Null v -> v;
            case Value.ListValue v -> v;
            case Value.ObjectValue v -> v;
        };
    }

    private static SourceRange callRange(Expression expression) {
        return expression instanceof Expression.Invocation invocation ? invocation.nameRange() : expression.range();
    }

    private Value name(Expression.Name name, Scope scope) {
        Value value = scope.values().get(name.name());
        if (value != null) {
            return value;
        }
        if (name.name().equals("each")) {
            throw new EvaluationFailure(
                    name.range(), "Unknown variable", "\"each\" can be used only in a block with for_each.");
        }
        if (definitions.owns(name.name())) {
            budget.take((long) PART * definitions.names(name.name()).size(), name.range());
            return definitions.all(name.name(), name.range());
        }
        return new Value.Reference(List.of(name.name()));
    }

    private Value member(Expression.Member member, Scope scope) {
        if (member.target() instanceof Expression.Name root) {
            boolean bound = scope.values().containsKey(root.name());
            if (!bound && definitions.owns(root.name()) && !root.name().equals("data")) {
                return definitions.member(root.name(), member.name(), member.range());
            }
            boolean hides = member.name().equals("key") || member.name().equals("value");
            if (scope.iterators().contains(root.name()) && !hides) {
                return new Value.Reference(List.of(root.name(), member.name()));
            }
        }
        if (member.target() instanceof Expression.Member type
                && type.target() instanceof Expression.Name root
                && root.name().equals("data")
                && !scope.values().containsKey("data")) {
            return definitions.data(type.name(), member.name(), member.range());
        }
        return Access.member(evaluate(member.target(), scope), member.name(), member.step());
    }

    private Value splat(Expression.Splat splat, Scope scope) {
        Value target = plain(splat.target(), scope);
        if (target instanceof Value.Null) {
            return new Value.ListValue(List.of());
        }
        List<Value> elements = target instanceof Value.ListValue list ? list.values() : List.of(target);
        List<Value> results = new ArrayList<>();
        for (Value element : elements) {
            results.add(made(evaluate(splat.each(), scope.withElement(element)), splat));
        }
        return new Value.ListValue(results);
    }

    private static Value splatElement(Expression.SplatElement element, Scope scope) {
        Value value = scope.element();
        if (value == null) {
            throw new EvaluationFailure(element.range(), "Invalid splat", "A splat needs a list before it.");
        }
        return value;
    }

    private Value binary(Expression.Binary binary, Scope scope) {
        Value left = plain(binary.left(), scope);
        boolean or = binary.operator().equals("||");
        if (or || binary.operator().equals("&&")) {
            boolean decided = Operators.bool(left, binary.left().range());
            return new Value.Bool(
                    decided == or
                            ? or
                            : Operators.bool(
                                    plain(binary.right(), scope), binary.right().range()));
        }
        return Operators.binary(binary, left, plain(binary.right(), scope));
    }

    private Value object(Expression.ObjectLiteral object, Scope scope) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Expression.Item item : object.items()) {
            String key = text(item.key(), scope, "Incorrect key type", "An object key");
            values.put(key, made(evaluate(item.value(), scope), item.value()));
        }
        return new Value.ObjectValue(values);
    }

    private Value loop(Expression.For loop, Scope scope) {
        Map<String, Value> object = new LinkedHashMap<>();
        Map<String, List<Value>> groups = new LinkedHashMap<>();
        List<Value> tuple = new ArrayList<>();
        for (Conversions.Entry entry : entries(loop.collection(), scope)) {
            Scope inner = bind(scope, loop.keyName(), loop.valueName(), entry);
            Expression condition = loop.condition();
            if (condition != null && !Operators.bool(plain(condition, inner), condition.range())) {
                continue;
            }
            Value value = made(evaluate(loop.value(), inner), loop.value());
            Expression keyExpression = loop.key();
            if (keyExpression == null) {
                tuple.add(value);
                continue;
            }
            String key = text(keyExpression, inner, "Invalid object key", "The key expression");
            if (loop.group()) {
                groups.computeIfAbsent(key, unused -> new ArrayList<>()).add(value);
            } else if (object.putIfAbsent(key, value) != null) {
                throw new EvaluationFailure(
                        keyExpression.range(),
                        "Duplicate object key",
                        "Two different items produced the key \"" + key
                                + "\". Use an ellipsis (...) after the value expression to enable grouping by key.");
            }
        }
        if (loop.key() == null) {
            return new Value.ListValue(tuple);
        }
        groups.forEach((key, values) -> object.put(key, new Value.ListValue(values)));
        return new Value.ObjectValue(object);
    }

    private List<Conversions.Entry> entries(Expression collection, Scope scope) {
        Value value = plain(collection, scope);
        List<Conversions.Entry> entries = Conversions.entries(value);
        if (entries == null) {
            throw new EvaluationFailure(
                    collection.range(),
                    "Iteration over non-iterable value",
                    "A value of type " + Conversions.describe(value)
                            + " cannot be used as the collection in a 'for' expression.");
        }
        return entries;
    }

    private static Scope bind(Scope scope, @Nullable String keyName, String valueName, Conversions.Entry entry) {
        Scope bound = keyName == null ? scope : scope.with(keyName, entry.key());
        return bound.with(valueName, entry.value());
    }

    private String text(Expression expression, Scope scope, String summary, String what) {
        String text = Conversions.toText(plain(expression, scope));
        if (text == null) {
            throw new EvaluationFailure(expression.range(), summary, what + " must be a string, number or bool.");
        }
        return text;
    }

    private Value template(Expression.Template template, Scope scope) {
        if (template.parts().size() == 1
                && template.parts().getFirst() instanceof TemplatePart.Interpolation interpolation) {
            return evaluate(interpolation.expression(), scope);
        }
        StringBuilder text = new StringBuilder();
        append(template.parts(), scope, text, template.range());
        return new Value.Text(text.toString());
    }

    private void append(List<TemplatePart> parts, Scope scope, StringBuilder text, SourceRange range) {
        for (TemplatePart part : parts) {
            switch (part) {
                case TemplatePart.Text literal -> add(text, literal.text(), range);
                case TemplatePart.Interpolation interpolation ->
                    add(
                            text,
                            text(
                                    interpolation.expression(),
                                    scope,
                                    "Invalid template interpolation value",
                                    "The value"),
                            interpolation.expression().range());
                case TemplatePart.If branch -> {
                    boolean holds = Operators.bool(
                            plain(branch.condition(), scope), branch.condition().range());
                    append(holds ? branch.then() : branch.otherwise(), scope, text, range);
                }
                case TemplatePart.For loop -> {
                    for (Conversions.Entry entry : entries(loop.collection(), scope)) {
                        append(loop.body(), bind(scope, loop.keyName(), loop.valueName(), entry), text, range);
                    }
                }
            }
        }
    }

    private void add(StringBuilder text, String part, SourceRange range) {
        budget.take(1L + part.length(), range);
        text.append(part);
    }
}
