package io.atlasoperator.operator.status;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a failed resource is looked at again. */
public final class RetryPolicy {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration SECOND = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration SELDOM = Duration.ofMinutes(10);

    private final RandomGenerator random;

    /** @param random spreads the retries of many resources that failed together */
    public RetryPolicy(RandomGenerator random) {
        this.random = random;
    }

    /**
     * How long to wait; empty means until something changes.
     *
     * @param retry the kind of failure
     * @param failed how many failures there were in a row, this one included
     * @param limit how many are retried; 0 means all
     */
    Optional<Duration> delay(Failure.Retry retry, int failed, int limit) {
        if (isCounted(retry) && exhausted(failed, limit)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (retry) {
                    case PENDING -> FIRST;
                    case TRANSIENT -> later(exponential(failed));
                    case PERMANENT -> failed <= 1 ? FIRST : failed == 2 ? SECOND : later(SELDOM);
                    case WAIT, DECISION -> later(SELDOM);
                });
    }

    /** Whether it is a failure that counts, rather than something that has to be waited for. */
    static boolean isCounted(Failure.Retry retry) {
        return retry != Failure.Retry.PENDING && retry != Failure.Retry.DECISION;
    }

    /** Whether there were more failures than are retried. */
    static boolean exhausted(int failed, int limit) {
        return limit > 0 && failed > limit;
    }

    private static Duration exponential(int failed) {
        int doublings = Math.clamp(failed - 1L, 0, 10);
        Duration wanted = FIRST.multipliedBy(1L << doublings);
        return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    }

    /** Up to a tenth later. */
    private Duration later(Duration duration) {
        return duration.plusMillis(random.nextLong(duration.toMillis() / 10));
    }
}
