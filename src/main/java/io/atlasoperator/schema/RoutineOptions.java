package io.atlasoperator.schema;

/**
 * What only one dialect knows about a function or procedure, such as its volatility. Implemented by records of the dialect, which compare by value; nothing outside
 * the dialect looks inside.
 */
public interface RoutineOptions {

    /** Whether routines of one schema may share a name, told apart by the types of their arguments. */
    default boolean sharesNames() {
        return true;
    }
}
