package io.atlasoperator.operator.atlasmigration;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.MigrateApplyRequest;
import io.atlasoperator.migrate.ExecOrder;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigrationSpec;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigrationSpec.MigrateDown;
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
import io.atlasoperator.operator.target.UrlText;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what an AtlasMigration says and refers to. */
final class MigrationInputReader {
    static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);

    private final ObjectReader objects;
    private final ConfigPermissions permissions;
    private final ResyncInterval resync;

    MigrationInputReader(ObjectReader objects, ConfigPermissions permissions, ResyncInterval resync) {
        this.objects = objects;
        this.permissions = permissions;
        this.resync = resync;
    }

    /** Reads everything; each credential read is handed to the scrubber. */
    Step<MigrationWork> read(AtlasMigration resource, Scrubber scrubber) {
        AtlasMigrationSpec spec = resource.getSpec();
        if (spec == null) {
            return failed(Reason.READING_MIGRATION_DATA, "no target database defined: spec is missing");
        }
        try {
            Values values = new Values(resource.getMetadata().getNamespace(), objects, scrubber);
            Optional<SpecConfig> config = SpecConfig.of(spec, values, permissions, scrubber);
            checkLaterFields(spec, config.filter(SpecConfig::repeated).isPresent());
            TargetUrls urls = new TargetUrls(values, scrubber);
            return new Step.Done<>(
                    config.isPresent()
                            ? configured(spec, config.get(), values, urls, scrubber)
                            : new MigrationWork(List.of(plain(spec, values, urls)), false));
        } catch (DevTarget.MissingUrlException e) {
            return failed(Reason.GETTING_DEV_DB, String.valueOf(e.getMessage()));
        } catch (ProtectedFlowException e) {
            return new Step.Failed<>(new Failure(
                    Reason.PROTECTED_FLOW_ERROR,
                    EventReason.PROTECTED_FLOW_ERROR,
                    Failure.Retry.PERMANENT,
                    String.valueOf(e.getMessage())));
        } catch (ReferenceException e) {
            String message = scrubber.clean(String.valueOf(e.getMessage()));
            return e.isTransient()
                    ? new Step.Failed<>(new Failure(
                            Reason.READING_MIGRATION_DATA, EventReason.TRANSIENT_ERR, Failure.Retry.TRANSIENT, message))
                    : failed(Reason.READING_MIGRATION_DATA, message);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // Whoever wrote the resource would else never hear of it.
            return new Step.Failed<>(UnexpectedFailure.of(Reason.READING_MIGRATION_DATA, e, scrubber));
        }
    }

    private MigrationWork configured(
            AtlasMigrationSpec spec, SpecConfig config, Values values, TargetUrls urls, Scrubber scrubber) {
        List<SourceFile> files = SpecDirectory.files(spec.dir(), values);
        return new ConfiguredMigration(spec, config, files, permissions, scrubber)
                .read(urls, downAllowed(spec.protectedFlows()), resync.of(spec));
    }

    private MigrationInputs plain(AtlasMigrationSpec spec, Values values, TargetUrls urls) {
        DatabaseUrl target = urls.target(spec);
        MigrationDirectory directory =
                MigrationDirectory.atlas("file://migrations", SpecDirectory.files(spec.dir(), values));
        boolean downAllowed = downAllowed(spec.protectedFlows());
        return new MigrationInputs(
                request(spec, target, directory),
                MigrationHash.of(UrlText.normalize(target.reveal()), directory),
                downAllowed,
                resync.of(spec),
                DevTarget.of(spec, urls));
    }

    private static <T> Step<T> failed(Reason reason, String message) {
        return new Step.Failed<>(new Failure(reason, EventReason.TRANSIENT_ERR, Failure.Retry.PERMANENT, message));
    }

    private static final class ProtectedFlowException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ProtectedFlowException(String message) {
            super(message);
        }
    }

    private static void checkLaterFields(AtlasMigrationSpec spec, boolean isRepeated) {
        AtlasMigrationSpec.Directory directory = spec.dir();
        AtlasMigrationSpec.Remote remote = directory == null ? null : directory.remote();
        if (remote != null && given(remote.name()).isPresent()) {
            throw LaterFields.notSupported("spec.dir.remote", "use " + SpecDirectory.PLACES);
        }
        AtlasMigrationSpec.Cloud cloud = spec.cloud();
        if (cloud != null
                && (given(cloud.url()).isPresent()
                        || given(cloud.project()).isPresent()
                        || Values.isSet(cloud.tokenFrom()))) {
            if (isRepeated) {
                throw new ReferenceException("multiple targets are not supported together with spec.cloud: remove"
                        + " spec.cloud, and the migrations are applied to each of them without a registry");
            }
            throw LaterFields.notSupported("spec.cloud", "remove it: migrations are applied without a registry");
        }
    }

    private static MigrateApplyRequest request(
            AtlasMigrationSpec spec, DatabaseUrl target, MigrationDirectory directory) {
        String orderName = given(spec.execOrder()).orElse(ExecOrder.LINEAR.text());
        ExecOrder order = ExecOrder.of(orderName)
                .orElseThrow(() -> new ReferenceException("spec.execOrder: unknown order \"" + orderName
                        + "\", expected linear, linear-skip or non-linear"));
        return new MigrateApplyRequest(
                target,
                directory,
                given(spec.revisionsSchema()),
                TxMode.FILE,
                order,
                given(spec.baseline()),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                MigrateApplyRequest.DEFAULT_LOCK,
                LOCK_TIMEOUT);
    }

    private static boolean downAllowed(AtlasMigrationSpec.@Nullable ProtectedFlows flows) {
        MigrateDown down = flows == null ? null : flows.migrateDown();
        if (down == null) {
            return false;
        }
        if (down.allow() && !down.autoApprove()) {
            throw new ProtectedFlowException("allow cannot be true without autoApprove for local migration directory");
        }
        return down.allow();
    }

    static Optional<String> given(@Nullable String text) {
        return text == null || text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
