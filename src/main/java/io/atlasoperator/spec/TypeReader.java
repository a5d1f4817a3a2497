package io.atlasoperator.spec;

import io.atlasoperator.hcl.Attribute;
import io.atlasoperator.hcl.Suggestions;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.QualifiedName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the types of columns. */
final class TypeReader {
    private final SpecRules rules;
    private final Map<QualifiedName, ColumnType> references;
    /** The block types that are types. */
    private final Set<String> kinds;

    private final Diagnostics diagnostics;
    private final Map<String, TypeName> types = new HashMap<>();
    /** By schema and text: a schema has thousands of columns and a handful of types. */
    private final Map<String, ColumnType> parsed = new HashMap<>();

    /** @param references the named types of the document, each with what refers to it */
    TypeReader(SpecRules rules, Map<QualifiedName, ColumnType> references, Diagnostics diagnostics) {
        this.rules = rules;
        this.references = Map.copyOf(references);
        this.kinds = kinds(rules);
        this.diagnostics = diagnostics;
        rules.types().forEach(type -> types.putIfAbsent(type.name(), type));
    }

    /** The types of the blocks that columns may refer to as their types. */
    static Set<String> kinds(SpecRules rules) {
        return Stream.concat(
                        Stream.of("enum"),
                        rules.objects().stream()
                                .filter(ObjectSpec::isType)
                                .map(spec -> spec.shape().type()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The type that the attribute means for a table of that schema, or nothing if it is wrong, which is told then. */
    Optional<ColumnType> read(Attribute attribute, String schema) {
        return switch (attribute.value()) {
            case Value.RawSql(String sql) -> parse(attribute, sql, schema);
            case Value.Reference(List<String> path)
            when kinds.contains(path.getFirst()) && path.size() > 1 ->
                reference(attribute, path.getFirst(), path.subList(1, path.size()), schema);
            case Value.Reference(List<String> path)
            when path.size() == 1 -> named(attribute, path.getFirst(), List.of(), false, schema);
            case Value.Call(String name, List<Value> arguments) -> named(attribute, name, arguments, true, schema);
            case Value.Reference(List<String> path) -> {
                unknown(attribute, String.join(".", path));
                yield Optional.empty();
            }
            case Value.Text _, Value.Num _, Value.Bool _, Value.Null _, Value.ListValue _, Value.ObjectValue _ ->
                Optional.empty();
        };
    }

    private Optional<ColumnType> parse(Attribute attribute, String sql, String schema) {
        String key = schema + '\n' + sql;
        @Nullable ColumnType known = parsed.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            ColumnType type = rules.parseType(sql, references, schema);
            parsed.put(key, type);
            return Optional.of(type);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            diagnostics.add(attribute.valueRange(), message, "The type of a column can't be written like this.");
            return Optional.empty();
        }
    }

    private Optional<ColumnType> reference(Attribute attribute, String kind, List<String> path, String schema) {
        List<QualifiedName> all = references.entrySet().stream()
                .filter(type -> isOf(kind, type.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        List<QualifiedName> found = all.stream()
                .filter(name -> name.name().equals(path.getLast())
                        && (path.size() == 1 || name.schema().equals(path.getFirst())))
                .toList();
        QualifiedName near = new QualifiedName(schema, path.getLast());
        if (path.size() == 1 && found.contains(near)) {
            return Optional.ofNullable(references.get(near));
        }
        if (path.size() <= 2 && found.size() == 1) {
            return Optional.ofNullable(references.get(found.getFirst()));
        }
        String name = String.join(".", path);
        if (found.size() > 1) {
            diagnostics.add(
                    attribute.valueRange(),
                    "multiple " + kind + "s found for \"" + name + "\"",
                    "Qualify it with its schema, such as " + kind + "." + found.getFirst() + ".");
        } else {
            diagnostics.add(
                    attribute.valueRange(),
                    kind + " \"" + name + "\" was not found in realm",
                    "There is no " + kind + " of that name."
                            + Suggestions.didYouMean(
                                    path.getLast(),
                                    all.stream()
                                            .map(QualifiedName::name)
                                            .distinct()
                                            .toList()));
        }
        return Optional.empty();
    }

    private static boolean isOf(String kind, ColumnType type) {
        return type instanceof ColumnType.TypeReference reference
                ? reference.kind().equals(kind)
                : kind.equals("enum");
    }

    private Optional<ColumnType> named(
            Attribute attribute, String name, List<Value> arguments, boolean call, String schema) {
        @Nullable TypeName type = types.get(name);
        if (type == null) {
            if (call) {
                diagnostics.add(
                        attribute.valueRange(),
                        "Call to unknown function",
                        "There is no function named \"" + name + "\"." + suggestion(name));
            } else {
                unknown(attribute, name);
            }
            return Optional.empty();
        }
        if (arguments.size() < type.least()) {
            return wrong(
                    attribute,
                    "Unknown variable",
                    "Type \"" + name + "\" requires at least " + type.least()
                            + (type.least() == 1 ? " argument" : " arguments"));
        }
        if (call && type.most() == 0) {
            return wrong(attribute, "Call to unknown function", "Type \"" + name + "\" does not accept attributes");
        }
        if (arguments.size() > type.most()) {
            return wrong(
                    attribute,
                    "Error in function call",
                    "Call to function \"" + name + "\" failed: too many arguments for type definition \"" + name
                            + "\".");
        }
        if (type.listsValues()) {
            return values(attribute, type, arguments);
        }
        List<String> numbers = new ArrayList<>();
        for (Value argument : arguments) {
            if (!(argument instanceof Value.Num(BigDecimal number))
                    || number.stripTrailingZeros().scale() > 0) {
                return wrong(
                        attribute,
                        "Error in function call",
                        "Call to function \"" + name + "\" failed: its arguments must be whole numbers.");
            }
            numbers.add(number.toBigInteger().toString());
        }
        String list = numbers.isEmpty() ? "" : numbers.stream().collect(Collectors.joining(",", "(", ")"));
        return parse(attribute, type.sql() + list, schema);
    }

    private Optional<ColumnType> values(Attribute attribute, TypeName type, List<Value> arguments) {
        List<String> values = new ArrayList<>();
        for (Value argument : arguments) {
            if (!(argument instanceof Value.Text(String text))) {
                return wrong(
                        attribute,
                        "Error in function call",
                        "Call to function \"" + type.name() + "\" failed: its arguments must be strings.");
            }
            values.add(text);
        }
        return Optional.of(new ColumnType.BuiltinType(type.sql(), values));
    }

    private Optional<ColumnType> wrong(Attribute attribute, String summary, String detail) {
        diagnostics.add(attribute.valueRange(), summary, detail);
        return Optional.empty();
    }

    private void unknown(Attribute attribute, String name) {
        diagnostics.add(
                attribute.valueRange(),
                "Unknown column.type",
                "There is no type named \"" + name + "\"." + suggestion(name));
    }

    private String suggestion(String name) {
        return Suggestions.didYouMean(
                name, rules.types().stream().map(TypeName::name).toList());
    }
}
