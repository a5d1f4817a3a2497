package io.atlasoperator.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an {@link AtlasMigration} stands.
 *
 * @param observedGeneration the generation that the conditions tell about; null or -1 before the first one
 * @param conditions Ready, Reconciling, Stalled
 * @param observedHash hash of the target and the directory that were applied last; empty if none were
 * @param lastApplied when a migration ran last, in seconds since 1970; 0 if none ever did
 * @param lastAppliedVersion the version the database is at; maybe empty
 * @param lastDeploymentUrl where the last deployment can be looked at; maybe empty
 * @param approvalUrl where a plan waits to be approved; maybe empty
 * @param failed how many failures there were in a row
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AtlasMigrationStatus(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long observedGeneration,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Condition> conditions,
        @JsonProperty("observed_hash") String observedHash,
        long lastApplied,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String lastAppliedVersion,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String lastDeploymentUrl,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String approvalUrl,
        int failed)
        implements AtlasStatus {

    /** Nothing is known yet. */
    public static final AtlasMigrationStatus NONE = new AtlasMigrationStatus(null, List.of(), "", 0, "", "", "", 0);

    public AtlasMigrationStatus(
            @Nullable Long observedGeneration,
            @Nullable List<Condition> conditions,
            @Nullable String observedHash,
            long lastApplied,
            @Nullable String lastAppliedVersion,
            @Nullable String lastDeploymentUrl,
            @Nullable String approvalUrl,
            int failed) {
        this.observedGeneration = observedGeneration;
        this.conditions = conditions == null ? List.of() : List.copyOf(conditions);
        this.observedHash = observedHash == null ? "" : observedHash;
        this.lastApplied = lastApplied;
        this.lastAppliedVersion = lastAppliedVersion == null ? "" : lastAppliedVersion;
        this.lastDeploymentUrl = lastDeploymentUrl == null ? "" : lastDeploymentUrl;
        this.approvalUrl = approvalUrl == null ? "" : approvalUrl;
        this.failed = failed;
    }

    /** The same with the hash of another target or directory. */
    public AtlasMigrationStatus withHash(String hash) {
        return new AtlasMigrationStatus(
                observedGeneration,
                conditions,
                hash,
                lastApplied,
                lastAppliedVersion,
                lastDeploymentUrl,
                approvalUrl,
                failed);
    }
}
