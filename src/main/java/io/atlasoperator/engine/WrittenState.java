package io.atlasoperator.engine;

import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.hcl.HclEvaluator;
import io.atlasoperator.hcl.HclException;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.spec.SpecReader;
import java.util.stream.Collectors;

/** Reads states that are written down in HCL, and holds them against the scope that they are wanted for. */
final class WrittenState {
    private WrittenState() {}

    /**
     * The state as it is written, not in canonical form.
     *
     * @throws EngineException if the files are wrong, or are about other schemas than are wanted
     */
    static Realm read(StateSource.Hcl source, StateLoader.Purpose purpose) {
        Realm written;
        try {
            written = SpecReader.read(
                    HclEvaluator.read(source.files(), source.variables()),
                    purpose.dialect().spec());
        } catch (HclException e) {
            throw new EngineException(Reason.DESIRED_STATE, false, String.valueOf(e.getMessage()), e);
        }
        requireRequested(written, source, purpose);
        return purpose.scope() instanceof Scope.OneSchema(String name) ? matched(written, name) : written;
    }

    private static void requireRequested(Realm written, StateSource.Hcl source, StateLoader.Purpose purpose) {
        if (purpose.schemas().isEmpty() || purpose.scope() instanceof Scope.OneSchema) {
            return;
        }
        for (Schema schema : written.schemas()) {
            if (!purpose.schemas().contains(schema.name())) {
                String paths = source.files().stream()
                        .map(file -> '"' + file.name() + '"')
                        .collect(Collectors.joining(", "));
                throw EngineException.permanent(
                        Reason.DESIRED_STATE,
                        "schema \"" + schema.name() + "\" from paths [" + paths
                                + "] is not requested (all schemas in HCL must be requested)");
            }
        }
    }

    /** For a URL bound to a schema, HCL must say that schema and no other. */
    private static Realm matched(Realm written, String name) {
        if (written.schemas().size() > 1) {
            throw EngineException.permanent(
                    Reason.DESIRED_STATE,
                    "cannot use HCL with more than 1 schema when url is limited to schema \"" + name + "\"");
        }
        if (!written.schemas().isEmpty() && !written.schemas().getFirst().name().equals(name)) {
            throw EngineException.permanent(
                    Reason.DESIRED_STATE,
                    "mismatched HCL and database schemas: \""
                            + written.schemas().getFirst().name() + "\" <> \"" + name + "\"");
        }
        return written;
    }

    /**
     * The schema that is to be made in the one that a dev database is bound to.
     *
     * @throws EngineException if there are several
     */
    static Schema only(Realm written, String devSchema) {
        if (written.schemas().size() > 1) {
            throw EngineException.permanent(
                    Reason.DESIRED_STATE,
                    "cannot use HCL with more than 1 schema when dev-url is limited to schema \"" + devSchema + "\"");
        }
        return written.schemas().isEmpty()
                ? Schema.empty(devSchema)
                : written.schemas().getFirst();
    }
}
