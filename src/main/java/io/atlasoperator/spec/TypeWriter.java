package io.atlasoperator.spec;

import io.atlasoperator.hcl.Value;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ColumnType.ArrayType;
import io.atlasoperator.schema.ColumnType.BuiltinType;
import io.atlasoperator.schema.ColumnType.EnumReference;
import io.atlasoperator.schema.ColumnType.TypeReference;
import io.atlasoperator.schema.QualifiedName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Types of columns as values of HCL. */
final class TypeWriter {
    private static final Pattern SPELLING = Pattern.compile("([^()]+?)(?:\\(\\s*([0-9]+(?:\\s*,\\s*[0-9]+)*)\\s*\\))?");
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_]*");

    private final SpecRules rules;
    private final Qualification qualification;
    /** A schema has thousands of columns and a handful of types. */
    private final Map<String, Value> written = new HashMap<>();

    TypeWriter(SpecRules rules, Qualification qualification) {
        this.rules = rules;
        this.qualification = qualification;
    }

    /** The value for a type of a column in a table of that schema. */
    Value write(ColumnType type, String schema) {
        if (type instanceof EnumReference(QualifiedName name)) {
            return reference("enum", name);
        }
        if (type instanceof TypeReference reference) {
            return reference(reference.kind(), reference.type());
        }
        if (type instanceof ArrayType(ColumnType element)) {
            return new Value.RawSql(element(element, schema) + "[]");
        }
        if (type instanceof BuiltinType(String name, List<String> values) && !values.isEmpty()) {
            Optional<TypeName> listing = rules.types().stream()
                    .filter(known -> known.listsValues() && known.sql().equals(name))
                    .findFirst();
            if (listing.isPresent()) {
                return new Value.Call(
                        listing.get().name(),
                        values.stream().<Value>map(Value.Text::new).toList());
            }
        }
        String sql = rules.formatType(type);
        return written.computeIfAbsent(sql, text -> named(text).orElseGet(() -> new Value.RawSql(text)));
    }

    private Value reference(String kind, QualifiedName name) {
        return new Value.Reference(Stream.concat(Stream.of(kind), qualification.typeLabels(name).stream())
                .toList());
    }

    private String element(ColumnType element, String schema) {
        @Nullable QualifiedName name = ColumnType.named(element);
        if (name == null) {
            return rules.formatType(element);
        }
        return name.schema().equals(schema) ? quoted(name.name()) : quoted(name.schema()) + "." + quoted(name.name());
    }

    private static String quoted(String name) {
        return PLAIN_NAME.matcher(name).matches() ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private Optional<Value> named(String sql) {
        Matcher matcher = SPELLING.matcher(sql);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<Value> arguments = new ArrayList<>();
        if (matcher.group(2) != null) {
            for (String argument : List.of(matcher.group(2).split(",", -1))) {
                arguments.add(new Value.Num(new BigDecimal(argument.strip())));
            }
        }
        return rules.types().stream()
                .filter(type -> type.sql().equals(matcher.group(1))
                        && arguments.size() >= type.least()
                        && arguments.size() <= type.most())
                .findFirst()
                .map(type -> arguments.isEmpty()
                        ? new Value.Reference(List.of(type.name()))
                        : new Value.Call(type.name(), arguments));
    }
}
