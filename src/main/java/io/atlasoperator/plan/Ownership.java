package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import io.atlasoperator.schema.Sequence;
import java.util.ArrayList;
import java.util.List;

/**
 * New sequences that go with a column: the column's default needs the sequence, and the sequence's owner is the column,
 * so it is made without an owner first.
 *
 * @param changes the changes, with such sequences without an owner
 * @param after the changes that give them their owners
 */
record Ownership(List<Change> changes, List<Change> after) {

    Ownership {
        changes = List.copyOf(changes);
        after = List.copyOf(after);
    }

    static Ownership apart(List<Change> changes) {
        List<Change> without = new ArrayList<>();
        List<Change> after = new ArrayList<>();
        for (Change change : changes) {
            if (change instanceof Change.AddObject(Sequence sequence) && sequence.ownedBy() != null) {
                Sequence free = sequence.withOwner(null);
                without.add(new Change.AddObject(free));
                after.add(new Change.ModifyObject(free, sequence));
            } else {
                without.add(change);
            }
        }
        return new Ownership(without, after);
    }
}
