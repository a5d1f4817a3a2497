package io.atlasoperator.engine;

import io.atlasoperator.inspect.ObjectFilter;
import java.util.List;

/**
 * What of the states a request is about is looked at; all else is left alone.
 *
 * @param schemas names of the only schemas; empty means all
 * @param include patterns of the only objects; empty means all
 * @param exclude patterns of what to leave out of these
 */
public record Selection(List<String> schemas, List<String> include, List<String> exclude) {

    /** All there is. */
    public static final Selection ALL = new Selection(List.of(), List.of(), List.of());

    public Selection {
        schemas = List.copyOf(schemas);
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /**
     * The patterns, read.
     *
     * @param anchor of the database that the states are for
     * @throws EngineException that names a pattern that is none
     */
    ObjectFilter filter(Session anchor) {
        try {
            return ObjectFilter.of(
                    include, exclude, anchor.scope(), anchor.dialect().syntax());
        } catch (IllegalArgumentException e) {
            throw new EngineException(EngineException.Reason.OPTION, false, String.valueOf(e.getMessage()), e);
        }
    }
}
