package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.ref.ReferenceException;

/** Keeps the plans that wait for an approval where people can read them. Safe for use by several threads, one a resource at a time. */
public interface PlanStore {

    /**
     * Keeps a plan in the place of the one before, if it is another.
     *
     * @param suffix tells the plans of several targets of the resource from each other; maybe empty
     * @return what it is approved by, and where people find it
     * @throws ReferenceException if that can't be done, saying why
     */
    Kept keep(AtlasSchema resource, String suffix, ReviewedPlan plan);

    /** Forgets the plan that ran: should the same be planned for the same state, it is kept under another hash. */
    void remove(AtlasSchema resource, String suffix);

    /**
     * A plan that is kept.
     *
     * @param hash what it is approved by
     * @param place where people find it, for a sentence
     */
    record Kept(String hash, String place) {}
}
