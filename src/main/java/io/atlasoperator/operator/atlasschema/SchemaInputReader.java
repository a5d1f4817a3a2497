package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.engine.SchemaApplyRequest;
import io.atlasoperator.engine.Selection;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchemaSpec;
import io.atlasoperator.operator.project.ConfigPermissions;
import io.atlasoperator.operator.project.SpecConfig;
import io.atlasoperator.operator.ref.ObjectReader;
import io.atlasoperator.operator.ref.ReferenceException;
import io.atlasoperator.operator.ref.Values;
import io.atlasoperator.operator.status.EventReason;
import io.atlasoperator.operator.status.Failure;
import io.atlasoperator.operator.status.Reason;
import io.atlasoperator.operator.status.Scrubber;
import io.atlasoperator.operator.status.Step;
import io.atlasoperator.operator.status.UnexpectedFailure;
import io.atlasoperator.operator.target.DevTarget;
import io.atlasoperator.operator.target.LaterFields;
import io.atlasoperator.operator.target.ResyncInterval;
import io.atlasoperator.operator.target.TargetUrls;
import io.atlasoperator.plan.TxMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what an AtlasSchema says and refers to. */
final class SchemaInputReader {
    static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);

    private final ObjectReader objects;
    private final ConfigPermissions permissions;
    private final ResyncInterval resync;

    SchemaInputReader(ObjectReader objects, ConfigPermissions permissions, ResyncInterval resync) {
        this.objects = objects;
        this.permissions = permissions;
        this.resync = resync;
    }

    /** Reads everything; each credential read is handed to the scrubber. */
    Step<SchemaWork> read(AtlasSchema resource, Scrubber scrubber) {
        AtlasSchemaSpec spec = resource.getSpec();
        if (spec == null) {
            return failed(Reason.READ_SCHEMA, Failure.Retry.PERMANENT, "no target database defined: spec is missing");
        }
        try {
            Values values = new Values(resource.getMetadata().getNamespace(), objects, scrubber);
            Optional<SpecConfig> config = SpecConfig.of(spec, values, permissions, scrubber);
            checkLaterFields(spec, config.filter(SpecConfig::repeated).isPresent());
            TargetUrls urls = new TargetUrls(values, scrubber);
            return new Step.Done<>(
                    config.isPresent()
                            ? new ConfiguredSchema(spec, config.get(), permissions, resync, scrubber).read(values, urls)
                            : new SchemaWork(List.of(plain(spec, values, urls)), false));
        } catch (IncompleteException e) {
            return failed(Reason.CREATING_WORKING_DIR, Failure.Retry.PERMANENT, e.getMessage());
        } catch (ConfiguredSchema.UndeterminedException e) {
            return failed(
                    Reason.LINT_POLICY_ERROR, Failure.Retry.PERMANENT, scrubber.clean(String.valueOf(e.getMessage())));
        } catch (DevTarget.MissingUrlException e) {
            return failed(Reason.GETTING_DEV_DB, Failure.Retry.PERMANENT, e.getMessage());
        } catch (ReferenceException e) {
            Failure.Retry retry = e.isTransient() ? Failure.Retry.TRANSIENT : Failure.Retry.PERMANENT;
            return failed(Reason.READ_SCHEMA, retry, scrubber.clean(String.valueOf(e.getMessage())));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // Whoever wrote the resource would else never hear of it.
            return new Step.Failed<>(UnexpectedFailure.of(Reason.READ_SCHEMA, e, scrubber));
        }
    }

    private SchemaInputs plain(AtlasSchemaSpec spec, Values values, TargetUrls urls) {
        DevTarget dev = DevTarget.of(spec, urls);
        SchemaApplyRequest request = new SchemaApplyRequest(
                urls.target(spec),
                DesiredText.of(spec, values)
                        .orElseThrow(SchemaInputReader::noState)
                        .source(),
                dev.url(),
                new Selection(spec.schemas(), List.of(), spec.exclude()),
                SpecPolicy.diff(spec.policy()),
                txMode(spec),
                false,
                LOCK_TIMEOUT);
        Optional<Boolean> refused = SpecPolicy.refusesDestructive(spec.policy());
        return new SchemaInputs(
                request,
                refused.orElse(false),
                resync.of(spec),
                SpecPolicy.correctsDrift(spec.policy()),
                !refused.orElse(true),
                SpecPolicy.review(spec.policy()),
                "",
                dev.pod());
    }

    private static <T> Step<T> failed(Reason reason, Failure.Retry retry, @Nullable String message) {
        return new Step.Failed<>(new Failure(reason, EventReason.TRANSIENT_ERR, retry, String.valueOf(message)));
    }

    private static IncompleteException noState() {
        return new IncompleteException("the desired state is not set: set one of spec.schema.sql, spec.schema.hcl and"
                + " spec.schema.configMapKeyRef");
    }

    /** Nothing says what is wanted, or the project file not of which database. */
    static final class IncompleteException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        IncompleteException(String message) {
            super(message);
        }
    }

    private static void checkLaterFields(AtlasSchemaSpec spec, boolean isRepeated) {
        AtlasSchemaSpec.Cloud cloud = spec.cloud();
        if (cloud != null && (isGiven(cloud.repo()) || Values.isSet(cloud.tokenFrom()))) {
            if (isRepeated) {
                throw new ReferenceException("multiple targets are not supported together with spec.cloud: remove"
                        + " spec.cloud, and the schema is applied to each of them without a registry");
            }
            throw LaterFields.notSupported("spec.cloud", "remove it: schemas are applied without a registry");
        }
    }

    private static TxMode txMode(AtlasSchemaSpec spec) {
        String name = spec.txMode();
        Optional<TxMode> mode = name == null || name.isEmpty() ? Optional.of(TxMode.FILE) : TxMode.of(name);
        return mode.orElseThrow(
                () -> new ReferenceException("spec.txMode: unknown mode \"" + name + "\", expected file, all or none"));
    }

    private static boolean isGiven(@Nullable String text) {
        return text != null && !text.isEmpty();
    }
}
