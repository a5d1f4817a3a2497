package io.atlasoperator.dialect.postgres;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.Change.ModifyObject;
import io.atlasoperator.diff.Change.ModifyTable;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Sequence;
import io.atlasoperator.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Sequences that become UNLOGGED or LOGGED along with the table that owns them, whatever they are to be. */
final class PostgresSequencePersistence {

    private PostgresSequencePersistence() {}

    /** The changes, with those of sequences as the tables will have left them. */
    static List<Change> followed(PostgresVersion version, List<Change> changes, Realm from, Realm to) {
        if (!version.hasUnloggedSequences()) {
            return changes;
        }
        List<Change> all = new ArrayList<>(changes);
        for (Change change : changes) {
            if (change instanceof ModifyTable(Table before, Table after, var inside)
                    && isUnlogged(before) != isUnlogged(after)) {
                from.allObjects().forEach(object -> {
                    if (object instanceof Sequence sequence && before.name().equals(sequence.owner())) {
                        follow(sequence, isUnlogged(after), to, all);
                    }
                });
            }
        }
        return all;
    }

    private static boolean isUnlogged(Table table) {
        return PostgresTableOptions.of(table).storage().unlogged();
    }

    private static void follow(Sequence sequence, boolean unlogged, Realm to, List<Change> changes) {
        if (!(to.object(sequence.key()).orElse(null) instanceof Sequence wanted)
                || !Objects.equals(sequence.ownedBy(), wanted.ownedBy())) {
            return;
        }
        Sequence left = sequence.withOptions(unlogged ? new PostgresSequenceOptions() : null);
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i) instanceof ModifyObject(var old, var given)
                    && given.key().equals(wanted.key())) {
                changes.set(i, new ModifyObject(left, given));
                return;
            }
        }
        if (unlogged != PostgresSequenceOptions.unlogged(wanted)) {
            changes.add(new ModifyObject(left, wanted));
        }
    }
}
