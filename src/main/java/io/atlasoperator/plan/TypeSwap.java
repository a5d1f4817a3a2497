package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.Change.AddObject;
import io.atlasoperator.diff.Change.DropObject;
import io.atlasoperator.diff.Change.ModifyTable;
import io.atlasoperator.diff.Change.RenameObject;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.CompositeType;
import io.atlasoperator.schema.DefaultValue;
import io.atlasoperator.schema.Domain;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.IndexPart;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Changes types that columns have and that can't be changed as they stand, such as an enum that loses a value: the old
 * type gets another name, the new one is made, the columns are converted and the old type is dropped. For one use.
 */
final class TypeSwap {
    private final Realm from;
    private final Realm to;
    private final Map<ObjectKey, Swap> swaps = new LinkedHashMap<>();

    TypeSwap(Realm from, Realm to) {
        this.from = from;
        this.to = to;
    }

    private record Swap(SchemaObject old, SchemaObject aside, SchemaObject wanted) {}

    boolean isEmpty() {
        return swaps.isEmpty();
    }

    /** Whether the type of that key is swapped. */
    boolean takes(ObjectKey key) {
        return swaps.containsKey(key);
    }

    /** Takes on the type of that key, if it is one that is wanted and that a column has, maybe of a table to be dropped. */
    boolean add(ObjectKey key) {
        if (key.namespace() != ObjectKey.Namespace.TYPE || !isUsed(key.name())) {
            return false;
        }
        Optional<SchemaObject> old = from.object(key);
        Optional<SchemaObject> wanted = to.object(key);
        if (old.isEmpty() || wanted.isEmpty()) {
            return false;
        }
        SchemaObject aside = old.get()
                .renamed(free(key.name()))
                .orElseThrow(() -> new PlanException(
                        "the " + old.get().kind() + " \"" + key.name().name()
                                + "\" can't be changed while columns have it as their type: give the columns another type"
                                + " first"));
        swaps.put(key, new Swap(old.get(), aside, wanted.get()));
        return true;
    }

    /** Whether rows may hold values of a type, or of one that is made of it. */
    private boolean isUsed(QualifiedName type) {
        return from.schemas().stream()
                        .flatMap(schema -> schema.tables().stream())
                        .flatMap(table -> table.columns().stream())
                        .anyMatch(column -> type.equals(ColumnType.named(column.type())))
                || from.allObjects()
                        .anyMatch(object -> object.key().namespace() == ObjectKey.Namespace.TYPE
                                && isMadeOf(object, type)
                                && isUsed(object.name()));
    }

    private static boolean isMadeOf(SchemaObject object, QualifiedName type) {
        return switch (object) {
            case Domain domain -> type.equals(ColumnType.named(domain.base()));
            case CompositeType composite ->
                composite.fields().stream().anyMatch(field -> type.equals(ColumnType.named(field.type())));
            case SchemaObject _ -> false;
        };
    }

    private QualifiedName free(QualifiedName name) {
        for (int number = 1; ; number++) {
            QualifiedName candidate =
                    new QualifiedName(name.schema(), name.name() + "_old" + (number == 1 ? "" : number));
            ObjectKey key = ObjectKey.type(candidate);
            if (from.object(key).isEmpty() && to.object(key).isEmpty()) {
                return candidate;
            }
        }
    }

    /** The columns that have a type now, of tables that stay. */
    Map<Table, Set<String>> users(ObjectKey type) {
        Map<Table, Set<String>> found = new LinkedHashMap<>();
        from.schemas()
                .forEach(schema -> schema.tables().stream()
                        .filter(table -> to.table(table.name()).isPresent())
                        .forEach(table -> table.columns().stream()
                                .filter(column -> type.name().equals(ColumnType.named(column.type())))
                                .forEach(column -> found.computeIfAbsent(table, unused -> new LinkedHashSet<>())
                                        .add(column.name()))));
        return found;
    }

