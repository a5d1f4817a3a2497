package io.atlasoperator.engine;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.lint.DestructiveAnalyzer;
import io.atlasoperator.lint.LintRules;
import io.atlasoperator.lint.TypeChange;
import io.atlasoperator.migrate.CheckFile;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.CompositeType;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has to be asked before changes, so that no row and no value goes with them.
 *
 * @param questions what would be lost if the answer is no, by the question
 * @param unanswerable what is lost in any case, as far as anybody can ask
 * @param tables the tables that must not get rows between the answer and the change, quoted
 */
record DownChecks(Map<String, String> questions, List<String> unanswerable, Set<String> tables) {
    static final String FILE = "checks/data.sql";

    static DownChecks of(Session target, List<Change> changes) {
        return new Writer(target).of(changes);
    }

    /** The questions as a file of checks has them. */
    List<CheckFile> file() {
        return questions.isEmpty()
                ? List.of()
                : List.of(new CheckFile(FILE, false, List.of(), List.copyOf(questions.keySet())));
    }

    /** What is known without a question. */
    DownChecks unanswerableAlone() {
        return new DownChecks(Map.of(), unanswerable, Set.of());
    }

    /** These, and others. */
    DownChecks and(DownChecks others) {
        Map<String, String> all = new LinkedHashMap<>(questions);
        all.putAll(others.questions);
        Set<String> allLost = new LinkedHashSet<>(unanswerable);
        allLost.addAll(others.unanswerable);
        Set<String> allTables = new LinkedHashSet<>(tables);
        allTables.addAll(others.tables);
        return new DownChecks(all, List.copyOf(allLost), allTables);
    }

    private static final class Writer {
        private final SqlSyntax syntax;
        private final PlanOptions.Qualifier qualifier;
        private final Optional<DestructiveAnalyzer> types;
        private final Map<String, String> questions = new LinkedHashMap<>();
        private final List<String> unanswerable = new ArrayList<>();
        private final Set<String> tables = new LinkedHashSet<>();
        private final Map<QualifiedName, QualifiedName> tableNames = new HashMap<>();
        private final Map<ColumnName, String> columnNames = new HashMap<>();

        private record ColumnName(QualifiedName table, String column) {}

        Writer(Session target) {
            this.syntax = target.dialect().syntax();
            this.qualifier = StatePlanner.qualifier(target.scope());
            this.types = target.dialect().analyzers(LintRules.DEFAULT, Optional.of(target.version())).stream()
                    .filter(DestructiveAnalyzer.class::isInstance)
                    .map(DestructiveAnalyzer.class::cast)
                    .findFirst();
        }

        DownChecks of(List<Change> changes) {
            changes.forEach(this::note);
            changes.forEach(this::ask);
            return new DownChecks(questions, unanswerable, tables);
        }

        /** What is asked is asked before anything is renamed, of things by the names that they have. */
        private void note(Change change) {
            if (change instanceof Change.RenameTable(Table from, Table to)) {
                tableNames.put(to.name(), from.name());
            } else if (change instanceof Change.ModifyTable modify) {
                for (TableChange part : modify.changes()) {
                    if (part instanceof TableChange.RenameColumn(Column from, Column to)) {
                        columnNames.put(new ColumnName(modify.name(), to.name()), from.name());
                    }
                }
            }
        }

        private void ask(Change change) {
            switch (change) {
                case Change.DropTable(Table table) -> rows("table", table.name());
                case Change.DropSchema(Schema schema) -> {
                    schema.tables().forEach(table -> rows("table", table.name()));
                    schema.objects().forEach(this::object);
                }
                case Change.DropObject(SchemaObject object) -> object(object);
                case Change.ModifyObject(CompositeType from, SchemaObject to)
                when losesFields(from, to) ->
                    unanswerable.add(
                            "fields of the composite type \"" + from.name().name() + "\"");
                case Change.ModifyObject modify -> {}
                case Change.ModifyTable modify -> modify.changes().forEach(part -> ask(modify.name(), part));
                case Change.AddSchema a -> {}
                case Change.ModifySchema m -> {}
                case Change.AddObject a -> {}
                case Change.RenameObject r -> {}
                case Change.AddTable a -> {}
                case Change.RenameTable r -> {}
            }
        }

