package io.atlasoperator.dialect.mysql;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.lint.Analyzer;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.lint.LintCode;
import io.atlasoperator.lint.Look;
import io.atlasoperator.lint.TypeChange;
import io.atlasoperator.lint.Work;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.ColumnType.BinaryType;
import io.atlasoperator.schema.ColumnType.BitType;
import io.atlasoperator.schema.ColumnType.BuiltinType;
import io.atlasoperator.schema.ColumnType.JsonType;
import io.atlasoperator.schema.ColumnType.StringType;
import io.atlasoperator.schema.ColumnType.TimeType;
import java.util.List;
import java.util.Optional;

/**
 * Finds new columns that must not be NULL and have no default: the server fills them with a value of its own choice.
 * Types that it has none for are {@code MF103}.
 */
final class MySqlImplicitDefaultAnalyzer implements Analyzer {
    private static final LintCode FILLED =
            new LintCode("MY101", "non-nullable column filled with a value of the server's");

    private final TypeChange.Rules types = new MySqlTypeChanges();

    @Override
    public String name() {
        return "data_depend";
    }

    @Override
    public String title() {
        return "data dependent changes detected";
    }

    @Override
    public List<LintCode> codes() {
        return List.of(FILLED);
    }

    @Override
    public List<Diagnostic> analyze(Work work) {
        return Look.at(work, this::look);
    }

    private void look(Change change, Look look) {
        if (!(change instanceof Change.ModifyTable modify) || look.isNew(modify.name())) {
            return;
        }
        String table = modify.to().name().name();
        for (TableChange part : modify.changes()) {
            if (!(part instanceof TableChange.AddColumn(Column column))
                    || column.nullable()
                    || column.defaultValue() != null
                    || column.generated() != null
                    || MySqlColumnOptions.of(column).autoIncrement()) {
                continue;
            }
            value(column.type())
                    .ifPresent(value -> look.found(
                            FILLED,
                            "Adding a non-nullable \"" + types.text(column.type()) + "\" column \"" + column.name()
                                    + "\" on table \"" + table
                                    + "\" without a default value implicitly sets existing rows with " + value));
        }
    }

    /** What rows get; nothing where strict mode refuses it, or the type has no such value. */
    static Optional<String> value(ColumnType type) {
        return switch (type) {
            case StringType _, BinaryType _ -> Optional.of("\"\"");
            case JsonType _ -> Optional.of("null");
            case BitType _ -> Optional.of("0");
            case TimeType(String name, Integer precision) ->
                switch (name) {
                    case "time" -> Optional.of("00:00:00");
                    case "year" -> Optional.of("0000");
                    case "timestamp" -> Optional.of("0000-00-00 00:00:00");
                    default -> Optional.empty();
                };
            case BuiltinType list
            when MySqlTypes.isList(list) ->
                Optional.of(
                        list.name().equals("enum") && !list.arguments().isEmpty()
                                ? "\"" + list.arguments().getFirst() + "\""
                                : "\"\"");
            case ColumnType other -> MySqlTypes.isNumber(other) ? Optional.of("0") : Optional.empty();
        };
    }
}
