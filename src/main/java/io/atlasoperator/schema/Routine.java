package io.atlasoperator.schema;

import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A function or a procedure.
 *
 * @param name its schema and name, which others with different arguments may share
 * @param type whether it is called for a value or by itself
 * @param arguments its arguments, in order
 * @param returns what a function returns; null for a procedure, and for a function that returns its output arguments
 * @param language the language of its body, lower case: {@code sql}, {@code plpgsql}
 * @param body what it does
 * @param comment its comment, or null
 * @param options what only its dialect knows, or null
 * @param range where it was written, or null if it was inspected
 */
public record Routine(
        QualifiedName name,
        Type type,
        List<Argument> arguments,
        @Nullable Returns returns,
        String language,
        Body body,
        @Nullable String comment,
        @Nullable RoutineOptions options,
        @Nullable SourceRange range)
        implements SchemaObject {

    public Routine {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(language);
        Objects.requireNonNull(body);
        arguments = List.copyOf(arguments);
    }

    /** How a routine is called. */
    public enum Type {
        FUNCTION,
        PROCEDURE
    }

    /**
     * An argument of a routine, or a column of the table it returns.
     *
     * @param mode which way the value goes
     * @param name its name, or null if it has none
     * @param type its type; what it says of sizes means nothing
     * @param defaultValue its default in SQL, or null if it must be given
     */
    public record Argument(
            Mode mode,
            @Nullable String name,
            ColumnType type,
            @Nullable String defaultValue) {
        public Argument {
            Objects.requireNonNull(mode);
            Objects.requireNonNull(type);
        }

        private Argument withType(UnaryOperator<ColumnType> other) {
            return new Argument(mode, name, other.apply(type), defaultValue);
        }

        private Argument renameSchema(String from, String to) {
            return new Argument(mode, name, type.renameSchema(from, to), defaultValue);
        }
    }

    /** Which way the value of an argument goes. */
    public enum Mode {
        IN,
        OUT,
        INOUT,
        VARIADIC
    }

    /** What a function returns. */
    public sealed interface Returns {

        /** A value of that type, or any number of them. */
        record Values(ColumnType type, boolean set) implements Returns {}

        /** Rows with these columns. */
        record Rows(List<Argument> columns) implements Returns {
            public Rows {
                columns = List.copyOf(columns);
            }
        }

        private Returns renameSchema(String from, String to) {
            return switch (this) {
                case Values(ColumnType type, boolean set) -> new Values(type.renameSchema(from, to), set);
                case Rows(List<Argument> columns) ->
                    new Rows(columns.stream()
                            .map(column -> column.renameSchema(from, to))
                            .toList());
            };
        }
    }

    /**
     * What a routine does.
     *
     * @param text what stands between the quotes, or the statements where the dialect has them unquoted
     * @param parsed the pieces that the server takes apart when the routine is made
     * @param checked the pieces that it only looks into then, which it can be told not to do
     */
    public record Body(String text, List<String> parsed, List<String> checked) {
        public Body {
            Objects.requireNonNull(text);
            parsed = List.copyOf(parsed);
            checked = List.copyOf(checked);
        }
    }

    /** The types of the arguments that tell it from others of its name, as {@code integer, text}. */
    public String signature() {
        return arguments.stream()
                .filter(argument -> argument.mode() != Mode.OUT)
                .map(argument -> spelling(argument.type()))
                .collect(Collectors.joining(", "));
    }

    private static String spelling(ColumnType type) {
        if (type instanceof ColumnType.ArrayType(ColumnType element)) {
            return spelling(element) + "[]";
        }
        return type instanceof ColumnType.EnumReference(QualifiedName name) ? name.toString() : type.name();
    }

    /** Every type it speaks of. */
    public List<ColumnType> types() {
        List<ColumnType> types = new ArrayList<>();
        arguments.forEach(argument -> types.add(argument.type()));
        if (returns instanceof Returns.Values(ColumnType value, boolean set)) {
            types.add(value);
        } else if (returns instanceof Returns.Rows(List<Argument> columns)) {
            columns.forEach(column -> types.add(column.type()));
        }
        return types;
    }

    /** This routine as the server knows it when its types have other names; its body is as it was written. */
    public Routine withTypes(UnaryOperator<ColumnType> other) {
        return new Routine(
                name,
                type,
                arguments.stream().map(argument -> argument.withType(other)).toList(),
                switch (returns) {
                    case null -> null;
                    case Returns.Values(ColumnType value, boolean set) -> new Returns.Values(other.apply(value), set);
                    case Returns.Rows(List<Argument> columns) ->
                        new Returns.Rows(columns.stream()
                                .map(column -> column.withType(other))
                                .toList());
                },
                language,
                body,
                comment,
                options,
                range);
    }

    @Override
    public Routine renameType(QualifiedName from, QualifiedName to) {
        return withTypes(type -> type.renameType(from, to));
    }

    /** This routine, made without a look into its body. */
    public Routine unchecked() {
        return new Routine(
                name,
                type,
                arguments,
                returns,
                language,
                new Body(body.text(), body.parsed(), List.of()),
                comment,
                options,
                range);
    }

    @Override
    public ObjectKey key() {
        boolean sharesNames = options == null || options.sharesNames();
        return new ObjectKey(ObjectKey.Namespace.ROUTINE, name, sharesNames ? signature() : kind());
    }

    @Override
    public String kind() {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** The pieces without which it can't be made at all. */
    @Override
    public List<String> texts() {
        List<String> texts = new ArrayList<>(body.parsed());
        types().forEach(mentioned -> texts.add(mentioned.name()));
        arguments.forEach(argument -> {
            if (argument.defaultValue() != null) {
                texts.add(argument.defaultValue());
            }
        });
        return texts;
    }

    @Override
    public Routine renameSchema(String from, String to) {
        return new Routine(
                name.renameSchema(from, to),
                type,
                arguments.stream()
                        .map(argument -> argument.renameSchema(from, to))
                        .toList(),
                returns == null ? null : returns.renameSchema(from, to),
                language,
                body,
                comment,
                options,
                range);
    }
}