        private static boolean losesFields(CompositeType from, SchemaObject to) {
            return !(to instanceof CompositeType wanted)
                    || from.fields().stream()
                            .anyMatch(field -> wanted.fields().stream()
                                    .noneMatch(other -> other.name().equals(field.name())));
        }

        private void object(SchemaObject object) {
            if (object.holdsRows()) {
                rows(object.kind().replace('_', ' '), object.name());
            }
        }

        private void ask(QualifiedName table, TableChange part) {
            if (part instanceof TableChange.DropColumn(Column column) && column.generated() == null) {
                values(table, column, "drop its values");
            } else if (part instanceof TableChange.ModifyColumn modify && losesValues(modify)) {
                values(table, modify.from(), "not keep all of its values");
            }
        }

        private boolean losesValues(TableChange.ModifyColumn modify) {
            boolean becomesComputed =
                    modify.from().generated() == null && modify.to().generated() != null;
            return becomesComputed
                    || types.filter(analyzer -> analyzer.valuesOf(modify) == TypeChange.LOSES)
                            .isPresent();
        }

        private void rows(String kind, QualifiedName called) {
            QualifiedName name = tableNames.getOrDefault(called, called);
            String table = quoted(name);
            tables.add(table);
            questions.put(
                    "SELECT NOT EXISTS (SELECT 1 FROM " + table + ") AS " + syntax.quoteIdentifier("is_empty"),
                    kind + " \"" + name.name() + "\" has rows, which would go with it");
        }

        private void values(QualifiedName called, Column column, String loss) {
            QualifiedName name = tableNames.getOrDefault(called, called);
            String table = quoted(name);
            String columnName = columnNames.getOrDefault(new ColumnName(called, column.name()), column.name());
            String value = syntax.quoteIdentifier(columnName);
            Optional<String> usual = usual(column);
            tables.add(table);
            questions.put(
                    "SELECT NOT EXISTS (SELECT 1 FROM " + table + " WHERE " + value + " IS NOT NULL"
                            + usual.map(text -> " AND " + value + " <> " + text).orElse("") + ") AS "
                            + syntax.quoteIdentifier("is_empty"),
                    "column \"" + columnName + "\" of table \"" + name.name() + "\" holds values"
                            + usual.map(text -> " other than its default").orElse("") + ", and going back would "
                            + loss);
        }

        /** The value that rows got which say nothing of it, where values of its type can be compared. */
        private static Optional<String> usual(Column column) {
            @Nullable DefaultValue usual = column.defaultValue();
            return usual instanceof DefaultValue.Literal(String sql)
                            && !sql.equalsIgnoreCase("null")
                            && isComparable(column.type())
                    ? Optional.of(sql)
                    : Optional.empty();
        }

        private static boolean isComparable(ColumnType type) {
            return switch (type) {
                case ColumnType.BooleanType t -> true;
                case ColumnType.IntegerType t -> true;
                case ColumnType.DecimalType t -> true;
                case ColumnType.FloatType t -> true;
                case ColumnType.StringType t -> true;
                case ColumnType.TimeType t -> true;
                case ColumnType.IntervalType t -> true;
                case ColumnType.UuidType t -> true;
                case ColumnType.EnumReference t -> true;
                case ColumnType.SerialType t -> false;
                case ColumnType.BinaryType t -> false;
                case ColumnType.BitType t -> false;
                case ColumnType.JsonType t -> false;
                case ColumnType.BuiltinType t -> false;
                case ColumnType.TypeReference t -> false;
                case ColumnType.ArrayType t -> false;
                case ColumnType.UserDefinedType t -> false;
            };
        }

        private String quoted(QualifiedName name) {
            String schema = qualifier.of(name.schema());
            return (schema == null ? "" : syntax.quoteIdentifier(schema) + ".") + syntax.quoteIdentifier(name.name());
        }
    }
}
