package io.atlasoperator.hcl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The type of a variable. Conversion fails with {@link HclFunctionException}. */
sealed interface TypeConstraint {

    Value convert(Value value);

    /** Any value as it is. */
    record Any() implements TypeConstraint {
        @Override
        public Value convert(Value value) {
            return value;
        }
    }

    /** {@code string}, {@code number} or {@code bool}. */
    record Primitive(String name) implements TypeConstraint {
        @Override
        public Value convert(Value value) {
            Value converted = value instanceof Value.Null ? value : scalar(value);
            if (converted == null) {
                throw new HclFunctionException(
                        name.equals("string") ? "string required" : "a " + name + " is required");
            }
            return converted;
        }

        private @Nullable Value scalar(Value value) {
            return switch (name) {
                case "string" -> {
                    String text = Conversions.toText(value);
                    yield text == null ? null : new Value.Text(text);
                }
                case "number" -> Conversions.toNumber(value);
                default -> {
                    Boolean bool = Conversions.toBool(value);
                    yield bool == null ? null : new Value.Bool(bool);
                }
            };
        }
    }

    /** {@code list(T)} or {@code set(T)}; a single value counts as a list of one. */
    record ListOf(TypeConstraint element, boolean set) implements TypeConstraint {
        @Override
        public Value convert(Value value) {
            if (value instanceof Value.Null) {
                return value;
            }
            List<Value> values = value instanceof Value.ListValue list ? list.values() : List.of(value);
            List<Value> converted = values.stream().map(element::convert).toList();
            return set ? Conversions.toSet(converted) : new Value.ListValue(converted);
        }
    }

    /** {@code map(T)}. */
    record MapOf(TypeConstraint element) implements TypeConstraint {
        @Override
        public Value convert(Value value) {
            if (value instanceof Value.Null) {
                return value;
            }
            if (!(value instanceof Value.ObjectValue object)) {
                throw new HclFunctionException("a map is required");
            }
            Map<String, Value> converted = new LinkedHashMap<>();
            object.values().forEach((key, item) -> converted.put(key, element.convert(item)));
            return new Value.ObjectValue(converted);
        }
    }

    /** {@code tuple([T, U])}. */
    record TupleOf(List<TypeConstraint> elements) implements TypeConstraint {
        @Override
        public Value convert(Value value) {
            if (value instanceof Value.Null) {
                return value;
            }
            if (!(value instanceof Value.ListValue list) || list.values().size() != elements.size()) {
                throw new HclFunctionException("a tuple of " + elements.size() + " elements is required");
            }
            List<Value> converted = new ArrayList<>();
            for (int i = 0; i < elements.size(); i++) {
                converted.add(elements.get(i).convert(list.values().get(i)));
            }
            return new Value.ListValue(converted);
        }
    }

    /** <code>object({ name = T })</code>. */
    record ObjectOf(Map<String, TypeConstraint> attributes) implements TypeConstraint {
        @Override
        public Value convert(Value value) {
            if (value instanceof Value.Null) {
                return value;
            }
            if (!(value instanceof Value.ObjectValue object)) {
                throw new HclFunctionException("an object is required");
            }
            Map<String, Value> converted = new LinkedHashMap<>();
            attributes.forEach((name, type) -> {
                Value item = object.values().get(name);
                if (item == null) {
                    throw new HclFunctionException("attribute \"" + name + "\" is required");
                }
                converted.put(name, type.convert(item));
            });
            return new Value.ObjectValue(converted);
        }
    }

    /** The type that an expression names, or null if it names none. */
    static @Nullable TypeConstraint of(Expression expression) {
        if (expression instanceof Expression.Name name) {
            return switch (name.name()) {
                case "string", "number", "bool" -> new Primitive(name.name());
                case "int" -> new Primitive("number");
                case "any" -> new Any();
                case "list" -> new ListOf(new Any(), false);
                case "set" -> new ListOf(new Any(), true);
                case "map" -> new MapOf(new Any());
                default -> null;
            };
        }
        if (!(expression instanceof Expression.Invocation call)
                || call.arguments().size() != 1) {
            return null;
        }
        Expression argument = call.arguments().getFirst();
        switch (call.name()) {
            case "tuple" -> {
                return tuple(argument);
            }
            case "object" -> {
                return object(argument);
            }
            default -> {}
        }
        TypeConstraint element = of(argument);
        if (element == null) {
            return null;
        }
        return switch (call.name()) {
            case "list" -> new ListOf(element, false);
            case "set" -> new ListOf(element, true);
            case "map" -> new MapOf(element);
            default -> null;
        };
    }

    private static @Nullable TypeConstraint tuple(Expression argument) {
        if (!(argument instanceof Expression.Tuple tuple)) {
            return null;
        }
        List<TypeConstraint> elements = new ArrayList<>();
        for (Expression element : tuple.elements()) {
            TypeConstraint type = of(element);
            if (type == null) {
                return null;
            }
            elements.add(type);
        }
        return new TupleOf(List.copyOf(elements));
    }

    private static @Nullable TypeConstraint object(Expression argument) {
        if (!(argument instanceof Expression.ObjectLiteral object)) {
            return null;
        }
        Map<String, TypeConstraint> attributes = new LinkedHashMap<>();
        for (Expression.Item item : object.items()) {
            TypeConstraint type = of(item.value());
            boolean named = item.key() instanceof Expression.Template template
                    && template.parts().size() == 1
                    && template.parts().getFirst() instanceof TemplatePart.Text;
            if (type == null || !named) {
                return null;
            }
            Expression.Template key = (Expression.Template) item.key();
            attributes.put(((TemplatePart.Text) key.parts().getFirst()).text(), type);
        }
        return new ObjectOf(attributes);
    }
}
