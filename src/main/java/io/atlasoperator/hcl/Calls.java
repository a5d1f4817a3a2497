package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Calls of functions, and of names that are none. */
final class Calls {
    /** Functions that read the world around: only a project file has them, and only if its reader gives them. */
    private static final Set<String> PROJECT_ONLY = Set.of("file", "glob", "fileset", "getenv");

    /** Functions that answer with a number, a truth value, or a part of what they are given, as it is. */
    private static final Set<String> ASKING = Set.of(
            "alltrue",
            "anytrue",
            "coalesce",
            "contains",
            "element",
            "endswith",
            "index",
            "length",
            "lookup",
            "one",
            "startswith",
            "strcontains");

    /** A number, as text. */
    private static final int DIGITS = 20;

    private final ExpressionEvaluator evaluator;
    private final boolean keepsUnknown;
    private final TreeMap<String, HclFunction> functions = new TreeMap<>(Functions.ALL);

    Calls(ExpressionEvaluator evaluator, HclOptions options) {
        this.evaluator = evaluator;
        this.keepsUnknown = options.kind() == HclOptions.Kind.SCHEMA;
        functions.putAll(options.functions());
    }

    Value call(Expression.Invocation call, Scope scope) {
        switch (call.name()) {
            case "try" -> {
                return firstThatWorks(call, scope);
            }
            case "can" -> {
                return can(call, scope);
            }
            default -> {}
        }
        HclFunction function = functions.get(call.name());
        if (function == null && !call.name().equals("sql")) {
            if (!keepsUnknown || PROJECT_ONLY.contains(call.name())) {
                throw unknown(call.name(), call.nameRange());
            }
            return new Value.Call(call.name(), arguments(call, scope, false));
        }
        List<Value> arguments = arguments(call, scope, true);
        pay(call, arguments);
        try {
            return function == null ? sql(arguments) : function.call(arguments);
        } catch (HclFunctionException e) {
            throw new EvaluationFailure(
                    call.range(),
                    "Error in function call",
                    "Call to function \"" + call.name() + "\" failed: " + e.getMessage() + ".");
        }
    }

    /** A function makes about as much as it is given, or makes one argument as often as another one asks for it. */
    private void pay(Expression.Invocation call, List<Value> arguments) {
        // Whoever only asks makes nothing, but looks at all of it.
        Budget budget = ASKING.contains(call.name()) ? Budget.whole() : evaluator.budget();
        arguments.forEach(argument -> budget.take(argument, call.range()));
        if (arguments.size() < 2) {
            return;
        }
        long first = size(arguments.getFirst());
        long last = size(arguments.getLast());
        switch (call.name()) {
            case "replace" ->
                budget.requireProduct(first / Math.max(1, size(arguments.get(1))) + 1, last, call.range());
            case "regexreplace" -> budget.requireProduct(first + 1, last, call.range());
            case "format", "formatlist" -> {
                long verbs = Conversions.toText(arguments.getFirst()) instanceof String text
                        ? text.chars().filter(character -> character == '%').count()
                        : first;
                long largest =
                        arguments.stream().skip(1).mapToLong(Calls::size).max().orElse(0);
                budget.requireProduct(verbs, largest, call.range());
            }
            case "join" -> budget.requireProduct(first, elements(arguments), call.range());
            case "indent" -> budget.requireProduct(StringFunctions.MAX_INDENT, last, call.range());
            default -> {}
        }
    }

    /** The elements of the lists that are given. */
    private static long elements(List<Value> arguments) {
        return arguments.stream()
                .mapToLong(argument ->
                        argument instanceof Value.ListValue list ? list.values().size() : 1)
                .sum();
    }

    /** The texts and elements of a value. */
    private static long size(Value value) {
        return switch (value) {
            case Value.Text text -> text.value().length();
            case Value.ListValue list ->
                list.values().stream().mapToLong(Calls::size).sum()
                        + list.values().size();
            case Value.ObjectValue object ->
                object.values().values().stream().mapToLong(Calls::size).sum();
            case Value.Num number -> DIGITS;
            case Value.Bool bool -> 1;
            case Value.Null nothing -> 1;
            case Value.Reference reference -> 1;
            case Value.Call call -> 1;
            case Value.RawSql sql -> sql.sql().length();
        };
    }

    EvaluationFailure unknown(String name, SourceRange range) {
        String detail = PROJECT_ONLY.contains(name)
                ? "There is no function named \"" + name + "\" in schema files; it exists only in project files."
                : "There is no function named \"" + name + "\"." + Suggestions.didYouMean(name, functions.keySet());
        return new EvaluationFailure(range, "Call to unknown function", detail);
    }

    private List<Value> arguments(Expression.Invocation call, Scope scope, boolean plain) {
        List<Value> arguments = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            arguments.add(plain ? evaluator.plain(argument, scope) : evaluator.evaluate(argument, scope));
        }
        if (call.expandLast()) {
            Value last = arguments.removeLast();
            if (!(last instanceof Value.ListValue list)) {
                throw new EvaluationFailure(
                        call.arguments().getLast().range(),
                        "Invalid expanding argument value",
                        "The expanding argument (indicated by ...) must be a list.");
            }
            arguments.addAll(list.values());
        }
        return arguments;
    }

    private static Value sql(List<Value> arguments) {
        String text = arguments.size() == 1 ? Conversions.toText(arguments.getFirst()) : null;
        if (text == null) {
            throw new HclFunctionException("it takes one string, the SQL expression");
        }
        if (text.isBlank()) {
            throw new HclFunctionException("empty expression");
        }
        return new Value.RawSql(text);
    }

    private Value firstThatWorks(Expression.Invocation call, Scope scope) {
        EvaluationFailure last = new EvaluationFailure(
                call.range(),
                "Error in function call",
                "Call to function \"try\" failed: at least one argument is required.");
        for (Expression argument : call.arguments()) {
            try {
                return evaluator.evaluate(argument, scope);
            } catch (EvaluationFailure e) {
                last = e;
            }
        }
        throw last;
    }

    private Value can(Expression.Invocation call, Scope scope) {
        if (call.arguments().size() != 1) {
            throw new EvaluationFailure(
                    call.range(),
                    "Error in function call",
                    "Call to function \"can\" failed: one argument is required.");
        }
        try {
            evaluator.evaluate(call.arguments().getFirst(), scope);
            return new Value.Bool(true);
        } catch (EvaluationFailure e) {
            return new Value.Bool(false);
        }
    }
}
