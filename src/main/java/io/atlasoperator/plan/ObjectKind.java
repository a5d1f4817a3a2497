package io.atlasoperator.plan;

import io.atlasoperator.schema.SchemaObject;
import java.util.List;

/**
 * How a database compares and changes one kind of object. Stateless and safe for use by several threads.
 *
 * @param <T> the kind
 */
public interface ObjectKind<T extends SchemaObject> {

    /** The kind. */
    Class<T> type();

    /** Whether two objects of one key differ in more than their ranges. */
    boolean changed(T from, T to);

    /**
     * Whether {@link #modify} can make the difference good; else the object is dropped and made anew, with all that
     * depends on it.
     */
    default boolean changesInPlace(T from, T to) {
        return true;
    }

    /** The statements that make it, with all that belongs to it. */
    List<Statement> add(T object, PlanOptions options);

    /** The statements that drop it. */
    List<Statement> drop(T object, PlanOptions options);

    /**
     * The statements that turn the one into the other.
     *
     * @throws PlanException if the database can't
     */
    List<Statement> modify(T from, T to, PlanOptions options);
}
