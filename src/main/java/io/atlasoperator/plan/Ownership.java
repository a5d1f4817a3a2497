package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import io.atlasoperator.schema.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Sequences that go with a column: the column's default needs the sequence, and the sequence's owner is the column. So a
 * sequence gets its owner last, and loses it first, as it would go along with a column that is dropped. A change of how
 * its table is kept takes it along, so what it is to be in spite of that comes after it too.
 *
 * @param first the changes that take sequences from their owners
 * @param changes the changes, with such sequences without an owner
 * @param after the changes that give them their owners
 */
record Ownership(List<Change> first, List<Change> changes, List<Change> after) {

    Ownership {
        first = List.copyOf(first);
        changes = List.copyOf(changes);
        after = List.copyOf(after);
    }

    static Ownership apart(List<Change> changes) {
        List<Change> first = new ArrayList<>();
        List<Change> without = new ArrayList<>();
        List<Change> after = new ArrayList<>();
        for (Change change : changes) {
            if (change instanceof Change.AddObject(Sequence sequence) && sequence.ownedBy() != null) {
                Sequence free = sequence.withOwner(null);
                without.add(new Change.AddObject(free));
                after.add(new Change.ModifyObject(free, sequence));
            } else if (change instanceof Change.ModifyObject(Sequence from, Sequence to)
                    && (from.ownedBy() != null || to.ownedBy() != null)) {
                apart(from, to, first, without, after);
            } else {
                without.add(change);
            }
        }
        return new Ownership(first, without, after);
    }

    private static void apart(
            Sequence from, Sequence to, List<Change> first, List<Change> without, List<Change> after) {
        boolean moves = !Objects.equals(from.ownedBy(), to.ownedBy());
        Sequence free = from.withOwner(null);
        if (moves && from.ownedBy() != null) {
            first.add(new Change.ModifyObject(from, free));
        }
        Sequence changed = to.withOwner(null).withOptions(from.options());
        if (!free.equals(changed.withRange(free.range()))) {
            without.add(new Change.ModifyObject(free, changed));
        }
        Sequence owned = moves ? changed : changed.withOwner(to.ownedBy());
        if (!owned.equals(to)) {
            after.add(new Change.ModifyObject(owned, to));
        }
    }
}
