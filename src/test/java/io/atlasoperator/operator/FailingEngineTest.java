package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.Engines;
import io.atlasoperator.engine.MigrateApplyReport;
import io.atlasoperator.engine.MigrateApplyRequest;
import io.atlasoperator.engine.MigrateDownReport;
import io.atlasoperator.engine.MigrateDownRequest;
import io.atlasoperator.engine.MigrateSetReport;
import io.atlasoperator.engine.MigrateSetRequest;
import io.atlasoperator.engine.MigrateStatusReport;
import io.atlasoperator.engine.MigrateStatusRequest;
import io.atlasoperator.engine.MigrationEngine;
import io.atlasoperator.engine.PlanGate;
import io.atlasoperator.engine.SchemaApplyReport;
import io.atlasoperator.engine.SchemaApplyRequest;
import io.atlasoperator.engine.SchemaDiffRequest;
import io.atlasoperator.engine.SchemaEngine;
import io.atlasoperator.engine.SchemaInspectRequest;
import io.atlasoperator.engine.SchemaState;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasStatus;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.atlasoperator.operator.devpod.DevPodSettings;
import io.atlasoperator.operator.devpod.DevPods;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.testing.ControlPlane;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors that are not exceptions, out of the engines: the status tells, and the operator goes on. */
@NullUnmarked
class FailingEngineTest {
    private static final String FILE = "create table a (id int);";

    @TempDir
    private Path folder;

    private final String namespace = ControlPlane.shared().newNamespace();
    private volatile boolean broken = true;

    @Test
    void theStatusTellsOfAnErrorAndTheNextTryIsAsGoodAsAny() {
        OperatorRuntime.Scope scope = OperatorRuntime.Scope.of(namespace);
        try (KubernetesClient client = ControlPlane.shared().newClient();
                Engines engines = Engines.create(Clock.systemUTC(), "test", Duration.ZERO);
                OperatorRuntime runtime = new OperatorRuntime(
                        client,
                        new FailingSchemaEngine(engines.schema()),
                        new FailingMigrationEngine(engines.migration()),
                        new DevPods(client, new ClusterEvents(client, Clock.systemUTC()), DevPodSettings.USUAL),
                        scope,
                        Optional.empty(),
                        Clock.systemUTC())) {
            runtime.start();
            String sum = Checksum.of(List.of(new MigrationFile("1.sql", "1", "", FILE)))
                    .text();
            create(client, "AtlasSchema", "sqlite://" + folder.resolve("s.db"), "schema: {sql: '" + FILE + "'}");
            create(
                    client,
                    "AtlasMigration",
                    "sqlite://" + folder.resolve("m.db"),
                    "dir: {local: {1.sql: '" + FILE + "', atlas.sum: \"" + sum.replace("\n", "\\n") + "\"}}");

            AtlasSchema schema = await(client, AtlasSchema.class, "False", found -> found.failed() > 0);
            AtlasMigration migration = await(client, AtlasMigration.class, "False", found -> found.failed() > 0);
            assertThat(ready(schema).message()).contains("see the operator's log: NoClassDefFoundError: planted");
            assertThat(ready(migration).message()).contains("see the operator's log: StackOverflowError: planted");

            broken = false;

            await(client, AtlasSchema.class, "True", found -> found.failed() == 0);
            await(client, AtlasMigration.class, "True", found -> found.failed() == 0);
        }
    }

    private void create(KubernetesClient client, String kind, String url, String spec) {
        client.resource("""
                apiVersion: db.atlasgo.io/v1alpha1
                kind: %s
                metadata: {name: r, namespace: %s}
                spec:
                  url: "%s"
                  %s
                """.formatted(kind, namespace, url, spec)).create();
    }

    private <R extends CustomResource<?, ? extends AtlasStatus>> R await(
            KubernetesClient client, Class<R> kind, String ready, Predicate<AtlasStatus> wanted) {
        return org.awaitility.Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> client.resources(kind)
                                .inNamespace(namespace)
                                .withName("r")
                                .get(),
                        found -> found.getStatus() != null
                                && ready(found) != null
                                && ready(found).status().equals(ready)
                                && wanted.test(found.getStatus()));
    }

    private static Condition ready(CustomResource<?, ? extends AtlasStatus> found) {
        return found.getStatus().conditions().stream()
                .filter(condition -> condition.type().equals("Ready"))
                .findFirst()
                .orElse(null);
    }

    private final class FailingSchemaEngine implements SchemaEngine {
        private final SchemaEngine engine;

        FailingSchemaEngine(SchemaEngine engine) {
            this.engine = engine;
        }

        @Override
        public SchemaApplyReport apply(SchemaApplyRequest request, PlanGate gate) {
            if (broken) {
                throw new NoClassDefFoundError("planted");
            }
            return engine.apply(request, gate);
        }

        @Override
        public SchemaState inspect(SchemaInspectRequest request) {
            return engine.inspect(request);
        }

        @Override
        public Plan diff(SchemaDiffRequest request) {
            return engine.diff(request);
        }

        @Override
        public Plan creation(SchemaState state, String indent, Optional<String> qualifier) {
            return engine.creation(state, indent, qualifier);
        }

        @Override
        public String hcl(SchemaState state) {
            return engine.hcl(state);
        }

        @Override
        public String hash(SchemaState state) {
            return engine.hash(state);
        }
    }

    private final class FailingMigrationEngine implements MigrationEngine {
        private final MigrationEngine engine;

        FailingMigrationEngine(MigrationEngine engine) {
            this.engine = engine;
        }

        @Override
        public MigrateStatusReport status(MigrateStatusRequest request) {
            if (broken) {
                throw new StackOverflowError("planted");
            }
            return engine.status(request);
        }

        @Override
        public MigrateApplyReport apply(MigrateApplyRequest request) {
            return engine.apply(request);
        }

        @Override
        public MigrateDownReport down(MigrateDownRequest request) {
            return engine.down(request);
        }

        @Override
        public Held hold(DatabaseUrl dev, Duration timeout) {
            return engine.hold(dev, timeout);
        }

        @Override
        public MigrateSetReport set(MigrateSetRequest request) {
            return engine.set(request);
        }
    }
}
