package io.atlasoperator.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Where one of several targets of a resource stands.
 *
 * @param target its URL without the password
 * @param ready whether it was as wanted when it was looked at last
 * @param message what was done, or what is wrong
 * @param lastApplied when it was made as wanted last, in seconds since 1970; 0 if it never was
 * @param observedGeneration the generation of the resource that it was made as wanted for last; 0 if there is none
 * @param observedHash hash of the desired state that was applied last; empty if none was
 * @param observedTarget hash of the target and of what of it is looked at, likewise
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TargetStatus(
        String target,
        boolean ready,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
        @JsonProperty("last_applied") long lastApplied,
        long observedGeneration,

        @JsonProperty("observed_hash") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        String observedHash,

        @JsonProperty("observed_target") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        String observedTarget) {

    public TargetStatus(
            @Nullable String target,
            boolean ready,
            @Nullable String message,
            long lastApplied,
            long observedGeneration,
            @Nullable String observedHash,
            @Nullable String observedTarget) {
        this.target = target == null ? "" : target;
        this.ready = ready;
        this.message = message == null ? "" : message;
        this.lastApplied = lastApplied;
        this.observedGeneration = observedGeneration;
        this.observedHash = observedHash == null ? "" : observedHash;
        this.observedTarget = observedTarget == null ? "" : observedTarget;
    }

    /** One that nothing is known of. */
    public static TargetStatus unknown(String target) {
        return new TargetStatus(target, false, "", 0, 0, "", "");
    }

    /** The same, not as wanted, but for a reason. */
    public TargetStatus failed(String why) {
        return new TargetStatus(target, false, why, lastApplied, observedGeneration, observedHash, observedTarget);
    }

    /** The same, in a state that nobody has wanted. */
    public TargetStatus undetermined() {
        return new TargetStatus(target, ready, message, lastApplied, observedGeneration, observedHash, "");
    }

    /** The same, as it was left. */
    public TargetStatus drifted(String what) {
        return new TargetStatus(target, true, what, lastApplied, observedGeneration, observedHash, observedTarget);
    }
}
