package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.SchemaApplyRequest;
import io.atlasoperator.engine.Selection;
import io.atlasoperator.engine.StateSource;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchemaSpec;
import io.atlasoperator.operator.atlasschema.SchemaInputReader.IncompleteException;
import io.atlasoperator.operator.devpod.DevPodOwner;
import io.atlasoperator.operator.project.BaseConfig;
import io.atlasoperator.operator.project.ConfigPermissions;
import io.atlasoperator.operator.project.ResourceProject;
import io.atlasoperator.operator.project.SpecConfig;
import io.atlasoperator.operator.ref.ReferenceException;
import io.atlasoperator.operator.ref.Values;
import io.atlasoperator.operator.status.Scrubber;
import io.atlasoperator.operator.target.DevTarget;
import io.atlasoperator.operator.target.ResyncInterval;
import io.atlasoperator.operator.target.TargetUrls;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.project.Environment;
import io.atlasoperator.workspace.Settings;
import io.atlasoperator.workspace.StateUrls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What an AtlasSchema with a project file means: the file put over the rest of the spec. */
final class ConfiguredSchema {
    private static final String UNDETERMINED = "Invalid destructive.error";

    private final AtlasSchemaSpec spec;
    private final SpecConfig config;
    private final ConfigPermissions permissions;
    private final ResyncInterval resync;
    private final Scrubber scrubber;

    ConfiguredSchema(
            AtlasSchemaSpec spec,
            SpecConfig config,
            ConfigPermissions permissions,
            ResyncInterval resync,
            Scrubber scrubber) {
        this.spec = spec;
        this.config = config;
        this.permissions = permissions;
        this.resync = resync;
        this.scrubber = scrubber;
    }

    /** Whether destructive changes are to be refused is said by something that is neither true nor false. */
    static final class UndeterminedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UndeterminedException(String message) {
            super("cannot determine the value of the destructive.error attribute: " + message);
        }
    }

    /**
     * Reads all targets.
     *
     * @throws ReferenceException if something can't be used
     */
    SchemaWork read(Values values, TargetUrls urls) {
        Optional<DatabaseUrl> target = urls.targetIfGiven(spec);
        Optional<DesiredText> desired = DesiredText.of(spec, values);
        DevTarget dev = DevTarget.of(spec, urls);
        BaseConfig base = BaseConfig.env(config.env())
                .text("url", target.map(DatabaseUrl::reveal))
                .text("dev", dev.url().map(DatabaseUrl::reveal))
                .texts("schemas", spec.schemas())
                .texts("exclude", spec.exclude())
                .text("tx_mode", Optional.ofNullable(spec.txMode()).filter(mode -> !mode.isEmpty()))
                .add(BaseConfig.block("schema").text("src", desired.map(text -> "file://" + text.name())))
                .add(SpecPolicy.block(spec.policy()));
        ResourceProject project =
                new ResourceProject(config, desired.map(DesiredText::files).orElse(Map.of()), permissions, scrubber);
        List<SchemaInputs> targets = new ArrayList<>();
        Optional<Duration> again = resync.of(spec);
        for (Settings settings : targets(project, base)) {
            targets.add(project.guarded(() -> inputs(settings, project, dev, again)));
        }
        return new SchemaWork(targets, config.repeated());
    }

    private static List<Settings> targets(ResourceProject project, BaseConfig base) {
        try {
            return project.targets(base.file());
        } catch (ReferenceException e) {
            String message = String.valueOf(e.getMessage());
            throw message.contains(UNDETERMINED) ? new UndeterminedException(message) : e;
        }
    }

    private SchemaInputs inputs(Settings settings, ResourceProject project, DevTarget dev, Optional<Duration> again) {
        Environment environment = settings.environment();
        refuse(environment);
        String url = settings.url()
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new IncompleteException("database url is not set: set url in env \"" + config.env()
                        + "\" of the project file, or spec.url"));
        List<String> source = settings.resolve(settings.source());
        if (source.isEmpty()) {
            throw new IncompleteException("the desired state is not set: set one of spec.schema.sql, spec.schema.hcl"
                    + " and spec.schema.configMapKeyRef, or src in env \"" + config.env() + "\" of the project file");
        }
        StateSource desired = StateUrls.of(project.workspace(), settings).source("src", source);
        Optional<DatabaseUrl> named = settings.dev().map(text -> StateUrls.database("dev", text));
        SchemaApplyRequest asked = new SchemaApplyRequest(
                StateUrls.database("url", url),
                desired,
                named,
                new Selection(environment.schemas(), environment.include(), environment.exclude()),
                settings.policy(),
                environment.txMode().orElse(TxMode.FILE),
                false,
                SchemaInputReader.LOCK_TIMEOUT);
        SchemaApplyRequest request = asked.judgedBy(environment.lint().rules());
        Optional<Boolean> refused = SpecPolicy.refusesDestructive(spec.policy())
                .or(() ->
                        Optional.ofNullable(environment.lint().rules().errors().get("destructive")));
        Optional<DevPodOwner.Described> pod = named.isPresent() ? Optional.empty() : dev.pod();
        return new SchemaInputs(
                request,
                refused.orElse(false),
                again,
                SpecPolicy.correctsDrift(spec.policy()),
                !refused.orElse(true),
                // A project file may ask for more than the spec, not for less.
                Stream.concat(SpecPolicy.review(spec.policy()).stream(), environment.lint().review().stream())
                        .min(Comparator.naturalOrder()),
                config.file().content(),
                pod);
    }

    private static void refuse(Environment environment) {
        if (!environment.hooks().isEmpty()) {
            throw new ReferenceException(environment.hooks().getFirst().title()
                    + ": hooks run with an AtlasMigration only: take it out of the project file");
        }
    }
}
