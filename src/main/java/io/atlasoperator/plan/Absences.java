package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.Change.AddObject;
import io.atlasoperator.diff.Change.DropObject;
import io.atlasoperator.diff.Change.ModifyTable;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.SchemaObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The stretches of a plan in which something is away that it makes again: a view that is left alone, or a right that the
 * state says nothing of. Whoever looks after a plan that ended there finds no trace of it, so their statements belong
 * together whatever else runs by itself. For one plan.
 */
public final class Absences {
    private final Set<Object> comeAgain = new HashSet<>();
    private final Set<Object> away = new HashSet<>();

    private Absences() {}

    private record Key(QualifiedName table, String name) {}

    /**
     * What is away for a while.
     *
     * @param changes all changes of a plan, in their order
     */
    public static Absences in(List<Change> changes) {
        Absences absences = new Absences();
        Set<Object> dropped = new HashSet<>();
        for (Change change : changes) {
            dropped.addAll(goes(change));
            comes(change).stream().filter(dropped::contains).forEach(absences.comeAgain::add);
        }
        return absences;
    }

    /**
     * The statements of the next change, marked where they are part of such a stretch.
     *
     * @param change each change in the order of the statements, once
     * @param along what the server drops along with it
     */
    public List<Statement> mark(Change change, List<? extends SchemaObject> along, List<Statement> statements) {
        boolean isPart = !away.isEmpty();
        for (Object gone : goes(change)) {
            isPart |= comeAgain.contains(gone) && away.add(gone);
        }
        for (SchemaObject gone : along) {
            isPart |= comeAgain.contains(gone.key()) && away.add(gone.key());
        }
        comes(change).forEach(away::remove);
        return isPart
                ? statements.stream()
                        .map(statement -> statement.withHazard(Hazard.HALFWAY))
                        .toList()
                : statements;
    }

    private static List<Object> goes(Change change) {
        return switch (change) {
            case DropObject(var object) -> List.of(object.key());
            case ModifyTable(var from, var to, List<TableChange> inside) -> {
                List<Object> keys = new ArrayList<>();
                for (TableChange part : inside) {
                    if (part instanceof TableChange.DropForeignKey(ForeignKey key)) {
                        keys.add(new Key(to.name(), key.name()));
                    }
                }
                yield keys;
            }
            case Change _ -> List.of();
        };
    }

    private static List<Object> comes(Change change) {
        return switch (change) {
            case AddObject(var object) -> List.<Object>of(object.key());
            case ModifyTable(var from, var to, List<TableChange> inside) -> {
                List<Object> keys = new ArrayList<>();
                for (TableChange part : inside) {
                    if (part instanceof TableChange.AddForeignKey(ForeignKey key)) {
                        keys.add(new Key(to.name(), key.name()));
                    }
                }
                yield keys;
            }
            case Change _ -> List.of();
        };
    }
}
