package io.atlasoperator.operator.atlasmigration;

import io.atlasoperator.engine.EngineException;
import io.atlasoperator.engine.MigrateApplyReport;
import io.atlasoperator.engine.MigrateApplyRequest;
import io.atlasoperator.engine.MigrateStatusReport;
import io.atlasoperator.engine.MigrationEngine;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.preview.Preview;
import io.atlasoperator.operator.project.ConfigPermissions;
import io.atlasoperator.operator.project.SpecConfig;
import io.atlasoperator.operator.ref.ObjectReader;
import io.atlasoperator.operator.status.Failure;
import io.atlasoperator.operator.status.Scrubber;
import io.atlasoperator.operator.status.Step;
import io.atlasoperator.operator.target.ResyncInterval;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells what the operator would do with an AtlasMigration, by the operator's own rules, and does nothing. */
public final class MigrationPreview {
    private final MigrationEngine engine;
    private final MigrationInputReader inputs;

    /**
     * @param engine plans
     * @param objects what resources refer to
     * @param permissions what their project files may do
     */
    public MigrationPreview(MigrationEngine engine, ObjectReader objects, ConfigPermissions permissions) {
        this.engine = engine;
        this.inputs = new MigrationInputReader(objects, permissions, new ResyncInterval(Duration.ZERO, () -> 0));
    }

    /** What would be done to each of its databases. */
    public List<Preview> of(AtlasMigration resource) {
        Scrubber scrubber = new Scrubber();
        return switch (inputs.read(resource, scrubber)) {
            case Step.Failed<MigrationWork>(Failure failure) ->
                List.of(Preview.failed("", scrubber.clean(failure.message())));
            case Step.Done<MigrationWork>(MigrationWork work) ->
                work.targets().stream()
                        .map(read -> preview(read, SpecConfig.withoutEffect(resource.getSpec()), scrubber))
                        .toList();
        };
    }

    private Preview preview(MigrationInputs read, List<String> notes, Scrubber scrubber) {
        String target = read.target().redacted();
        try {
            MigrateStatusReport before = engine.status(read.statusRequest());
            if (WayBack.isWanted(before)) {
                return wayBack(target, before, read);
            }
            MigrateApplyReport report = engine.apply(dryRun(read.request()));
            List<Preview.Part> parts = report.applied().stream()
                    .map(file -> new Preview.Part(
                            file.file().name(),
                            file.statements().stream().map(scrubber::clean).toList()))
                    .toList();
            return new Preview(target, parts, List.of(), notes, report.error().map(scrubber::clean));
        } catch (EngineException e) {
            return Preview.failed(target, MigrationFailure.of(e, read, scrubber).message());
        }
    }

    private static Preview wayBack(String target, MigrateStatusReport before, MigrationInputs read) {
        Optional<Failure> refusal = WayBack.refusal(before, read);
        return refusal.isPresent()
                ? Preview.failed(target, refusal.get().message())
                : new Preview(
                        target,
                        List.of(),
                        List.of(),
                        List.of("The database goes back from version " + before.current() + " to "
                                + before.available().getLast().version()
                                + "; what that runs is planned by the operator, from the files that it has kept."),
                        Optional.empty());
    }

    private static MigrateApplyRequest dryRun(MigrateApplyRequest request) {
        return new MigrateApplyRequest(
                request.target(),
                request.directory(),
                request.revisionsSchema(),
                request.txMode(),
                request.execOrder(),
                request.baseline(),
                request.allowDirty(),
                request.amount(),
                request.toVersion(),
                true,
                request.lockName(),
                request.lockTimeout(),
                request.hooks());
    }
}
