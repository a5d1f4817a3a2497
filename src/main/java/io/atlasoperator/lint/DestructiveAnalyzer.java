package io.atlasoperator.lint;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.ChangeKind;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ColumnType;
import io.atlasoperator.schema.CompositeType;
import io.atlasoperator.schema.EnumType;
import io.atlasoperator.schema.Generated;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Sequence;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds changes that throw data away: dropped schemas, tables and columns that hold values, dropped objects with
 * something in them, values of enums, and types that can't hold what the old ones held.
 */
public final class DestructiveAnalyzer implements Analyzer {
    /** Its name. */
    public static final String NAME = "destructive";

    private static final LintCode SCHEMA = new LintCode("DS101", "schema dropped");
    private static final LintCode TABLE = new LintCode("DS102", "table dropped");
    private static final LintCode COLUMN = new LintCode("DS103", "column that holds values dropped");
    private static final LintCode OBJECT = new LintCode("DS104", "object that holds data dropped");
    private static final LintCode ENUM_VALUE = new LintCode("DS105", "value of an enum dropped");
    private static final LintCode TYPE = new LintCode("DS106", "type changed to one that holds less");

    private static final LintCode FIELD = new LintCode("DS107", "field of a composite type dropped");

    /** Kinds of objects that only one dialect has and that hold data, or take along what does. */
    private static final Map<String, String> HOLDERS = Map.of(
            "extension",
            "Dropping extension %s drops its types and functions, and the columns of these types",
            "virtual_table",
            "Dropping virtual table %s");

    private final TypeChange.Rules types;
    private final AllowedDrops allowed;

    /**
     * @param types what becomes of values when a type changes
     * @param allowed what may be dropped without a word
     */
    public DestructiveAnalyzer(TypeChange.Rules types, AllowedDrops allowed) {
        this.types = types;
        this.allowed = allowed;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "destructive changes detected";
    }

    @Override
    public boolean errorByDefault() {
        return true;
    }

    @Override
    public List<LintCode> codes() {
        return List.of(SCHEMA, TABLE, COLUMN, OBJECT, ENUM_VALUE, TYPE, FIELD);
    }

    @Override
    public List<Diagnostic> analyze(Work work) {
        return Look.at(work, this::look);
    }

    /** What becomes of the values of a column that changes. */
    public TypeChange valuesOf(TableChange.ModifyColumn change) {
        return change.kinds().contains(ChangeKind.TYPE) ? types.of(change.from(), change.to()) : TypeChange.KEEPS;
    }

    private void look(Change change, Look look) {
        if (change instanceof Change.DropSchema(Schema schema) && !look.isNewSchema(schema.name())) {
            look.found(SCHEMA, text(schema));
        } else if (change instanceof Change.DropTable(Table table)) {
            table(table, look);
        } else if (change instanceof Change.ModifyTable modify && !look.isNew(modify.name())) {
            columns(modify, look);
            computed(modify, look);
            types(modify, look);
        } else if (change instanceof Change.DropObject(SchemaObject object)
                && !isMadeAgain(object, look.work())
                && !isReplaced(object.key(), look.work())) {
            object(object, look);
        } else if (change instanceof Change.RenameObject(EnumType from, SchemaObject aside)) {
            added(from.key(), look.work()).ifPresent(to -> values(from, to, look));
        } else if (change instanceof Change.ModifyObject(EnumType from, EnumType to)) {
            values(from, to, look);
        } else if (change instanceof Change.ModifyObject(CompositeType from, CompositeType to)
                && !isMade(from.key(), look.work())) {
            fields(from, to, look);
        }
    }

    private static String text(Schema schema) {
        int tables = schema.tables().size();
        return switch (tables) {
            case 0 -> "Dropping schema " + Names.quoted(schema.name());
            case 1 -> "Dropping non-empty schema " + Names.quoted(schema.name()) + " with 1 table";
            default -> "Dropping non-empty schema " + Names.quoted(schema.name()) + " with " + tables + " tables";
        };
    }

    private void table(Table table, Look look) {
        boolean goesWithItsSchema = look.work()
                .changes()
                .anyMatch(change -> change instanceof Change.DropSchema(Schema schema)
                        && schema.name().equals(table.name().schema()));
        String name = table.name().name();
        if (!goesWithItsSchema && !look.isNew(table.name()) && !allowed.table(name)) {
            look.found(
                    TABLE,
                    "Dropping table " + Names.quoted(name),
                    "Add a pre-migration check to ensure table " + Names.quoted(name) + " is empty before dropping it");
        }
    }

    private void columns(Change.ModifyTable modify, Look look) {
        List<String> dropped = new ArrayList<>();
        for (TableChange part : modify.changes()) {
            if (part instanceof TableChange.DropColumn(Column column)
                    && holdsValues(column)
                    && !look.isNewColumn(modify.name(), column.name())
                    && !allowed.column(column.name())) {
                dropped.add(column.name());
            }
        }
        if (dropped.size() == 1) {
            String name = Names.quoted(dropped.getFirst());
            look.found(
                    COLUMN,
                    "Dropping non-virtual column " + name,
                    "Add a pre-migration check to ensure column " + name + " is NULL before dropping it");
        } else if (!dropped.isEmpty()) {
            String names = Names.spoken(dropped);
            look.found(
                    COLUMN,
                    "Dropping non-virtual columns " + names,
                    "Add pre-migration checks to ensure columns " + names + " are NULL before dropping them");
        }
    }

