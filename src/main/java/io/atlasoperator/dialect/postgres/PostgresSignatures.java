package io.atlasoperator.dialect.postgres;

import io.atlasoperator.plan.PlanOptions.Qualifier;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.Routine;
import io.atlasoperator.schema.Routine.Argument;
import io.atlasoperator.schema.Routine.Mode;
import io.atlasoperator.schema.Routine.Returns;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The arguments and results of routines, in statements. */
final class PostgresSignatures {
    private final Qualifier qualifier;

    PostgresSignatures(Qualifier qualifier) {
        this.qualifier = qualifier;
    }

    /** A type without sizes, which a routine does not keep. */
    static ColumnType bare(ColumnType type) {
        return switch (type) {
            case ColumnType.DecimalType(String name, Integer precision, Integer scale) ->
                new ColumnType.DecimalType(name, null, null);
            case ColumnType.FloatType(String name, Integer precision) -> new ColumnType.FloatType(name, null);
            case ColumnType.StringType(String name, Integer size) -> new ColumnType.StringType(name, null);
            case ColumnType.BinaryType(String name, Integer size) -> new ColumnType.BinaryType(name, null);
            case ColumnType.BitType(String name, Integer size) -> new ColumnType.BitType(name, null);
            case ColumnType.TimeType(String name, Integer precision) -> new ColumnType.TimeType(name, null);
            case ColumnType.IntervalType(String name, String fields, Integer precision) ->
                new ColumnType.IntervalType(name, null, null);
            case ColumnType.BuiltinType(String name, List<String> arguments) ->
                new ColumnType.BuiltinType(name, List.of());
            case ColumnType.ArrayType(ColumnType element) -> new ColumnType.ArrayType(bare(element));
            case ColumnType.TypeReference _,
                    ColumnType.BooleanType _,
                    ColumnType.IntegerType _,
                    ColumnType.SerialType _,
                    ColumnType.JsonType _,
                    ColumnType.UuidType _,
                    ColumnType.EnumReference _,
                    ColumnType.UserDefinedType _ -> type;
        };
    }

    String type(ColumnType type) {
        return PostgresTypes.format(type, qualifier);
    }

    /** The name of a routine and what it takes, to make it. */
    String declaration(Routine routine) {
        return name(routine)
                + routine.arguments().stream().map(this::argument).collect(Collectors.joining(", ", "(", ")"));
    }

    /** The name of a routine and the types that tell it from others. */
    String reference(Routine routine) {
        boolean procedure = routine.type() == Routine.Type.PROCEDURE;
        return name(routine)
                + routine.arguments().stream()
                        .filter(argument -> procedure || argument.mode() != Mode.OUT)
                        // Only with their modes can a procedure's arguments not be mistaken for those of another.
                        .map(argument -> (procedure ? argument.mode().name() + " " : "") + type(argument.type()))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private String name(Routine routine) {
        return PostgresSyntax.name(routine.name(), qualifier);
    }

    /** An argument in a declaration. */
    String argument(Argument argument) {
        StringBuilder text = new StringBuilder();
        if (argument.mode() != Mode.IN) {
            text.append(argument.mode().name()).append(' ');
        }
        text.append(column(argument));
        if (argument.defaultValue() != null) {
            text.append(" DEFAULT ").append(argument.defaultValue());
        }
        return text.toString();
    }

    private String column(Argument argument) {
        String type = type(argument.type());
        return argument.name() == null ? type : PostgresSyntax.quote(argument.name()) + " " + type;
    }

    /** The RETURNS clause with a space before it; empty if there is none. */
    String returns(@Nullable Returns returns) {
        return switch (returns) {
            case null -> "";
            case Returns.Values(ColumnType type, boolean set) -> " RETURNS " + (set ? "SETOF " : "") + type(type);
            case Returns.Rows(List<Argument> columns) ->
                columns.stream().map(this::column).collect(Collectors.joining(", ", " RETURNS TABLE (", ")"));
        };
    }
}
