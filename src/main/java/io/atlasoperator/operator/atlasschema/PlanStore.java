package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.ref.ReferenceException;

/** Keeps the plans that wait for an approval where people can read them. Safe for use by several threads, one a resource at a time. */
public interface PlanStore {

    /**
     * Keeps a plan in the place of the one before.
     *
     * @param suffix tells the plans of several targets of the resource from each other; maybe empty
     * @return where people find it, for a sentence
     * @throws ReferenceException if that can't be done, saying why
     */
    String keep(AtlasSchema resource, String suffix, ReviewedPlan plan);
}
