package io.atlasoperator.engine;

import io.atlasoperator.plan.Plan;
import java.util.Optional;

/**
 * The declarative use cases. Safe for use by several threads. All methods throw {@link EngineException} for what is
 * wrong before the first statement runs.
 */
public interface SchemaEngine {

    /** A state in canonical form. */
    SchemaState inspect(SchemaInspectRequest request);

    /** The plan that leads from one state to another; nothing is run. */
    Plan diff(SchemaDiffRequest request);

    /**
     * Plans and, unless it is a dry run, runs. The target is locked from the inspection to the last statement.
     *
     * @throws PlanRejectedException if the gate does not let the plan run
     */
    SchemaApplyReport apply(SchemaApplyRequest request, PlanGate gate);

    /** An opaque hash of a state in canonical form: equal states, equal hashes. */
    String hash(SchemaState state);

    /** A state as HCL, in the layout of {@code schema inspect}. */
    String hcl(SchemaState state);

    /**
     * The statements that make a state out of nothing.
     *
     * @param indent indentation of a table's parts; empty means one line each
     */
    default Plan creation(SchemaState state, String indent) {
        return creation(state, indent, Optional.empty());
    }

    /**
     * The same, with names qualified in another way.
     *
     * @param qualifier what names are qualified with: empty for the scope's own way, an empty text for nothing
     */
    Plan creation(SchemaState state, String indent, Optional<String> qualifier);
}