    /** What a column held is gone when it is computed from then on. */
    private void computed(Change.ModifyTable modify, Look look) {
        for (TableChange part : modify.changes()) {
            if (part instanceof TableChange.ModifyColumn(Column from, Column to, var kinds)
                    && from.generated() == null
                    && to.generated() != null
                    && !look.isNewColumn(modify.name(), from.name())
                    && !allowed.column(from.name())) {
                look.found(
                        COLUMN,
                        "Changing column " + Names.quoted(to.name())
                                + " to a generated one drops the values that it holds");
            }
        }
    }

    private static boolean holdsValues(Column column) {
        return column.generated() == null || column.generated().storage() != Generated.Storage.VIRTUAL;
    }

    private void types(Change.ModifyTable modify, Look look) {
        for (TableChange part : modify.changes()) {
            if (part instanceof TableChange.ModifyColumn(Column from, Column to, var kinds)
                    && kinds.contains(ChangeKind.TYPE)
                    && (from.generated() != null || to.generated() == null)
                    && !isReplaced(from.type(), look.work())
                    && !look.isNewColumn(modify.to().name(), to.name())) {
                String change = "Changing column " + Names.quoted(to.name()) + " from "
                        + Names.quoted(types.text(from.type())) + " to " + Names.quoted(types.text(to.type()));
                switch (types.of(from, to)) {
                    case KEEPS -> {}
                    case MAY_FAIL ->
                        look.found(
                                TYPE,
                                change + " can't keep every value: it fails if there is one that the new type"
                                        + " can't hold");
                    case LOSES -> look.found(TYPE, change + " loses what the new type can't hold");
                }
            }
        }
    }

    /** Whether an object is dropped only to be made anew, after what it depends on has changed. */
    private static boolean isMadeAgain(SchemaObject object, Work work) {
        return isMade(object.key(), work);
    }

    /** Whether a type has made room for another of its old name, to which its columns are converted. */
    private static boolean isReplaced(ObjectKey aside, Work work) {
        return work.changes()
                .anyMatch(change -> change instanceof Change.RenameObject(SchemaObject from, SchemaObject to)
                        && to.key().equals(aside)
                        && work.changes()
                                .anyMatch(other -> other instanceof Change.AddObject(SchemaObject added)
                                        && added.key().equals(from.key())));
    }

    private static boolean isReplaced(ColumnType type, Work work) {
        ColumnType element = type;
        while (element instanceof ColumnType.ArrayType(ColumnType inner)) {
            element = inner;
        }
        return element instanceof ColumnType.EnumReference(QualifiedName name)
                && isReplaced(ObjectKey.type(name), work);
    }

    private static boolean isMade(ObjectKey key, Work work) {
        return work.changes()
                .anyMatch(change -> change instanceof Change.AddObject(SchemaObject added)
                        && added.key().equals(key));
    }

    private static Optional<EnumType> added(ObjectKey key, Work work) {
        return work.changes()
                .filter(change -> change instanceof Change.AddObject(EnumType type)
                        && type.key().equals(key))
                .map(change -> (EnumType) ((Change.AddObject) change).object())
                .findFirst();
    }

    private static void object(SchemaObject object, Look look) {
        String name = Names.quoted(object.name().name());
        if (object instanceof View view && view.materialized()) {
            look.found(OBJECT, "Dropping materialized view " + name);
        } else if (object instanceof Sequence) {
            look.found(OBJECT, "Dropping sequence " + name);
        } else if (object instanceof EnumType) {
            look.found(OBJECT, "Dropping enum type " + name);
        } else {
            @Nullable String text = HOLDERS.get(object.kind());
            if (text != null) {
                look.found(OBJECT, text.formatted(name));
            }
        }
    }

    private static void values(EnumType from, EnumType to, Look look) {
        List<String> dropped = from.values().stream()
                .filter(value -> !to.values().contains(value))
                .toList();
        if (!dropped.isEmpty()) {
            look.found(
                    ENUM_VALUE,
                    "Dropping value" + (dropped.size() == 1 ? " " : "s ") + Names.spoken(dropped) + " of enum "
                            + Names.quoted(from.name().name()));
        }
    }

    private static void fields(CompositeType from, CompositeType to, Look look) {
        List<String> dropped = from.fields().stream()
                .map(Column::name)
                .filter(name ->
                        to.fields().stream().noneMatch(field -> field.name().equals(name)))
                .toList();
        if (!dropped.isEmpty()) {
            look.found(
                    FIELD,
                    "Dropping field" + (dropped.size() == 1 ? " " : "s ") + Names.spoken(dropped)
                            + " of composite type " + Names.quoted(from.name().name())
                            + " drops " + (dropped.size() == 1 ? "it" : "them")
                            + " from every value that columns hold");
        }
    }
}
