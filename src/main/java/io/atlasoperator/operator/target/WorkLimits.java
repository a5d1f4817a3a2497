package io.atlasoperator.operator.target;

/**
 * How many databases are worked on at a time.
 *
 * @param perServer on one server
 * @param inAll on all servers together
 */
public record WorkLimits(int perServer, int inAll) {
    /**
     * Few for a server, to which each of them is a session or two; and so many in all that some servers which do not answer
     * keep nobody from working on the others.
     */
    public static final WorkLimits USUAL = new WorkLimits(8, 32);

    /** @throws IllegalArgumentException if no work could be done at all */
    public WorkLimits {
        if (perServer < 1 || inAll < 1) {
            throw new IllegalArgumentException("at least one database has to be worked on at a time");
        }
    }
}