    /** The changes along with those that swap the types. */
    List<Change> complete(List<Change> changes) {
        if (swaps.isEmpty()) {
            return changes;
        }
        List<Change> completed = new ArrayList<>();
        swaps.values().forEach(swap -> completed.add(new RenameObject(swap.old, aside(swap))));
        List<Change> wanted = swaps.values().stream()
                .<Change>map(swap -> new AddObject(swap.wanted))
                .toList();
        Map<QualifiedName, Table> tables = new LinkedHashMap<>();
        swaps.keySet().forEach(type -> users(type).keySet().forEach(table -> tables.putIfAbsent(table.name(), table)));
        boolean added = false;
        for (Change change : changes) {
            if (!added && !(change instanceof AddObject || change instanceof Change.AddSchema)) {
                // An extension, say, comes before all that may need it without naming it.
                completed.addAll(wanted);
                added = true;
            }
            if (change instanceof ModifyTable modify && tables.containsKey(modify.name())) {
                completed.add(convert(modify.from(), modify.changes()));
                tables.remove(modify.name());
            } else if (change instanceof Change.DropTable(Table table)) {
                completed.add(new Change.DropTable(table.toBuilder()
                        .columns(table.columns().stream().map(this::aside).toList())
                        .build()));
            } else {
                completed.add(change);
            }
        }
        if (!added) {
            completed.addAll(wanted);
        }
        tables.values().forEach(table -> completed.add(convert(table, List.of())));
        // What is over another type was found after it.
        List.copyOf(swaps.values()).reversed().forEach(swap -> completed.add(new DropObject(aside(swap))));
        return completed;
    }

    /** A type that is set aside, over types that may be so too. */
    private SchemaObject aside(Swap swap) {
        SchemaObject object = swap.aside;
        for (Swap other : swaps.values()) {
            object = object.renameType(other.old.name(), other.aside.name());
        }
        return object;
    }

    private Change convert(Table before, List<TableChange> given) {
        Table after = to.table(before.name()).orElseThrow();
        List<TableChange> inside = new ArrayList<>();
        Set<String> converted = new HashSet<>();
        Set<String> done = new HashSet<>();
        for (TableChange change : given) {
            switch (change) {
                case TableChange.ModifyColumn(Column old, Column wanted, Set<ChangeKind> kinds) -> {
                    Column aside = aside(old);
                    Set<ChangeKind> all = new HashSet<>(kinds);
                    if (aside != old) {
                        all.add(ChangeKind.TYPE);
                        converted.add(old.name());
                    }
                    done.add(old.name());
                    inside.add(new TableChange.ModifyColumn(aside, wanted, all));
                }
                case TableChange.DropColumn(Column old) -> {
                    done.add(old.name());
                    inside.add(new TableChange.DropColumn(aside(old)));
                }
                case TableChange.ModifyCheck(Check old, Check wanted) ->
                    inside.add(new TableChange.ModifyCheck(aside(old), wanted));
                case TableChange.DropCheck(Check old) -> inside.add(new TableChange.DropCheck(aside(old)));
                case TableChange.DropIndex(Index old, boolean concurrently) ->
                    inside.add(new TableChange.DropIndex(aside(old), concurrently));
                case TableChange.ModifyIndex(Index old, Index wanted, Set<ChangeKind> kinds, boolean concurrently) ->
                    inside.add(new TableChange.ModifyIndex(aside(old), wanted, kinds, concurrently));
                case TableChange other -> inside.add(other);
            }
        }
        for (Column old : before.columns()) {
            Column aside = aside(old);
            Optional<Column> wanted = after.column(old.name());
            if (aside != old && wanted.isPresent() && done.add(old.name())) {
                converted.add(old.name());
                inside.add(new TableChange.ModifyColumn(aside, wanted.get(), Set.of(ChangeKind.TYPE)));
            }
        }
        List<TableChange> all = new ArrayList<>();
        inside.forEach(change -> all.addAll(anew(change, converted)));
        all.addAll(conditions(before, after, converted, given));
        return new ModifyTable(before, after, all);
    }

    /** A condition on a converted column can't stay, however little of it changes. */
    private static List<TableChange> anew(TableChange change, Set<String> columns) {
        return switch (change) {
            case TableChange.ModifyIndex(Index old, Index wanted, var kinds, boolean concurrently)
            when isOver(old, columns) ->
                List.of(new TableChange.DropIndex(old, false), new TableChange.AddIndex(wanted, false));
            case TableChange.ModifyCheck(Check old, Check wanted)
            when mentions(old.expression(), columns) ->
                List.of(new TableChange.DropCheck(old), new TableChange.AddCheck(wanted));
            case TableChange other -> List.of(other);
        };
    }

