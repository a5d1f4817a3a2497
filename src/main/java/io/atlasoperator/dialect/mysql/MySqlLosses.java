package io.atlasoperator.dialect.mysql;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.Change.ModifyTable;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.plan.Hazard;
import io.atlasoperator.schema.Check;
import io.atlasoperator.schema.Column;
import io.atlasoperator.schema.ForeignKey;
import io.atlasoperator.schema.Generated.Storage;
import io.atlasoperator.schema.Index;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts changes that throw values away behind those that the server may refuse for a row that is in the way: nothing is rolled
 * back, so that what comes first is done, whatever becomes of the rest.
 */
final class MySqlLosses {
    private MySqlLosses() {}

    /** The changes with those of tables that lose a column as late as may be. */
    static List<Change> last(List<Change> ordered) {
        List<Change> found = new ArrayList<>(ordered);
        for (int i = found.size() - 1; i >= 0; i--) {
            if (!(found.get(i) instanceof ModifyTable losing) || !loses(losing)) {
                continue;
            }
            int place = i;
            for (int next = i + 1;
                    next < found.size() && found.get(next) instanceof ModifyTable other && areApart(losing, other);
                    next++) {
                if (mayBeRefused(other) && !(mayBeRefused(losing) && loses(other))) {
                    place = next;
                }
            }
            found.add(place, found.remove(i));
        }
        return found;
    }

    private static boolean loses(ModifyTable change) {
        return change.changes().stream()
                .anyMatch(part -> part instanceof TableChange.DropColumn(Column column)
                        && (column.generated() == null || column.generated().storage() == Storage.STORED));
    }

    private static boolean mayBeRefused(ModifyTable change) {
        return change.changes().stream().anyMatch(part -> switch (part) {
            case TableChange.ModifyColumn(Column before, Column after, var kinds) ->
                MySqlTypeChanges.hazards(before, after, kinds).contains(Hazard.MAY_FAIL);
            case TableChange.AddIndex(Index index, boolean concurrently) -> index.unique();
            case TableChange.ModifyIndex modified -> modified.to().unique();
            case TableChange.AddPrimaryKey _,
                    TableChange.ModifyPrimaryKey _,
                    TableChange.AddForeignKey _,
                    TableChange.ModifyForeignKey _,
                    TableChange.AddCheck _,
                    TableChange.ModifyCheck _,
                    TableChange.ModifyOptions _ -> true;
            case TableChange _ -> false;
        });
    }

    /** Whether two tables have nothing to do with each other, so that either may change first. */
    private static boolean areApart(ModifyTable one, ModifyTable other) {
        Set<String> names = names(one);
        return !one.to().name().equals(other.to().name())
                && !refers(one, other.to().name())
                && !refers(other, one.to().name())
                && names(other).stream().noneMatch(names::contains);
    }

    private static boolean refers(ModifyTable change, QualifiedName table) {
        return List.of(change.from(), change.to()).stream()
                .flatMap(state -> state.foreignKeys().stream())
                .map(ForeignKey::refTable)
                .anyMatch(table::equals);
    }

    /** The names of constraints, of which a schema may have each but once. */
    private static Set<String> names(ModifyTable change) {
        Set<String> names = new HashSet<>();
        for (Table state : List.of(change.from(), change.to())) {
            state.foreignKeys().forEach(key -> names.add(key.name()));
            state.checks().stream().map(Check::name).map(String::valueOf).forEach(names::add);
        }
        return names;
    }
}
