package io.atlasoperator.operator.status;

import io.atlasoperator.operator.api.v1alpha1.AtlasMigrationStatus;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchemaStatus;
import io.atlasoperator.operator.api.v1alpha1.AtlasStatus;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import java.util.List;

/**
 * What the two statuses have in common, for making new ones.
 *
 * @param <S> the status
 */
public interface StatusShape<S extends AtlasStatus> {

    /** Of an AtlasSchema. */
    StatusShape<AtlasSchemaStatus> SCHEMA = new StatusShape<>() {
        @Override
        public AtlasSchemaStatus none() {
            return AtlasSchemaStatus.NONE;
        }

        @Override
        public AtlasSchemaStatus with(
                AtlasSchemaStatus status, long generation, List<Condition> conditions, int failed) {
            return new AtlasSchemaStatus(
                    generation,
                    conditions,
                    status.observedHash(),
                    status.lastApplied(),
                    status.planURL(),
                    status.planLink(),
                    status.observedTarget(),
                    failed,
                    status.targets());
        }

        @Override
        public Reason whileWaiting(Reason reason) {
            return reason;
        }
    };

    /** Of an AtlasMigration. */
    StatusShape<AtlasMigrationStatus> MIGRATION = new StatusShape<>() {
        @Override
        public AtlasMigrationStatus none() {
            return AtlasMigrationStatus.NONE;
        }

        @Override
        public AtlasMigrationStatus with(
                AtlasMigrationStatus status, long generation, List<Condition> conditions, int failed) {
            return new AtlasMigrationStatus(
                    generation,
                    conditions,
                    status.observedHash(),
                    status.lastApplied(),
                    status.lastAppliedVersion(),
                    status.lastDeploymentUrl(),
                    status.approvalUrl(),
                    failed);
        }

        @Override
        public Reason whileWaiting(Reason reason) {
            return Reason.RECONCILING;
        }
    };

    /** The status of a resource that nobody looked at yet. */
    S none();

    /** The status with other conditions and another count of failures. */
    S with(S status, long generation, List<Condition> conditions, int failed);

    /**
     * The reason of the Ready condition while something is awaited: Argo CD takes any but one of an AtlasMigration for a failure, and
     * looks at the message of an AtlasSchema.
     *
     * @param reason what is awaited, which the condition Reconciling tells in any case
     */
    Reason whileWaiting(Reason reason);
}
