package io.atlasoperator.spec;

import io.atlasoperator.schema.SchemaObject;
import java.util.Optional;

/**
 * How one kind of object is written in HCL. Stateless.
 *
 * @param <T> the kind
 */
public interface ObjectSpec<T extends SchemaObject> {

    /** The kind. */
    Class<T> type();

    /** Its block. */
    BlockShape shape();

    /** Whether an object of the kind is written with this block; another one writes those that are not. */
    default boolean writes(T object) {
        return true;
    }

    /** Whether it is a type, which columns may have: {@code type = domain.name}. */
    default boolean isType() {
        return false;
    }

    /** The object that a block means, or nothing if something is wrong with it, which is told then. */
    Optional<T> read(BlockReader block, ObjectReader reader);

    /** The labels of its block. */
    default String label(T object) {
        return object.name().name();
    }

    /** Fills the block of an object. */
    void write(T object, BlockWriter out, ObjectWriter writer);
}
