package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Map;

/** A {@code variable} block. */
final class VariableDeclaration {
    private static final List<String> ATTRIBUTES = List.of("type", "default", "description", "sensitive");

    private final Syntax.BlockNode block;
    private final ExpressionEvaluator expressions;

    VariableDeclaration(Syntax.BlockNode block, ExpressionEvaluator expressions, Diagnostics diagnostics) {
        this.block = block;
        this.expressions = expressions;
        for (Syntax.AttributeNode attribute : block.body().attributes()) {
            if (!ATTRIBUTES.contains(attribute.name())) {
                diagnostics.add(
                        attribute.nameRange(),
                        "Unknown variable attribute",
                        "There is no attribute named \"" + attribute.name() + "\" in a variable block."
                                + Suggestions.didYouMean(attribute.name(), ATTRIBUTES));
            }
        }
        for (Syntax.BlockNode inner : block.body().blocks()) {
            diagnostics.add(
                    inner.range(),
                    "Unsupported block type",
                    "A variable block contains only type, default and description.");
        }
    }

    /** The value given, else the default, as the type of the variable. */
    Value value(Map<String, Value> given) {
        String name = block.labels().getFirst();
        TypeConstraint type = type(name);
        Value value = given.get(name);
        if (value != null) {
            return converted(name, type, value, block.range(), "The value given does not fit its type.");
        }
        Syntax.AttributeNode fallback = block.body().attribute("default");
        if (fallback == null) {
            throw new EvaluationFailure(
                    block.range(),
                    "missing value for required variable \"" + name + "\"",
                    "Give it a value, or add a default to the variable block.");
        }
        Expression expression = fallback.expression();
        Value evaluated = expressions.plain(expression, Scope.of(Map.of()));
        return converted(name, type, evaluated, expression.range(), "The default does not fit its type.");
    }

    private static Value converted(String name, TypeConstraint type, Value value, SourceRange range, String detail) {
        try {
            return type.convert(value);
        } catch (HclFunctionException e) {
            throw new EvaluationFailure(range, "variable \"" + name + "\": " + e.getMessage(), detail);
        }
    }

    private TypeConstraint type(String name) {
        Syntax.AttributeNode attribute = block.body().attribute("type");
        if (attribute == null) {
            return new TypeConstraint.Any();
        }
        TypeConstraint type = TypeConstraint.of(attribute.expression());
        if (type == null) {
            throw new EvaluationFailure(
                    attribute.expression().range(),
                    "invalid type " + written(attribute.expression()) + "for variable \"" + name + "\"",
                    "Valid types are: string, number, bool, list, map, or set.");
        }
        return type;
    }

    private static String written(Expression type) {
        if (type instanceof Expression.Template template
                && template.parts().size() == 1
                && template.parts().getFirst() instanceof TemplatePart.Text text) {
            return "\"" + text.text() + "\" ";
        }
        return type instanceof Expression.Name name ? "\"" + name.name() + "\" " : "";
    }
}
