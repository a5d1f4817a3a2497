package io.atlasoperator.diff;

import io.atlasoperator.schema.ObjectKey;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Rename;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether things that are to swap names have done so. Their names are the same before and after; what is under
 * each of them tells, if they are not alike and nothing else of them changes along with their names.
 */
final class SwappedNames {
    private final BiFunction<Realm, Realm, List<Change>> differ;
    private final Realm wanted;
    private final List<Rename> circle;
    private final Set<String> names;

    /** @param differ what differs between two states, hints aside */
    SwappedNames(BiFunction<Realm, Realm, List<Change>> differ, Realm wanted, List<Rename> circle) {
        this.differ = differ;
        this.wanted = wanted;
        this.circle = circle;
        this.names = circle.stream().map(RenameChains::newName).collect(Collectors.toUnmodifiableSet());
    }

    /** What the states tell. */
    enum Told {
        TO_DO,
        DONE,
        /** Either way nothing differs. */
        ALIKE,
        /** Either way something else differs. */
        CHANGED
    }

    Told compare(Realm now, Realm swapped) {
        @Nullable List<Change> asIs = difference(now);
        @Nullable List<Change> after = difference(swapped);
        boolean done = asIs != null && asIs.stream().noneMatch(this::concernsOne);
        boolean toDo = after != null && after.stream().noneMatch(this::concernsOne);
        if (done && toDo) {
            done = Objects.requireNonNull(asIs).stream().noneMatch(this::isNear);
            toDo = Objects.requireNonNull(after).stream().noneMatch(this::isNear);
            return done == toDo ? Told.ALIKE : done ? Told.DONE : Told.TO_DO;
        }
        return done ? Told.DONE : toDo ? Told.TO_DO : Told.CHANGED;
    }

    /** What leads from a state to the wanted one, or null if nothing can. */
    private @Nullable List<Change> difference(Realm state) {
        try {
            return differ.apply(state, wanted.withRenames(List.of()));
        } catch (DiffException e) {
            return null;
        }
    }

    private boolean concernsOne(Change change) {
        Rename first = circle.getFirst();
        if (first.part().isEmpty()) {
            return names.stream().anyMatch(name -> isOf(change, name));
        }
        return change instanceof Change.ModifyTable modify
                && modify.name().equals(first.object())
                && modify.changes().stream().anyMatch(this::concernsOne);
    }

    private boolean isOf(Change change, String name) {
        Rename first = circle.getFirst();
        boolean isType = first.what() == Rename.What.TYPE;
        @Nullable
        ObjectKey key = switch (change) {
            case Change.AddObject(var object) -> object.key();
            case Change.DropObject(var object) -> object.key();
            case Change.ModifyObject(var from, var to) -> to.key();
            case Change.AddTable(var table) -> table.key();
            case Change.DropTable(var table) -> table.key();
            case Change.ModifyTable modify -> modify.to().key();
            case Change.AddSchema _,
                    Change.DropSchema _,
                    Change.ModifySchema _,
                    Change.RenameObject _,
                    Change.RenameTable _ -> null;
        };
        return key != null
                && key.name().schema().equals(first.object().schema())
                && key.name().name().equals(name)
                && key.namespace() == (isType ? ObjectKey.Namespace.TYPE : ObjectKey.Namespace.RELATION);
    }

    /** Whether a change is one of the same table, or of anything if objects swap names. */
    private boolean isNear(Change change) {
        Rename first = circle.getFirst();
        return first.part().isEmpty()
                || change instanceof Change.ModifyTable modify && modify.name().equals(first.object());
    }

    private boolean concernsOne(TableChange change) {
        return switch (change) {
            case TableChange.AddColumn(var column) -> isColumn(column.name());
            case TableChange.DropColumn(var column) -> isColumn(column.name());
            case TableChange.ModifyColumn(var from, var to, var kinds) -> isColumn(to.name());
            case TableChange.AddIndex(var index, boolean concurrently) -> isIndex(index.name());
            case TableChange.DropIndex(var index, boolean concurrently) -> isIndex(index.name());
            case TableChange.ModifyIndex modify ->
                isIndex(modify.from().name()) || isIndex(modify.to().name());
            case TableChange.AddForeignKey(var key) -> isConstraint(key.name());
            case TableChange.DropForeignKey(var key) -> isConstraint(key.name());
            case TableChange.ModifyForeignKey(var from, var to, var kinds) -> isConstraint(to.name());
            case TableChange.AddCheck(var check) -> isConstraint(check.name());
            case TableChange.DropCheck(var check) -> isConstraint(check.name());
            case TableChange.ModifyCheck(var from, var to) -> isConstraint(to.name());
            case TableChange.AddPrimaryKey(var key) -> isConstraint(key.name());
            case TableChange.DropPrimaryKey(var key) -> isConstraint(key.name());
            case TableChange.ModifyPrimaryKey(var from, var to, var kinds) ->
                isConstraint(from.name()) || isConstraint(to.name());
            case TableChange.RenameColumn _,
                    TableChange.RenameIndex _,
                    TableChange.RenameConstraint _,
                    TableChange.ModifyComment _,
                    TableChange.ModifyOptions _ -> false;
        };
    }

    private boolean isColumn(String name) {
        return circle.getFirst().what() == Rename.What.COLUMN && names.contains(name);
    }

    private boolean isIndex(String name) {
        return circle.getFirst().what() == Rename.What.INDEX && names.contains(name);
    }

    private boolean isConstraint(@Nullable String name) {
        return circle.getFirst().what() == Rename.What.CONSTRAINT && name != null && names.contains(name);
    }
}
