package io.atlasoperator.schema;

import io.atlasoperator.source.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A function or a procedure.
 *
 * @param name its schema and name, which others with different arguments may share
 * @param type whether it is called for a value or by itself
 * @param arguments its arguments, in order
 * @param returns what a function returns, in SQL: {@code integer}, {@code SETOF users}, {@code TABLE(a integer)}; null for
 *     a procedure, and for a function that returns its output arguments
 * @param language the language of its body, lower case: {@code sql}, {@code plpgsql}
 * @param body its body: what stands between the quotes, or the statements where the dialect has it unquoted
 * @param checked whether the server looks into the body when the routine is made
 * @param comment its comment, or null
 * @param options what only its dialect knows, or null
 * @param range where it was written, or null if it was inspected
 */
public record Routine(
        QualifiedName name,
        Type type,
        List<Argument> arguments,
        @Nullable String returns,
        String language,
        String body,
        boolean checked,
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
     * An argument of a routine.
     *
     * @param mode which way the value goes
     * @param name its name, or null if it has none
     * @param type its type in SQL
     * @param defaultValue its default in SQL, or null if it must be given
     */
    public record Argument(
            Mode mode,
            @Nullable String name,
            String type,
            @Nullable String defaultValue) {
        public Argument {
            Objects.requireNonNull(mode);
            Objects.requireNonNull(type);
        }
    }

    /** Which way the value of an argument goes. */
    public enum Mode {
        IN,
        OUT,
        INOUT,
        VARIADIC
    }

    /** The types of the arguments that tell it from others of its name, as {@code integer, text}. */
    public String signature() {
        return arguments.stream()
                .filter(argument -> argument.mode() != Mode.OUT || type == Type.PROCEDURE)
                .map(Argument::type)
                .collect(Collectors.joining(", "));
    }

    @Override
    public ObjectKey key() {
        return new ObjectKey(ObjectKey.Namespace.ROUTINE, name, signature());
    }

    @Override
    public String kind() {
        return type.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        arguments.forEach(argument -> {
            texts.add(argument.type());
            if (argument.defaultValue() != null) {
                texts.add(argument.defaultValue());
            }
        });
        if (returns != null) {
            texts.add(returns);
        }
        if (checked) {
            texts.add(body);
        }
        return texts;
    }

    @Override
    public Routine renameSchema(String from, String to) {
        return new Routine(
                name.renameSchema(from, to),
                type,
                arguments,
                returns,
                language,
                body,
                checked,
                comment,
                options,
                range);
    }
}
