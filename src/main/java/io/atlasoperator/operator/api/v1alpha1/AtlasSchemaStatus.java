package io.atlasoperator.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an {@link AtlasSchema} stands.
 *
 * @param observedGeneration the generation that the conditions tell about; null or -1 before the first one
 * @param conditions Ready, Reconciling, Stalled, and Drifted where that is looked for
 * @param observedHash hash of the desired state that was applied last; empty if none was
 * @param lastApplied when it was applied, in seconds since 1970; 0 if it never was
 * @param planURL URL of the plan that waits or was applied; maybe empty
 * @param planLink where a person can look at that plan; maybe empty
 * @param observedTarget hash of what was asked for of which target when it was brought to that state; empty where another
 *     operator did, or where something began since and did not end well
 * @param failed how many failures there were in a row
 * @param targets where each target stands, if a project file gives any number of them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AtlasSchemaStatus(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long observedGeneration,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Condition> conditions,
        @JsonProperty("observed_hash") String observedHash,
        @JsonProperty("last_applied") long lastApplied,
        String planURL,
        String planLink,

        @JsonProperty("observed_target") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        String observedTarget,

        int failed,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<TargetStatus> targets)
        implements AtlasStatus {

    /** Nothing is known yet. */
    public static final AtlasSchemaStatus NONE =
            new AtlasSchemaStatus(null, List.of(), "", 0, "", "", "", 0, List.of());

    public AtlasSchemaStatus(
            @Nullable Long observedGeneration,
            @Nullable List<Condition> conditions,
            @Nullable String observedHash,
            long lastApplied,
            @Nullable String planURL,
            @Nullable String planLink,
            @Nullable String observedTarget,
            int failed,
            @Nullable List<TargetStatus> targets) {
        this.observedGeneration = observedGeneration;
        this.conditions = conditions == null ? List.of() : List.copyOf(conditions);
        this.observedHash = observedHash == null ? "" : observedHash;
        this.lastApplied = lastApplied;
        this.planURL = planURL == null ? "" : planURL;
        this.planLink = planLink == null ? "" : planLink;
        this.observedTarget = observedTarget == null ? "" : observedTarget;
        this.failed = failed;
        this.targets = targets == null ? List.of() : List.copyOf(targets);
    }

    /** The same with the hash of another desired state. */
    public AtlasSchemaStatus withHash(String hash) {
        return new AtlasSchemaStatus(
                observedGeneration, conditions, hash, lastApplied, planURL, planLink, observedTarget, failed, targets);
    }

    /** The same, applied at another time; 0 means never. */
    public AtlasSchemaStatus withLastApplied(long time) {
        return new AtlasSchemaStatus(
                observedGeneration, conditions, observedHash, time, planURL, planLink, observedTarget, failed, targets);
    }

    /** The same, of another target. */
    public AtlasSchemaStatus withTarget(String target) {
        return new AtlasSchemaStatus(
                observedGeneration, conditions, observedHash, lastApplied, planURL, planLink, target, failed, targets);
    }

    /** The same with other targets. */
    public AtlasSchemaStatus withTargets(List<TargetStatus> others) {
        return new AtlasSchemaStatus(
                observedGeneration,
                conditions,
                observedHash,
                lastApplied,
                planURL,
                planLink,
                observedTarget,
                failed,
                others);
    }
}
