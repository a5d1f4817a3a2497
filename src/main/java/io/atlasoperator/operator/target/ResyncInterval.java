package io.atlasoperator.operator.target;

import io.atlasoperator.operator.api.v1alpha1.TargetSpec;
import io.atlasoperator.operator.ref.ReferenceException;
import io.atlasoperator.template.GoDuration;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How often targets that are as declared are looked at again, for what others may have changed. */
public final class ResyncInterval {
    /** More often costs the database more than it tells. */
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    private final Duration usual;
    private final RandomGenerator random;

    /**
     * @param usual for resources that say nothing; zero means never
     * @param random spreads the looks of many resources
     */
    public ResyncInterval(Duration usual, RandomGenerator random) {
        this.usual = usual;
        this.random = random;
    }

    /**
     * Reads an interval.
     *
     * @param name of what holds it, for the error
     * @throws IllegalArgumentException naming it, if the text is no interval or too short
     */
    public static Duration parse(String name, String text) {
        Duration interval;
        try {
            interval = GoDuration.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name + ": expected a duration such as 10m or 1h30m, got \"" + text + "\"", e);
        }
        if (interval.isNegative() || !interval.isZero() && interval.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(name + ": expected at least 10s, or 0s for never, got \"" + text + "\"");
        }
        return interval;
    }

    /**
     * How long after a look at a resource's target the next one is due; empty means never. Up to a tenth later each time.
     *
     * @throws ReferenceException naming the field that can't be used
     */
    public Optional<Duration> of(TargetSpec spec) {
        Duration interval = usual;
        String own = spec.resyncInterval();
        if (own != null && !own.isEmpty()) {
            try {
                interval = parse("spec.resyncInterval", own);
            } catch (IllegalArgumentException e) {
                throw new ReferenceException(String.valueOf(e.getMessage()));
            }
        }
        return interval.isZero()
                ? Optional.empty()
                : Optional.of(interval.plusMillis(random.nextLong(interval.toMillis() / 10)));
    }
}
