package io.atlasoperator.plan;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.diff.TableChange;
import io.atlasoperator.schema.Dependencies;
import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.SchemaObject;
import java.util.List;
import java.util.Set;

/** Turns changes into the statements of one database. Stateless and safe for use by several threads. */
public interface Planner {

    /**
     * The statements that make the changes, in the order given. The order is already right: it comes from
     * {@link ChangeOrder}.
     *
     * @throws PlanException if a change can't be made in this database; nothing is planned then
     */
    List<Statement> plan(List<Change> changes, PlanOptions options);

    /** Whether the server can be told in which {@link io.atlasoperator.diff.AlterMode} to alter a table. */
    default boolean takesAlterModes() {
        return false;
    }

    /** A planner that knows the states which the changes lead from and to; what it plans may need to look at them. */
    default Planner between(Realm from, Realm to) {
        return this;
    }

    /** A planner that works as a policy asks. */
    default Planner under(DiffPolicy policy) {
        return this;
    }

    /** A change of an object as several, where part of it is work that a policy wants to block nobody. */
    default List<Change> apart(Change.ModifyObject change) {
        return List.of(change);
    }

    /** What needs what in a state. The default is what the server said of it; a written state has nothing to say. */
    default Dependencies dependencies(Realm realm) {
        return realm.dependencies();
    }

    /** The changes with those that they entail because of what the database does to other tables along with them. */
    default List<Change> entailed(List<Change> changes, Realm from, Realm to) {
        return changes;
    }

    /**
     * Whether a changed object can be made good as it stands. If not it is dropped and made anew, and so is all that
     * depends on it.
     */
    default boolean changesInPlace(SchemaObject from, SchemaObject to) {
        return true;
    }

    /** The columns that no other object may depend on while a table changes, such as those whose type changes. */
    default Set<String> disturbs(Change.ModifyTable change) {
        return Set.of();
    }

    /**
     * Whether a unique key of a table is away for a while when a change of a table is made, so that no foreign key may
     * point to it then.
     *
     * @param change one that drops or changes a primary key or a unique index, or the options of the table
     */
    default boolean rebuildsKey(TableChange change) {
        return false;
    }

    /**
     * Whether a foreign key can't be there while a column at one of its ends changes: the two ends would not fit each other
     * between the one change and the other.
     */
    default boolean disturbsKeys(TableChange.ModifyColumn change) {
        return KeyDetachment.changesKindOfType(change);
    }

    /** Whether an object is made after all else, wherever its change stands. */
    default boolean comesLast(SchemaObject object) {
        return false;
    }

    /** The tables that lose a part which the foreign keys that point to them hold on to, such as a partition. */
    default Losses losses(List<Change> changes) {
        return Losses.NONE;
    }

    /**
     * Tables that lose parts.
     *
     * @param tables all of them: a key that is dropped goes before the part that it holds
     * @param meanwhile those that lose one for a while only: no key can stay
     */
    record Losses(Set<QualifiedName> tables, Set<QualifiedName> meanwhile) {
        /** None at all. */
        public static final Losses NONE = new Losses(Set.of(), Set.of());

        public Losses {
            tables = Set.copyOf(tables);
            meanwhile = Set.copyOf(meanwhile);
        }
    }

    /** Whether foreign keys in a cycle of new tables must be added after the tables. SQLite needs no order at all. */
    default boolean referencesMustExist() {
        return true;
    }
}
