package io.atlasoperator.operator.target;

/** Who goes first where many wait. */
public enum Urgency {
    /** Somebody has just asked for something that was never done. */
    NEW,
    /** What was done is looked at again, such as after a restart or at intervals; or what failed is tried again. */
    ROUTINE
}
