package io.atlasoperator.engine;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.inspect.Dependent;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.schema.CompositeType;
import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.SchemaObject;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that a plan drops. The statement takes along whatever depends on them, in other schemas too: a view, or a
 * column of a type that goes, even where the user asked to leave these alone.
 */
final class DroppedSchemas {
    private final TreeSet<String> names;

    private DroppedSchemas(TreeSet<String> names) {
        this.names = names;
    }

    static DroppedSchemas in(Plan plan) {
        TreeSet<String> names = new TreeSet<>();
        for (Change change : plan.changes()) {
            if (change instanceof Change.DropSchema dropped) {
                names.add(dropped.schema().name());
            }
        }
        return new DroppedSchemas(names);
    }

    /**
     * Refuses to take along what the plan does not itself drop or change first.
     *
     * @throws EngineException that names it
     */
    void requireNoDependents(Session target, Plan plan) {
        if (names.isEmpty()) {
            return;
        }
        String lost = dependents(target).stream()
                .filter(dependent -> plan.changes().stream().noneMatch(change -> handles(change, dependent)))
                .map(Dependent::toString)
                .collect(Collectors.joining(", "));
        if (!lost.isEmpty()) {
            throw EngineException.permanent(
                    Reason.PLAN,
                    (names.size() == 1 ? "schema " : "schemas ")
                            + names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "))
                            + " can't be dropped: other schemas depend on what is in there, and would lose " + lost
                            + "; drop or change these first, or leave the schema alone with exclude, schemas or"
                            + " policy.diff.skip.drop_schema");
        }
    }

    private List<Dependent> dependents(Session target) {
        try {
            return target.dialect().inspector(target.version()).dependents(target.connection(), names);
        } catch (SQLException e) {
            throw target.failure(Reason.INSPECT, "looking for what depends on a schema", e);
        }
    }

    private static boolean handles(Change change, Dependent dependent) {
        return switch (change) {
            case Change.DropTable(var table) -> table.name().equals(dependent.owner());
            case Change.DropObject(var object) -> isSame(object, dependent) || isWhole(object, dependent);
            case Change.ModifyObject(var from, var to) -> isSame(from, dependent);
            case Change.ModifyTable modify ->
                modify.name().equals(dependent.owner())
                        && modify.changes().stream().anyMatch(part -> handles(part, dependent.part()));
            case Change.DropSchema d -> false;
            case Change.AddSchema a -> false;
            case Change.ModifySchema m -> false;
            case Change.AddObject a -> false;
            case Change.AddTable a -> false;
            case Change.RenameObject r -> false;
            case Change.RenameTable r -> false;
        };
    }

    /** Rights on a thing, or another thing of its name, are not the thing. */
    private static boolean isSame(SchemaObject object, Dependent dependent) {
        return object.kind().equals(dependent.kind())
                && (dependent.part() == null
                        ? object.name().equals(dependent.owner())
                        : dependent.owner().equals(object.owner())
                                && dependent.part().equals(object.name().name()));
    }

    /** Whether the dependent is a column, or another part, of that view or composite type. */
    private static boolean isWhole(SchemaObject object, Dependent dependent) {
        boolean hasParts = object instanceof CompositeType || object.key().namespace() == ObjectKey.Namespace.RELATION;
        return hasParts && dependent.part() != null && object.name().equals(dependent.owner());
    }

    private static boolean handles(TableChange change, @Nullable String part) {
        @Nullable
        String changed = switch (change) {
            case TableChange.DropColumn(var column) -> column.name();
            case TableChange.ModifyColumn modify -> modify.from().name();
            case TableChange.DropForeignKey(var key) -> key.name();
            case TableChange.ModifyForeignKey modify -> modify.from().name();
            case TableChange.DropCheck(var check) -> check.name();
            case TableChange.ModifyCheck(var from, var to) -> from.name();
            case TableChange.DropIndex(var index, var concurrently) -> index.name();
            case TableChange.ModifyIndex modify -> modify.from().name();
            case TableChange.AddColumn a -> null;
            case TableChange.RenameColumn r -> null;
            case TableChange.AddPrimaryKey a -> null;
            case TableChange.DropPrimaryKey d -> null;
            case TableChange.ModifyPrimaryKey m -> null;
            case TableChange.AddIndex a -> null;
            case TableChange.RenameIndex r -> null;
            case TableChange.RenameConstraint r -> null;
            case TableChange.AddForeignKey a -> null;
            case TableChange.AddCheck a -> null;
            case TableChange.ModifyComment m -> null;
            case TableChange.ModifyOptions m -> null;
        };
        return changed != null && changed.equals(part);
    }
}
