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
import org.jspecify.annotations.Nullable;

/** Reads the types of columns. */
final class TypeReader {
    private final SpecRules rules;
    private final Set<QualifiedName> enums;
    private final Diagnostics diagnostics;
    private final Map<String, TypeName> types = new HashMap<>();
    /** By schema and text: a schema has thousands of columns and a handful of types. */
    private final Map<String, ColumnType> parsed = new HashMap<>();

    TypeReader(SpecRules rules, Set<QualifiedName> enums, Diagnostics diagnostics) {
        this.rules = rules;
        this.enums = Set.copyOf(enums);
        this.diagnostics = diagnostics;
        rules.types().forEach(type -> types.putIfAbsent(type.name(), type));
    }

    /** The type that the attribute means for a table of that schema, or nothing if it is wrong, which is told then. */
    Optional<ColumnType> read(Attribute attribute, String schema) {
        return switch (attribute.value()) {
            case Value.RawSql(String sql) -> parse(attribute, sql, schema);
            case Value.Reference(List<String> path)
            when path.getFirst().equals("enum") && path.size() > 1 ->
                enumType(attribute, path.subList(1, path.size()), schema);
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
            ColumnType type = rules.parseType(sql, enums, schema);
            parsed.put(key, type);
            return Optional.of(type);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            diagnostics.add(attribute.valueRange(), message, "The type of a column can't be written like this.");
            return Optional.empty();
        }
    }

    private Optional<ColumnType> enumType(Attribute attribute, List<String> path, String schema) {
        List<QualifiedName> found = enums.stream()
                .filter(name -> name.name().equals(path.getLast())
                        && (path.size() == 1 || name.schema().equals(path.getFirst())))
                .sorted()
                .toList();
        QualifiedName near = new QualifiedName(schema, path.getLast());
        if (path.size() == 1 && found.contains(near)) {
            return Optional.of(new ColumnType.EnumReference(near));
        }
        if (path.size() <= 2 && found.size() == 1) {
            return Optional.of(new ColumnType.EnumReference(found.getFirst()));
        }
        String name = String.join(".", path);
        if (found.size() > 1) {
            diagnostics.add(
                    attribute.valueRange(),
                    "multiple enums found for \"" + name + "\"",
                    "Qualify it with its schema, such as enum." + found.getFirst() + ".");
        } else {
            List<String> known =
                    enums.stream().map(QualifiedName::name).sorted().distinct().toList();
            diagnostics.add(
                    attribute.valueRange(),
                    "enum \"" + name + "\" was not found in realm",
                    "There is no enum of that name." + Suggestions.didYouMean(path.getLast(), known));
        }
        return Optional.empty();
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
