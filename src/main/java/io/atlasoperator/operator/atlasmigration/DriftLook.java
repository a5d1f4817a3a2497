package io.atlasoperator.operator.atlasmigration;

import io.atlasoperator.diff.Change;
import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.engine.EngineException;
import io.atlasoperator.engine.SchemaDiffRequest;
import io.atlasoperator.engine.SchemaEngine;
import io.atlasoperator.engine.Selection;
import io.atlasoperator.engine.StateSource;
import io.atlasoperator.migrate.RevisionTable;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.devpod.DevPodOwner;
import io.atlasoperator.operator.devpod.DevPods;
import io.atlasoperator.operator.status.Drift;
import io.atlasoperator.operator.status.PlanSummary;
import io.atlasoperator.operator.status.Scrubber;
import io.atlasoperator.plan.Plan;
import java.util.List;
import java.util.Optional;

/** Compares a target with what its migrations make of an empty database: whatever differs, others changed. */
final class DriftLook {
    /** Whether the URL names a schema or not, one of the patterns is the table, and the other is nothing or its schema. */
    private static final Selection ALL_BUT_REVISIONS =
            new Selection(List.of(), List.of(), List.of(RevisionTable.NAME, "*." + RevisionTable.NAME));

    private final SchemaEngine engine;

    DriftLook(SchemaEngine engine) {
        this.engine = engine;
    }

    /**
     * Looks, if that is wanted.
     *
     * @param version that the target is at
     */
    Drift at(AtlasMigration resource, MigrationInputs read, String version, Scrubber scrubber) {
        if (read.resync().isEmpty()) {
            return new Drift.Unwatched();
        }
        if (version.isEmpty()) {
            return new Drift.None();
        }
        SchemaDiffRequest request = new SchemaDiffRequest(
                new StateSource.Database(read.target()),
                new StateSource.Migrations(read.request().directory(), Optional.of(version)),
                read.dev().url(),
                ALL_BUT_REVISIONS,
                DiffPolicy.DEFAULT,
                "");
        try {
            Plan undo = DevPods.during(new DevPodOwner(resource, read.dev().pod()), () -> engine.diff(request));
            return isEmpty(undo, read)
                    ? new Drift.None()
                    : new Drift.Found(scrubber.clean(PlanSummary.of(
                            "the database is not what its migrations make of it up to version " + version
                                    + ". To undo what differs:",
                            undo)));
        } catch (EngineException e) {
            return new Drift.Unknown(scrubber.clean(String.valueOf(e.getMessage())));
        }
    }

    /** A schema that is there for the revisions alone is no difference. */
    private static boolean isEmpty(Plan undo, MigrationInputs read) {
        Optional<String> revisions = read.request().revisionsSchema();
        return undo.isEmpty()
                || !undo.changes().isEmpty()
                        && undo.changes().stream()
                                .allMatch(change -> change instanceof Change.DropSchema(var schema)
                                        && revisions
                                                .filter(schema.name()::equals)
                                                .isPresent());
    }
}
