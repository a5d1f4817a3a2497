package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Steps into values. */
final class Access {
    private Access() {}

    static Value member(Value target, String name, SourceRange step) {
        return switch (target) {
            case Value.ObjectValue object -> {
                Value value = object.values().get(name);
                if (value == null) {
                    throw new EvaluationFailure(
                            step,
                            "Unsupported attribute",
                            "This object does not have an attribute named \"" + name + "\"."
                                    + Suggestions.didYouMean(
                                            name, object.values().keySet()));
                }
                yield value;
            }
            case Value.Reference reference -> extend(reference, name);
            case Value.Null n ->
                throw new EvaluationFailure(
                        step,
                        "Attempt to get attribute from null value",
                        "This value is null, so it does not have any attributes.");
            case Value.ListValue v -> throw noAttributes(v, step);
            case Value.Text v -> throw noAttributes(v, step);
            case Value.Num v -> throw noAttributes(v, step);
            case Value.Bool v -> throw noAttributes(v, step);
            case Value.Call v -> throw noAttributes(v, step);
            case Value.RawSql v -> throw noAttributes(v, step);
        };
    }

    private static EvaluationFailure noAttributes(Value value, SourceRange step) {
        return new EvaluationFailure(
                step,
                "Unsupported attribute",
                "A value of type " + Conversions.describe(value) + " does not have any attributes.");
    }

    private static Value extend(Value.Reference reference, String name) {
        List<String> path = new ArrayList<>(reference.path());
        path.add(name);
        return new Value.Reference(path);
    }

    static Value index(Value target, Value key, SourceRange step) {
        String text = Conversions.toText(key);
        if (text == null) {
            throw new EvaluationFailure(step, "Invalid index", "A string or a number is required.");
        }
        return switch (target) {
            case Value.ListValue list -> element(list, key, step);
            case Value.ObjectValue object -> {
                Value value = object.values().get(text);
                if (value == null) {
                    throw missing(step);
                }
                yield value;
            }
            case Value.Reference reference -> extend(reference, text);
            case Value.Null n ->
                throw new EvaluationFailure(
                        step, "Attempt to index null value", "This value is null, so it does not have any indices.");
            case Value.Text v -> throw notIndexed(v, step);
            case Value.Num v -> throw notIndexed(v, step);
            case Value.Bool v -> throw notIndexed(v, step);
            case Value.Call v -> throw notIndexed(v, step);
            case Value.RawSql v -> throw notIndexed(v, step);
        };
    }

    private static Value element(Value.ListValue list, Value key, SourceRange step) {
        Value.Num number = Conversions.toNumber(key);
        if (number == null) {
            throw new EvaluationFailure(step, "Invalid index", "A list is indexed by number.");
        }
        int size = list.values().size();
        boolean inRange = number.value().scale() == 0
                && number.value().signum() >= 0
                && number.value().compareTo(BigDecimal.valueOf(size)) < 0;
        if (!inRange) {
            throw missing(step);
        }
        return list.values().get(number.value().intValueExact());
    }

    private static EvaluationFailure missing(SourceRange step) {
        return new EvaluationFailure(
                step, "Invalid index", "The given key does not identify an element in this collection value.");
    }

    private static EvaluationFailure notIndexed(Value value, SourceRange step) {
        return new EvaluationFailure(
                step,
                "Invalid index",
                "A value of type " + Conversions.describe(value) + " does not have any indices.");
    }
}
