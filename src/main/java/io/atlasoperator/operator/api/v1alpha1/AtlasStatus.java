package io.atlasoperator.operator.api.v1alpha1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the statuses of both kinds have in common. */
public sealed interface AtlasStatus permits AtlasSchemaStatus, AtlasMigrationStatus {

    /** The generation that the conditions tell about; null or -1 before the first one. */
    @Nullable
    Long observedGeneration();

    /** Ready, Reconciling, Stalled, and Drifted where that is looked for; empty before the first reconcile. */
    List<Condition> conditions();

    /** How many failures there were in a row. */
    int failed();

    /** Hash of what was applied last; empty if nothing was. */
    String observedHash();
}
