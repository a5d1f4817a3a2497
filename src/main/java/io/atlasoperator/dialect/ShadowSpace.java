package io.atlasoperator.dialect;

import java.util.Optional;

/**
 * Makes room for a desired state on the target's own server, for owners of servers who allow that: a database of its own,
 * used by a role of its own, and gone when the lease ends.
 */
public interface ShadowSpace extends DevSpace {

    /**
     * Why a statement must not run there; empty if it may. Whoever writes a desired state need not be trusted with the
     * server, so only what is known to do nothing but define things in its own database may.
     */
    Optional<String> refusal(String statement);
}
