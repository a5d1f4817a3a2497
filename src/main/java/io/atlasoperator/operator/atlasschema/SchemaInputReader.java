package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.engine.SchemaApplyRequest;
import io.atlasoperator.engine.Selection;
import io.atlasoperator.engine.StateSource;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchemaSpec;
import io.atlasoperator.operator.api.v1alpha1.KeyReference;
import io.atlasoperator.operator.api.v1alpha1.SchemaPolicy;
import io.atlasoperator.operator.ref.ObjectReader;
import io.atlasoperator.operator.ref.ReferenceException;
import io.atlasoperator.operator.ref.Values;
import io.atlasoperator.operator.status.EventReason;
import io.atlasoperator.operator.status.Failure;
import io.atlasoperator.operator.status.Reason;
import io.atlasoperator.operator.status.Scrubber;
import io.atlasoperator.operator.status.Step;
import io.atlasoperator.operator.target.DevTarget;
import io.atlasoperator.operator.target.LaterFields;
import io.atlasoperator.operator.target.ResyncInterval;
import io.atlasoperator.operator.target.TargetUrls;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.sql.ScriptImportException;
import io.atlasoperator.sql.ScriptImports;
import io.atlasoperator.sql.ScriptLibrary;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what an AtlasSchema says and refers to. */
final class SchemaInputReader {
    private static final String CONFIG_MAP_KEY = "spec.schema.configMapKeyRef";
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);

    private final ObjectReader objects;
    private final LaterFields laterFields;
    private final ResyncInterval resync;

    SchemaInputReader(ObjectReader objects, LaterFields laterFields, ResyncInterval resync) {
        this.objects = objects;
        this.laterFields = laterFields;
        this.resync = resync;
    }

    /** Reads everything; each credential read is handed to the scrubber. */
    Step<SchemaInputs> read(AtlasSchema resource, Scrubber scrubber) {
        AtlasSchemaSpec spec = resource.getSpec();
        if (spec == null) {
            return failed(Reason.READ_SCHEMA, Failure.Retry.PERMANENT, "no target database defined: spec is missing");
        }
        try {
            Values values = new Values(resource.getMetadata().getNamespace(), objects, scrubber);
            laterFields.check(spec);
            checkLaterFields(spec);
            TargetUrls urls = new TargetUrls(values, scrubber);
            DevTarget dev = DevTarget.of(spec, urls);
            SchemaApplyRequest request = new SchemaApplyRequest(
                    urls.target(spec),
                    desired(spec, values),
                    dev.url(),
                    new Selection(spec.schemas(), List.of(), spec.exclude()),
                    SpecPolicy.diff(spec.policy()),
                    txMode(spec),
                    false,
                    LOCK_TIMEOUT);
            return new Step.Done<>(new SchemaInputs(
                    request,
                    SpecPolicy.refusesDestructive(spec.policy()),
                    resync.of(spec),
                    SpecPolicy.correctsDrift(spec.policy()),
                    SpecPolicy.allowsDestructive(spec.policy()),
                    dev.pod()));
        } catch (MissingStateException e) {
            return failed(Reason.CREATING_WORKING_DIR, Failure.Retry.PERMANENT, e.getMessage());
        } catch (DevTarget.MissingUrlException e) {
            return failed(Reason.GETTING_DEV_DB, Failure.Retry.PERMANENT, e.getMessage());
        } catch (ReferenceException e) {
            Failure.Retry retry = e.isTransient() ? Failure.Retry.TRANSIENT : Failure.Retry.PERMANENT;
            return failed(Reason.READ_SCHEMA, retry, scrubber.clean(String.valueOf(e.getMessage())));
        }
    }

    private static Step<SchemaInputs> failed(Reason reason, Failure.Retry retry, @Nullable String message) {
        return new Step.Failed<>(new Failure(reason, EventReason.TRANSIENT_ERR, retry, String.valueOf(message)));
    }

    private static final class MissingStateException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MissingStateException() {
            super("the desired state is not set: set one of spec.schema.sql, spec.schema.hcl and"
                    + " spec.schema.configMapKeyRef");
        }
    }

    private static void checkLaterFields(AtlasSchemaSpec spec) {
        AtlasSchemaSpec.Cloud cloud = spec.cloud();
        if (cloud != null && (isGiven(cloud.repo()) || Values.isSet(cloud.tokenFrom()))) {
            throw LaterFields.notSupported("spec.cloud", "remove it: schemas are applied without a registry");
        }
        SchemaPolicy.Lint lint = spec.policy() == null ? null : spec.policy().lint();
        if (lint != null && isGiven(lint.review())) {
            throw LaterFields.notSupported(
                    "spec.policy.lint.review", "use spec.policy.lint.destructive to refuse what loses data");
        }
    }

    /** Of several, the ConfigMap counts most, then HCL, then SQL, then the registry. */
    private static StateSource desired(AtlasSchemaSpec spec, Values values) {
        AtlasSchemaSpec.DesiredSchema schema = spec.schema();
        if (schema == null) {
            throw new MissingStateException();
        }
        KeyReference key = schema.configMapKeyRef();
        if (key != null) {
            return fromConfigMap(key, values);
        }
        String hcl = schema.hcl();
        if (hcl != null && !StateText.isBlank(hcl)) {
            return hcl("schema.hcl", hcl);
        }
        String sql = schema.sql();
        if (sql != null && !StateText.isBlank(sql)) {
            return sql(new SourceFile("schema.sql", sql), (path, importer) -> {
                throw new ScriptLibrary.UnavailableException("inline SQL has no other files: put all of them into one"
                        + " configmap, a key each, and refer to the first with spec.schema.configMapKeyRef");
            });
        }
        if (isGiven(schema.url())) {
            throw LaterFields.notSupported(
                    "spec.schema.url", "use spec.schema.sql, spec.schema.hcl or spec.schema.configMapKeyRef");
        }
        throw new MissingStateException();
    }

    private static StateSource fromConfigMap(KeyReference key, Values values) {
        String content = values.configMapKey(CONFIG_MAP_KEY, key);
        int dot = key.key().lastIndexOf('.');
        String extension = dot < 0 ? "" : key.key().substring(dot);
        if (StateText.isBlank(content)) {
            throw new ReferenceException(
                    "configmaps key \"%s\" holds no statement and no block: an empty state would drop everything"
                            .formatted(key.key()));
        }
        return switch (extension.toLowerCase(Locale.ROOT)) {
            case ".sql" ->
                sql(
                        new SourceFile(key.key(), content),
                        new ConfigMapScripts(key.name(), values.configMap(CONFIG_MAP_KEY, key.name())));
            case ".hcl" -> hcl(key.key(), content);
            default ->
                throw new ReferenceException("configmaps key \"%s\" must be ending with .sql or .hcl, received \"%s\""
                        .formatted(key.key(), extension));
        };
    }

    private static StateSource hcl(String name, String content) {
        return new StateSource.Hcl(List.of(new SourceFile(name, content)), Map.of());
    }

    private static StateSource sql(SourceFile file, ScriptLibrary library) {
        try {
            return new StateSource.Sql(ScriptImports.follow(List.of(file), library));
        } catch (ScriptImportException e) {
            throw new ReferenceException(String.valueOf(e.getMessage()));
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
