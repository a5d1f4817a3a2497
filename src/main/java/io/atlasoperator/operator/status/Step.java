package io.atlasoperator.operator.status;

import java.util.Objects;

/**
 * How one step of a reconcile ended.
 *
 * @param <T> what the step yields
 */
public sealed interface Step<T> {

    /** It succeeded. */
    record Done<T>(T value) implements Step<T> {
        public Done {
            Objects.requireNonNull(value);
        }
    }

    /** It failed, and with it the reconcile. */
    record Failed<T>(Failure failure) implements Step<T> {
        public Failed {
            Objects.requireNonNull(failure);
        }
    }
}
