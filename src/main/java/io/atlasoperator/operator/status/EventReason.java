package io.atlasoperator.operator.status;

/** The reasons of the events. */
public enum EventReason {
    /** The target is as wanted now. */
    APPLIED("Applied", "Normal"),
    /** A step failed and is tried again. */
    TRANSIENT_ERR("TransientErr", "Warning"),
    /** A step failed and is not tried again at once. */
    ERROR("Error", "Warning"),
    /** There were more failures in a row than allowed. */
    BACKOFF_LIMIT_EXCEEDED("BackoffLimitExceeded", "Warning"),
    /** There is no dev database yet. */
    GETTING_DEV_DB("GettingDevDB", "Warning"),
    /** A pod for dev databases is made. */
    CREATED_DEV_DB("CreatedDevDB", "Normal"),
    /** A pod for dev databases is made again. */
    SCALED_UP_DEV_DB("ScaledUpDevDB", "Normal"),
    /** A pod for dev databases that nobody needs any more stays. */
    CLEAN_UP_DEV_DB("CleanUpDevDB", "Warning"),
    /** The plan of the first run loses data. */
    FIRST_RUN_DESTRUCTIVE("FirstRunDestructive", "Warning"),
    /** Something would have to be done that is not allowed. */
    PROTECTED_FLOW_ERROR("ProtectedFlowError", "Warning"),
    /** The directory could not be kept for the way back. */
    STORING_DIR_STATE("StoringDirState", "Warning"),
    /** A plan waits for an approval. */
    APPROVAL_PENDING("ApprovalPending", "Normal"),
    /** A person has rejected the plan. */
    PLAN_REJECTED("PlanRejected", "Warning"),
    /** Somebody else changed the target. */
    DRIFT_DETECTED("DriftDetected", "Warning"),
    /** What somebody else had changed is as declared again. */
    DRIFT_CORRECTED("DriftCorrected", "Normal"),
    /** A field of the spec has no effect. */
    NO_EFFECT("NoEffect", "Warning"),
    /** What was to be left alone is not there by that name. */
    EXCLUDE_UNMATCHED("ExcludeUnmatched", "Warning"),
    /** The target may have more than its user is shown. */
    MAY_BE_HIDDEN("MayBeHidden", "Warning"),
    /** Something is changed because nobody knows whether it is the same. */
    COMPARED_AS_TEXT("ComparedAsText", "Warning");

    private final String text;
    private final String type;

    EventReason(String text, String type) {
        this.text = text;
        this.type = type;
    }

    /** The reason as events have it. */
    public String text() {
        return text;
    }

    /** {@code Normal} or {@code Warning}. */
    public String type() {
        return type;
    }
}
