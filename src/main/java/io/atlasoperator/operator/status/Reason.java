package io.atlasoperator.operator.status;

/** The reasons of the conditions; scripts and dashboards wait for them. */
public enum Reason {
    /** Work is under way. */
    RECONCILING("Reconciling"),
    /** The resource is as wanted. */
    APPLIED("Applied"),
    /** Nobody changed the target since. */
    IN_SYNC("InSync"),
    /** Somebody changed the target since. */
    DRIFT_DETECTED("DriftDetected"),
    /** Nobody can say whether somebody changed the target since. */
    DRIFT_UNKNOWN("DriftUnknown"),
    /** The spec of an AtlasSchema, or what it refers to, can't be used. */
    READ_SCHEMA("ReadSchema"),
    /** The spec of an AtlasMigration, or what it refers to, can't be used. */
    READING_MIGRATION_DATA("ReadingMigrationData"),
    /** There is no dev database to be had. */
    GETTING_DEV_DB("GettingDevDB"),
    /** No desired state was given. */
    CREATING_WORKING_DIR("CreatingWorkingDir"),
    /** The desired state can't be read: its SQL or HCL is wrong. */
    CALCULATING_HASH("CalculatingHash"),
    /** The plan of the first run can't be made. */
    VERIFYING_FIRST_RUN("VerifyingFirstRun"),
    /** The plan of the first run loses data. */
    FIRST_RUN_DESTRUCTIVE("FirstRunDestructive"),
    /** The plan breaks the lint policy. */
    LINT_POLICY_ERROR("LintPolicyError"),
    /** A person has to approve the plan. */
    APPROVAL_PENDING("ApprovalPending"),
    /** A person has rejected the plan. */
    PLAN_REJECTED("PlanRejected"),
    /** The plan can't be made, or failed when it ran. */
    APPLYING_SCHEMA("ApplyingSchema"),
    /** The state of the migrations can't be read, or one failed. */
    MIGRATING("Migrating"),
    /** The directory that a database was brought up to date with can't be had, to go back from. */
    COPYING_DIR_STATE("CopyingDirState"),
    /** Something would have to be done that is not allowed. */
    PROTECTED_FLOW_ERROR("ProtectedFlowError");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /** The message of the Ready condition while that is waited for. Argo CD knows two, and takes any other for a failure. */
    String progress() {
        return this == GETTING_DEV_DB ? text : RECONCILING.text;
    }

    /** The reason as conditions have it. */
    public String text() {
        return text;
    }
}
