package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceRange;
import java.util.List;
import java.util.Set;

/**
 * What files evaluate to, where some of their values may have none.
 *
 * @param document the document without the attributes that have no value
 * @param problems why they have none, in no order
 * @param missing these attributes
 */
public record Evaluation(Document document, List<HclDiagnostic> problems, Set<Missing> missing) {

    /**
     * An attribute that was written and has no value.
     *
     * @param block the place of its block
     * @param attribute its name
     */
    public record Missing(SourceRange block, String attribute) {}

    public Evaluation {
        problems = List.copyOf(problems);
        missing = Set.copyOf(missing);
    }

    /** One in which every attribute has its value. */
    public static Evaluation of(Document document) {
        return new Evaluation(document, List.of(), Set.of());
    }
}
