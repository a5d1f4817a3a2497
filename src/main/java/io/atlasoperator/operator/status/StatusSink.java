package io.atlasoperator.operator.status;

/**
 * Writes statuses.
 *
 * @param <R> the kind of resource
 * @param <S> its status
 */
@FunctionalInterface
public interface StatusSink<R, S> {

    /**
     * Makes this the status of the resource, whoever else may have written it meanwhile.
     *
     * @return the version of the resource that has it; empty if the resource is gone, even if another one has its
     *     name by now
     * @throws RuntimeException if the API server can't be reached or refuses
     */
    String write(R resource, S status);
}
