package io.atlasoperator.dialect.postgres;

import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.DialectObject;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Routine.Argument;
import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate function.
 *
 * @param name its schema and name, which others with different arguments may share
 * @param arguments its arguments, first those that are given once a group
 * @param direct how many of the arguments are given once a group, or -1 if it has no order of its own
 * @param functions its functions by the words for them in SQL: {@code SFUNC}
 * @param types its types by the words for them in SQL: {@code STYPE}
 * @param settings all else by the words for it in SQL, with the value in SQL: {@code INITCOND}, {@code '0'}; empty for a
 *     word that has none
 * @param comment its comment, or null
 * @param range where it was written, or null if it was inspected
 */
record PostgresAggregate(
        QualifiedName name,
        List<Argument> arguments,
        int direct,
        SortedMap<String, Function> functions,
        SortedMap<String, ColumnType> types,
        SortedMap<String, String> settings,
        @Nullable String comment,
        @Nullable SourceRange range)
        implements DialectObject {

    PostgresAggregate {
        Objects.requireNonNull(name);
        arguments = List.copyOf(arguments);
        functions = new TreeMap<>(functions);
        types = new TreeMap<>(types);
        settings = new TreeMap<>(settings);
    }

    /**
     * A function that it is made of.
     *
     * @param schema its schema, or null if it is that of the aggregate
     */
    record Function(@Nullable String schema, String name) {
        Function {
            Objects.requireNonNull(name);
        }
    }

    @Override
    public ObjectKey key() {
        String signature = arguments.stream()
                .map(argument -> PostgresTypes.format(argument.type()))
                .collect(Collectors.joining(", "));
        return new ObjectKey(ObjectKey.Namespace.ROUTINE, name, signature);
    }

    @Override
    public String kind() {
        return "aggregate";
    }

    /** Whether this is the same definition as another. */
    boolean defines(PostgresAggregate other) {
        return arguments.equals(other.arguments)
                && direct == other.direct
                && functions.equals(other.functions)
                && types.equals(other.types)
                && settings.equals(other.settings);
    }

    @Override
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        functions.values().forEach(function -> texts.add(PostgresSyntax.quote(function.name())));
        arguments.forEach(argument -> texts.add(argument.type().name()));
        types.values().forEach(type -> texts.add(type.name()));
        texts.addAll(settings.values());
        return texts;
    }

    @Override
    public PostgresAggregate renameSchema(String from, String to) {
        return with(name.renameSchema(from, to), type -> type.renameSchema(from, to));
    }

    @Override
    public PostgresAggregate renameType(QualifiedName from, QualifiedName to) {
        return with(name, type -> type.renameType(from, to));
    }

    private PostgresAggregate with(QualifiedName newName, UnaryOperator<ColumnType> other) {
        SortedMap<String, ColumnType> renamed = new TreeMap<>();
        types.forEach((word, type) -> renamed.put(word, other.apply(type)));
        return new PostgresAggregate(
                newName,
                arguments.stream()
                        .map(argument -> new Argument(
                                argument.mode(),
                                argument.name(),
                                other.apply(argument.type()),
                                argument.defaultValue()))
                        .toList(),
                direct,
                functions,
                renamed,
                settings,
                comment,
                range);
    }
}