    private static boolean isOver(Index index, Set<String> columns) {
        return index.predicate() != null && mentions(index.predicate(), columns)
                || index.parts().stream()
                        .anyMatch(part -> part instanceof IndexPart.OfExpression expression
                                && mentions(expression.expression(), columns));
    }

    /** The same column with its type under the name it has meanwhile; the very same if it is not swapped. */
    private Column aside(Column column) {
        ColumnType type = aside(column.type());
        if (type.equals(column.type())) {
            return column;
        }
        @Nullable DefaultValue value = column.defaultValue();
        return column.withType(type)
                .withDefault(
                        value instanceof DefaultValue.Expression(String sql)
                                ? new DefaultValue.Expression(aside(sql))
                                : value);
    }

    private ColumnType aside(ColumnType type) {
        ColumnType renamed = type;
        for (Swap swap : swaps.values()) {
            renamed = renamed.renameType(swap.old.name(), swap.aside.name());
        }
        return renamed;
    }

    /** An expression of the current state that casts to a type under the name it has meanwhile; for the way back. */
    private String aside(String expression) {
        String text = expression;
        for (Swap swap : swaps.values()) {
            String name = swap.old.name().name();
            Pattern cast = Pattern.compile("::((?:[\\w$]+|\"(?:[^\"]|\"\")+\")\\.)?(?:" + Pattern.quote(name)
                    + "(?![\\w$])|" + Pattern.quote(quoted(name)) + ")");
            text = cast.matcher(text)
                    .replaceAll(found -> Matcher.quoteReplacement("::"
                            + (found.group(1) == null ? "" : found.group(1))
                            + quoted(swap.aside.name().name())));
        }
        return text;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private Check aside(Check check) {
        return new Check(
                check.name(),
                aside(check.expression()),
                check.enforced(),
                check.noInherit(),
                check.options(),
                check.range());
    }

    private Index aside(Index index) {
        return new Index(
                index.name(),
                index.unique(),
                index.constraint(),
                index.parts().stream()
                        .map(part -> part instanceof IndexPart.OfExpression expression
                                ? new IndexPart.OfExpression(
                                        aside(expression.expression()), expression.descending(), expression.options())
                                : part)
                        .toList(),
                index.include(),
                index.predicate() == null ? null : aside(index.predicate()),
                index.comment(),
                index.options(),
                index.range());
    }

    /** Conditions compare the columns with values of the old type, so they are made anew. */
    private List<TableChange> conditions(Table before, Table after, Set<String> columns, List<TableChange> given) {
        List<TableChange> changes = new ArrayList<>();
        Set<String> changed = new HashSet<>();
        for (TableChange change : given) {
            switch (change) {
                case TableChange.ModifyCheck(Check old, Check wanted) -> changed.add("check " + old.name());
                case TableChange.DropCheck(Check old) -> changed.add("check " + old.name());
                case TableChange.ModifyIndex modify ->
                    changed.add("index " + modify.from().name());
                case TableChange.DropIndex drop ->
                    changed.add("index " + drop.index().name());
                case TableChange _ -> {}
            }
        }
        for (Check check : before.checks()) {
            if (mentions(check.expression(), columns) && !changed.contains("check " + check.name())) {
                after.checks().stream()
                        .filter(wanted -> check.name() != null && check.name().equals(wanted.name()))
                        .findFirst()
                        .ifPresent(wanted -> {
                            changes.add(new TableChange.DropCheck(aside(check)));
                            changes.add(new TableChange.AddCheck(wanted));
                        });
            }
        }
        for (Index index : before.indexes()) {
            if (isOver(index, columns) && !changed.contains("index " + index.name())) {
                after.index(index.name()).ifPresent(wanted -> {
                    changes.add(new TableChange.DropIndex(aside(index), false));
                    changes.add(new TableChange.AddIndex(wanted, false));
                });
            }
        }
        return changes;
    }

    /** A mention too many only makes something anew. */
    private static boolean mentions(String expression, Set<String> columns) {
        return columns.stream().anyMatch(expression::contains);
    }
}
