package io.atlasoperator.engine;

/** Is told what long work is at. Called by the threads that work, and returns at once. */
@FunctionalInterface
public interface Progress {

    /** Does not listen. */
    Progress NONE = what -> {};

    /**
     * What is being done from now on.
     *
     * @param what a few words without a credential; empty while nothing is being done
     */
    void doing(String what);
}
