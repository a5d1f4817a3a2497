package io.atlasoperator.template;

import io.atlasoperator.template.TemplateNode.Command;
import io.atlasoperator.template.TemplateNode.Operand;
import io.atlasoperator.template.TemplateNode.Pipeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One run of a template. Not safe for use by several threads. */
final class TemplateExecutor {
    private static final int DEEPEST = 1000;

    private String name;
    private final Map<String, TemplateFunction> functions;
    private final Map<String, TemplateNode.Definition> defined;
    private final StringBuilder out;
    private int depth;

    TemplateExecutor(
            String name,
            Map<String, TemplateFunction> functions,
            Map<String, TemplateNode.Definition> defined,
            StringBuilder out) {
        this.name = name;
        this.functions = functions;
        this.defined = defined;
        this.out = out;
    }

    /** What an action does to the loop around it. */
    private enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    void run(List<TemplateNode> nodes, @Nullable Object data) {
        if (depth++ > DEEPEST) {
            throw new TemplateException("template: " + name + ": exceeded maximum template depth");
        }
        run(nodes, data, new TemplateScope(data));
        depth--;
    }

    private Flow run(List<TemplateNode> nodes, @Nullable Object dot, TemplateScope scope) {
        for (TemplateNode node : nodes) {
            Flow flow = run(node, dot, scope);
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow run(TemplateNode node, @Nullable Object dot, TemplateScope scope) {
        return switch (node) {
            case TemplateNode.Text(String text) -> {
                out.append(text);
                yield Flow.NEXT;
            }
            case TemplateNode.Action(Pipeline pipeline) -> {
                Object value = evaluate(pipeline, dot, scope);
                set(pipeline, value, scope);
                if (pipeline.variables().isEmpty()) {
                    out.append(GoValues.text(value));
                }
                yield Flow.NEXT;
            }
            case TemplateNode.If(Pipeline pipeline, var then, var otherwise) ->
                branch(pipeline, then, otherwise, dot, scope, false);
            case TemplateNode.With(Pipeline pipeline, var then, var otherwise) ->
                branch(pipeline, then, otherwise, dot, scope, true);
            case TemplateNode.Range range -> range(range, dot, scope);
            case TemplateNode.Break b -> Flow.BREAK;
            case TemplateNode.Continue c -> Flow.CONTINUE;
            case TemplateNode.Call(String called, Pipeline argument, int line) -> {
                TemplateNode.Definition body = defined.get(called);
                if (body == null) {
                    throw new TemplateException("template: " + name + ":" + line + ": executing \"" + name
                            + "\": template \"" + called + "\" not defined");
                }
                Object given = argument == null ? null : evaluate(argument, dot, scope);
                String caller = name;
                name = body.origin();
                run(body.nodes(), given);
                name = caller;
                yield Flow.NEXT;
            }
        };
    }

    private Flow branch(
            Pipeline pipeline,
            List<TemplateNode> then,
            List<TemplateNode> otherwise,
            @Nullable Object dot,
            TemplateScope scope,
            boolean movesDot) {
        scope.push();
        Object value = evaluate(pipeline, dot, scope);
        set(pipeline, value, scope);
        Flow flow = GoValues.isTrue(value) ? run(then, movesDot ? value : dot, scope) : run(otherwise, dot, scope);
        scope.pop();
        return flow;
    }

    private Flow range(TemplateNode.Range range, @Nullable Object dot, TemplateScope scope) {
        Object value = evaluate(range.pipeline(), dot, scope);
        List<Object[]> items = items(range.pipeline(), value);
        if (items.isEmpty()) {
            return run(range.otherwise(), dot, scope);
        }
        List<String> variables = range.pipeline().variables();
        for (Object[] item : items) {
            scope.push();
            if (variables.size() == 1) {
                scope.declare(variables.getFirst(), item[1]);
            } else if (variables.size() == 2) {
                scope.declare(variables.getFirst(), item[0]);
                scope.declare(variables.getLast(), item[1]);
            }
            Flow flow = run(range.body(), item[1], scope);
            scope.pop();
            if (flow == Flow.BREAK) {
                break;
            }
        }
        return Flow.NEXT;
    }

    private List<Object[]> items(Pipeline pipeline, @Nullable Object value) {
        List<Object[]> items = new ArrayList<>();
        switch (value) {
            case Collection<?> list -> {
                long position = 0;
                for (Object item : list) {
                    items.add(new Object[] {position++, item});
                }
            }
            case Map<?, ?> map ->
                new TreeMap<Object, Object>(map).forEach((key, item) -> items.add(new Object[] {key, item}));
            case Long count -> {
                for (long i = 0; i < count; i++) {
                    items.add(new Object[] {i, i});
                }
            }
            case String text when text.isEmpty() -> {
                // a field that has nothing, whatever its type
            }
            case null -> {
                // as an empty list
            }
            default -> throw error(pipeline, "range can't iterate over " + GoValues.text(value));
        }
        return items;
    }

    private static void set(Pipeline pipeline, @Nullable Object value, TemplateScope scope) {
        for (String variable : pipeline.variables()) {
            if (pipeline.declares()) {
                scope.declare(variable, value);
            } else {
                scope.assign(variable, value);
            }
        }
    }

    private @Nullable Object evaluate(Pipeline pipeline, @Nullable Object dot, TemplateScope scope) {
        Object value = null;
        boolean first = true;
        for (Command command : pipeline.commands()) {
            try {
                value = evaluate(command, first ? List.of() : one(value), dot, scope);
            } catch (TemplateException e) {
                throw e.getMessage() != null && e.getMessage().startsWith("template: ")
                        ? e
                        : error(pipeline, String.valueOf(e.getMessage()));
            }
            first = false;
        }
        return value;
    }

    private static List<@Nullable Object> one(@Nullable Object value) {
        List<@Nullable Object> list = new ArrayList<>();
        list.add(value);
        return list;
    }

    private TemplateException error(Pipeline pipeline, String what) {
        return new TemplateException("template: " + name + ":" + pipeline.line() + ":" + pipeline.column()
                + ": executing \"" + name + "\" at <" + pipeline.text() + ">: " + what);
    }

    private @Nullable Object evaluate(
            Command command, List<@Nullable Object> piped, @Nullable Object dot, TemplateScope scope) {
        Operand operand = command.words().getFirst();
        List<Operand> rest = command.words().subList(1, command.words().size());
        if (operand instanceof TemplateNode.Name(String function)) {
            if (function.equals("and") || function.equals("or")) {
                return lazy(function, rest, piped, dot, scope);
            }
            List<@Nullable Object> arguments = arguments(rest, piped, dot, scope);
            TemplateFunction found = functions.get(function);
            if (found == null) {
                throw new TemplateException("\"" + function + "\" is not a defined function");
            }
            try {
                return found.call(new TemplateArguments(arguments));
            } catch (TemplateException e) {
                throw new TemplateException("error calling " + function + ": " + e.getMessage());
            }
        }
        return switch (operand) {
            case TemplateNode.Dot(List<String> fields)
            when !fields.isEmpty() -> fields(dot, fields, arguments(rest, piped, dot, scope));
            case TemplateNode.Variable(String variable, List<String> fields)
            when !fields.isEmpty() -> fields(scope.get(variable), fields, arguments(rest, piped, dot, scope));
            case TemplateNode.Constant c -> alone(operand, rest, piped, dot, scope);
            case TemplateNode.Name n -> alone(operand, rest, piped, dot, scope);
            case TemplateNode.Dot d -> alone(operand, rest, piped, dot, scope);
            case TemplateNode.Variable v -> alone(operand, rest, piped, dot, scope);
            case TemplateNode.Group g -> alone(operand, rest, piped, dot, scope);
        };
    }

    private @Nullable Object alone(
            Operand operand,
            List<Operand> rest,
            List<@Nullable Object> piped,
            @Nullable Object dot,
            TemplateScope scope) {
        Object value = value(operand, dot, scope);
        if (!rest.isEmpty() || !piped.isEmpty()) {
            throw new TemplateException("can't give argument to non-function " + GoValues.text(value));
        }
        return value;
    }

    /** The value of the first argument that decides; those behind it are not evaluated. */
    private @Nullable Object lazy(
            String function,
            List<Operand> operands,
            List<@Nullable Object> piped,
            @Nullable Object dot,
            TemplateScope scope) {
        Object value = null;
        for (Operand operand : operands) {
            value = value(operand, dot, scope);
            if (GoValues.isTrue(value) == function.equals("or")) {
                return value;
            }
        }
        return piped.isEmpty() ? value : piped.getFirst();
    }

    private List<@Nullable Object> arguments(
            List<Operand> operands, List<@Nullable Object> piped, @Nullable Object dot, TemplateScope scope) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Operand operand : operands) {
            values.add(value(operand, dot, scope));
        }
        values.addAll(piped);
        return values;
    }

