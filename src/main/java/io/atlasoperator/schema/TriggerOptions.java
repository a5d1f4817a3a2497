package io.atlasoperator.schema;

import java.util.List;

/**
 * What only one dialect knows about a trigger, such as when it is deferred. Implemented by records of the dialect, which compare by value; nothing outside
 * the dialect looks inside.
 */
public interface TriggerOptions {

    /** SQL that the server looks into when the trigger is made. */
    default List<String> texts() {
        return List.of();
    }
}