    private @Nullable Object value(Operand operand, @Nullable Object dot, TemplateScope scope) {
        return switch (operand) {
            case TemplateNode.Constant(Object constant) -> constant;
            case TemplateNode.Name n -> evaluate(new Command(List.of(n)), List.of(), dot, scope);
            case TemplateNode.Dot(List<String> fields) -> fields(dot, fields, List.of());
            case TemplateNode.Variable(String variable, List<String> fields) ->
                fields(scope.get(variable), fields, List.of());
            case TemplateNode.Group(Pipeline pipeline, List<String> fields) ->
                fields(evaluate(pipeline, dot, scope), fields, List.of());
        };
    }

    private static @Nullable Object fields(
            @Nullable Object start, List<String> names, List<@Nullable Object> arguments) {
        Object value = start;
        for (int i = 0; i < names.size(); i++) {
            value = field(value, names.get(i), i == names.size() - 1 ? arguments : List.of());
        }
        return value;
    }

    private static @Nullable Object field(@Nullable Object value, String field, List<@Nullable Object> arguments) {
        if (value instanceof TemplateObject object) {
            TemplateFunction method = object.methods().get(field);
            if (method != null) {
                try {
                    return method.call(new TemplateArguments(arguments));
                } catch (TemplateException e) {
                    throw new TemplateException("error calling " + field + ": " + e.getMessage());
                }
            }
            if (object.fields().containsKey(field)) {
                if (!arguments.isEmpty()) {
                    throw new TemplateException(field + " has arguments but cannot be invoked as function");
                }
                return object.fields().get(field);
            }
        } else if (value instanceof Map<?, ?> map) {
            return map.get(field);
        }
        if (value == null) {
            throw new TemplateException("nil pointer evaluating interface {}." + field);
        }
        throw new TemplateException("can't evaluate field " + field + " in type " + GoValues.type(value));
    }
}
