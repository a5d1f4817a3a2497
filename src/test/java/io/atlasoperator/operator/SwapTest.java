package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.Engines;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasStatus;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.atlasoperator.operator.atlasschema.SchemaPreview;
import io.atlasoperator.operator.devpod.DevPodSettings;
import io.atlasoperator.operator.devpod.DevPods;
import io.atlasoperator.operator.preview.Preview;
import io.atlasoperator.operator.project.ConfigPermissions;
import io.atlasoperator.operator.ref.ClusterObjects;
import io.atlasoperator.testing.ControlPlane;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes the place of the reference's operator: statuses, Secrets and tables are put there exactly as it leaves them, worked out here and
 * not by the product, and then our operator starts. Nothing may run, nothing may become not ready, nobody is told anything. The
 * other way round, what ours leaves is read as the reference reads it.
 */
@NullUnmarked
class SwapTest {
    private static final String OLDEN = "2026-02-03T04:05:06Z";
    private static final String THEIR_HASH = Base64.getEncoder().encodeToString(sha256("of theirs"));

    /** What {@code schema inspect} of the reference says of {@link #POSTGRES_SQL}; it ends in one line break. */
    private static final String POSTGRES_HCL = """
            table "t" {
              schema = schema.public
              column "id" {
                null = false
                type = integer
              }
              column "name" {
                null = true
                type = text
              }
              primary_key {
                columns = [column.id]
              }
            }
            schema "public" {
              comment = "standard public schema"
            }
            """;

    private static final String POSTGRES_SQL = "create table t (id int primary key, name text);";
    private static final String MYSQL_SQL = "create table t (id int primary key, name varchar(40));";
    private static final String FIRST = "CREATE TABLE a (id int);\n";
    private static final String SECOND = "CREATE TABLE b (id int);\nCREATE TABLE c (id int);\n";
    private static final String COLUMNS =
            "version, description, type, applied, total, executed_at, execution_time, error,"
                    + " error_stmt, hash, partial_hashes, operator_version";

    @TempDir
    private Path folder;

    private final KubernetesClient client = ControlPlane.shared().newClient();
    private final String namespace = ControlPlane.shared().newNamespace();
    private final DevPods devPods =
            new DevPods(client, new ClusterEvents(client, Clock.systemUTC()), DevPodSettings.USUAL);
    private final Engines engines = Engines.create(Clock.systemUTC(), "test", Duration.ZERO);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> readiness = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void aSchemaOfPostgresStaysAsItIs() {
        try (PostgresDatabase database = PostgresServers.database(15)) {
            PostgresDatabase.run(database.url(), POSTGRES_SQL);
            String hash = Base64.getEncoder().encodeToString(sha256(POSTGRES_HCL));
            AtlasSchema before = schema(database.url(), "", POSTGRES_SQL, schemaStatus(hash, 1));
            List<String> catalog = catalog(database.url());

            takeOver(AtlasSchema.class);

            AtlasSchema after = found(AtlasSchema.class);
            assertThat(after.getStatus().observedHash()).isEqualTo(hash);
            assertThat(after.getMetadata().getResourceVersion())
                    .isEqualTo(before.getMetadata().getResourceVersion());
            assertThat(catalog(database.url())).isEqualTo(catalog);
            assertNobodyNoticed();
        }
    }

    @Test
    void anotherHashOfASchemaIsRewrittenQuietly() {
        try (PostgresDatabase database = PostgresServers.database(15)) {
            PostgresDatabase.run(database.url(), POSTGRES_SQL);
            AtlasSchema before = schema(database.url("public"), "", POSTGRES_SQL, schemaStatus(THEIR_HASH, 1));
            List<String> catalog = catalog(database.url());

            takeOver(AtlasSchema.class);

            assertOnlyTheHashDiffers(before, found(AtlasSchema.class));
            assertThat(catalog(database.url())).isEqualTo(catalog);
        }
    }

    @Test
    void aSchemaOfMySqlStaysAsItIs() {
        try (MySqlDatabase database = MySqlServers.database(MySqlServers.Kind.MYSQL)) {
            database.execute(MYSQL_SQL);
            String dev = "devURL: '%s'"
                    .formatted(database.server().withDatabase("dev").reveal());
            AtlasSchema before = schema(database.url(), dev, MYSQL_SQL, schemaStatus(THEIR_HASH, 1));
            List<String> tables = mysqlTables(database);

            takeOver(AtlasSchema.class);

            assertOnlyTheHashDiffers(before, found(AtlasSchema.class));
            assertThat(mysqlTables(database)).isEqualTo(tables);
        }
    }

    /** The reference sees no views, sequences and functions: that they are in no desired state means nothing. */
    @Test
    void whatTheReferenceHasNotSeenStaysAndIsTold() {
        try (PostgresDatabase database = PostgresServers.database(15)) {
            PostgresDatabase.run(
                    database.url(),
                    POSTGRES_SQL,
                    "create view v as select * from t",
                    "create sequence s",
                    "alter table t enable row level security");
            schema(database.url(), "", POSTGRES_SQL, schemaStatus(THEIR_HASH, 1));
            List<String> catalog = catalog(database.url());
            List<Preview> previews = new SchemaPreview(
                            engines.schema(), new ClusterObjects(client), ConfigPermissions.NONE, Optional.empty())
                    .of(found(AtlasSchema.class), true);
            assertThat(previews).singleElement().satisfies(preview -> {
                assertThat(preview.parts()).isEmpty();
                assertThat(preview.refusal()).isEmpty();
                assertThat(preview.notes()).singleElement().asString().contains("DROP VIEW");
            });

            takeOver(AtlasSchema.class);
            assertStaysReadyAndTells(database, catalog);

            // Nor when the status is ours.
            takeOver(AtlasSchema.class);
            assertStaysReadyAndTells(database, catalog);
            assertThat(client.v1().events().inNamespace(namespace).list().getItems())
                    .extracting(Event::getReason)
                    .containsExactly("DriftDetected");

            // Nor when the resource asks for something else.
            String more = POSTGRES_SQL.replace("text", "text, more int");
            schema(database.url(), "", more);
            takeOver(AtlasSchema.class);
            Condition ready = condition("Ready");
            assertThat(ready.reason()).isEqualTo("FirstRunDestructive");
            assertThat(ready.message()).contains("sequence \"s\"", "view \"v\"");
            assertThat(catalog(database.url())).isEqualTo(catalog);

            schema(database.url(), "exclude: ['*.v', '*.s']", more);
            takeOver(AtlasSchema.class);
            assertThat(condition("Ready").message()).contains("ADD COLUMN");
            assertThat(PostgresDatabase.query(
                            database.url(), "SELECT relname FROM pg_class WHERE relname IN ('v', 's') ORDER BY 1"))
                    .containsExactly("s", "v");
        }
    }

    private void assertStaysReadyAndTells(PostgresDatabase database, List<String> catalog) {
        assertThat(catalog(database.url())).isEqualTo(catalog);
        assertThat(PostgresDatabase.query(database.url(), "SELECT relrowsecurity FROM pg_class WHERE relname = 't'"))
                .containsExactly("t");
        assertThat(readiness).isNotEmpty().containsOnly("True");
        assertThat(condition("Drifted").status()).isEqualTo("True");
        assertThat(condition("Drifted").message()).contains("DROP VIEW", "DROP SEQUENCE", "DISABLE ROW LEVEL SECURITY");
    }

    private Condition condition(String type) {
        return found(AtlasSchema.class).getStatus().conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /** Once a look has found nothing else, there is nothing to be careful of: a drop that is asked for then is done. */
    @Test
    void dropsWhatIsAskedForOnceAllIsKnown() {
        try (PostgresDatabase database = PostgresServers.database(15)) {
            PostgresDatabase.run(database.url(), POSTGRES_SQL);
            String hash = Base64.getEncoder().encodeToString(sha256(POSTGRES_HCL));
            schema(database.url(), "", POSTGRES_SQL, schemaStatus(hash, 1));

            takeOver(AtlasSchema.class, () -> schema(database.url(), "", "create table t (id int primary key);"));

            Awaitility.await()
                    .untilAsserted(() -> assertThat(PostgresDatabase.query(
                                    database.url(),
                                    "SELECT column_name FROM information_schema.columns WHERE table_name = 't'"))
                            .containsExactly("id"));
        }
    }

    @Test
    void norWhenTheResourceHasChangedMeanwhile() {
        try (PostgresDatabase database = PostgresServers.database(15)) {
            PostgresDatabase.run(database.url(), POSTGRES_SQL, "create view v as select * from t");
            schema(database.url(), "", POSTGRES_SQL, schemaStatus(THEIR_HASH, 1));
            List<String> catalog = catalog(database.url());
            schema(database.url(), "", POSTGRES_SQL.replace("text", "text, more int"));

            takeOver(AtlasSchema.class);
            takeOver(AtlasSchema.class);

            assertThat(found(AtlasSchema.class)
                            .getStatus()
                            .conditions()
                            .getFirst()
                            .reason())
                    .isEqualTo("FirstRunDestructive");
            assertThat(catalog(database.url())).isEqualTo(catalog);
        }
    }

    /** Releases before 2026 had the one condition, and named no generation in it. */
    @Test
    void whatAnOldReleaseLeftStaysReadyToo() {
        try (PostgresDatabase database = PostgresServers.database(15)) {
            PostgresDatabase.run(database.url(), POSTGRES_SQL);
            schema(database.url(), "", POSTGRES_SQL, """
                    {"observed_hash": "%s", "last_applied": 1700000000, "planURL": "", "planLink": "", "failed": 0,
                     "conditions": [{"type": "Ready", "status": "True", "reason": "Applied", "message": "done",
                       "lastTransitionTime": "%s"}]}
                    """.formatted(THEIR_HASH, OLDEN));

            takeOver(AtlasSchema.class);

            AtlasSchema after = found(AtlasSchema.class);
            assertThat(after.getStatus().conditions())
                    .extracting(Condition::type, Condition::status, Condition::observedGeneration)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("Ready", "True", 1L),
                            org.assertj.core.groups.Tuple.tuple("Reconciling", "False", 1L),
                            org.assertj.core.groups.Tuple.tuple("Stalled", "False", 1L));
            assertThat(after.getStatus().conditions().getFirst().lastTransitionTime())
                    .isEqualTo(OLDEN);
            assertNobodyNoticed();
        }
    }

    @Test
    void aMigrationOfPostgresStaysAsItIsAndGoesBackFromTheirSecret() throws IOException, InterruptedException {
        try (PostgresDatabase database = PostgresServers.database(15)) {
            DatabaseUrl url = database.url("public");
            PostgresDatabase.run(url, FIRST, SECOND, """
                    CREATE TABLE "atlas_schema_revisions" ("version" character varying NOT NULL, "description" character
                     varying NOT NULL, "type" bigint NOT NULL DEFAULT 2, "applied" bigint NOT NULL DEFAULT 0, "total" bigint
                     NOT NULL DEFAULT 0, "executed_at" timestamptz NOT NULL, "execution_time" bigint NOT NULL, "error" text
                     NULL, "error_stmt" text NULL, "hash" character varying NOT NULL, "partial_hashes" jsonb NULL,
                     "operator_version" character varying NOT NULL, PRIMARY KEY ("version"))""");
            rows("2026-02-03 04:05:06.766365+00").forEach(row -> PostgresDatabase.run(url, row));
            AtlasMigration before = migration(url, "", migrationStatus(hash(url)));
            Secret kept = keepAsTheyDo(before);
            List<String> revisions = PostgresDatabase.query(
                    url, "SELECT CAST(ROW(" + COLUMNS + ") AS text) FROM atlas_schema_revisions ORDER BY version");
            List<String> catalog = catalog(url);

            takeOver(AtlasMigration.class);

            assertThat(found(AtlasMigration.class).getMetadata().getResourceVersion())
                    .isEqualTo(before.getMetadata().getResourceVersion());
            assertThat(secret().getMetadata().getResourceVersion())
                    .isEqualTo(kept.getMetadata().getResourceVersion());
            assertThat(PostgresDatabase.query(
                            url,
                            "SELECT CAST(ROW(" + COLUMNS + ") AS text) FROM atlas_schema_revisions ORDER BY version"))
                    .isEqualTo(revisions);
            assertThat(catalog(url)).isEqualTo(catalog);
            assertNobodyNoticed();

            // The way back, which no file tells any more.
            client.resource(migrationText(url, "protectedFlows: {migrateDown: {allow: true, autoApprove: true}}", 1))
                    .forceConflicts()
                    .serverSideApply();
            takeOver(AtlasMigration.class);
            AtlasMigration back = found(AtlasMigration.class);
            assertThat(back.getStatus().conditions().getFirst().status())
                    .as(back.getStatus().toString())
                    .isEqualTo("True");
            assertThat(back.getStatus().lastAppliedVersion()).isEqualTo("20260101000000");
            assertThat(PostgresDatabase.query(
                            url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"))
                    .containsExactly("a", "atlas_schema_revisions");
        }
    }

    @Test
    void aMigrationOfMySqlStaysAsItIs() throws IOException, InterruptedException {
        try (MySqlDatabase database = MySqlServers.database(MySqlServers.Kind.MYSQL)) {
            database.execute("CREATE TABLE a (id int)", "CREATE TABLE b (id int)", "CREATE TABLE c (id int)");
            database.execute("CREATE TABLE `atlas_schema_revisions` (`version` varchar(255) NOT NULL, `description`"
                    + " varchar(255) NOT NULL, `type` bigint unsigned NOT NULL DEFAULT 2, `applied` bigint NOT NULL DEFAULT"
                    + " 0, `total` bigint NOT NULL DEFAULT 0, `executed_at` timestamp NULL, `execution_time` bigint NOT"
                    + " NULL, `error` longtext NULL, `error_stmt` longtext NULL, `hash` varchar(255) NOT NULL,"
                    + " `partial_hashes` json NULL, `operator_version` varchar(255) NOT NULL, PRIMARY KEY (`version`))"
                    + " CHARSET utf8mb4 COLLATE utf8mb4_bin");
            rows("2026-02-03 04:05:06").forEach(database::execute);
            AtlasMigration before = migration(database.url(), "", migrationStatus(hash(database.url())));
            Secret kept = keepAsTheyDo(before);
            String all = "SELECT CONCAT_WS('|', " + COLUMNS + ") FROM atlas_schema_revisions ORDER BY version";
            List<String> revisions = database.query(all);
            List<String> tables = mysqlTables(database);

            takeOver(AtlasMigration.class);

            assertThat(found(AtlasMigration.class).getMetadata().getResourceVersion())
                    .isEqualTo(before.getMetadata().getResourceVersion());
            assertThat(secret().getMetadata().getResourceVersion())
                    .isEqualTo(kept.getMetadata().getResourceVersion());
            assertThat(database.query(all)).isEqualTo(revisions);
            assertThat(mysqlTables(database)).isEqualTo(tables);
            assertNobodyNoticed();
        }
    }

    @Test
    void anotherHashOfAMigrationIsRewrittenQuietly() {
        try (PostgresDatabase database = PostgresServers.database(15)) {
            DatabaseUrl url = database.url("public");
            migration(url, "", "{}");
            takeOver(AtlasMigration.class);
            client.resources(AtlasMigration.class)
                    .inNamespace(namespace)
                    .withName("r")
                    .subresource("status")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), """
                            {"status": {"observed_hash": "%s", "lastApplied": 1700000000}}""".formatted(THEIR_HASH));
            client.v1().events().inNamespace(namespace).delete();
            AtlasMigration before = found(AtlasMigration.class);
            List<String> catalog = catalog(url);

            takeOver(AtlasMigration.class);

            AtlasMigration after = found(AtlasMigration.class);
            assertThat(after.getStatus()).isEqualTo(before.getStatus().withHash(hash(url)));
            assertThat(catalog(url)).isEqualTo(catalog);
            assertNobodyNoticed();
        }
    }

    /** The reference goes on from what ours leaves: it would take the resource for one of its own that is as wanted. */
    @Test
    void whatOursLeavesReadsAsTheirs() throws IOException, InterruptedException {
        try (PostgresDatabase database = PostgresServers.database(15)) {
            DatabaseUrl url = database.url("public");
            AtlasMigration migration = migration(url, "", "{}");
            takeOver(AtlasMigration.class);

            Map<String, Object> status = status(AtlasMigration.class);
            assertThat(status)
                    .containsKeys("observed_hash", "lastApplied", "failed", "observedGeneration")
                    .containsEntry("observed_hash", hash(url))
                    .containsEntry("lastAppliedVersion", "20260202000000");
            assertReadsAsReady(status, "");
            Secret kept = secret();
            assertThat(kept.getType()).isEqualTo("atlasgo.io/db.v1");
            assertThat(kept.getMetadata().getLabels())
                    .containsExactlyInAnyOrderEntriesOf(Map.of("team", "one", "name", "r", "owner", "atlasgo.io"));
            assertThat(kept.getData()).containsOnlyKeys("migrations.tar.gz");
            OwnerReference owner = kept.getMetadata().getOwnerReferences().getFirst();
            assertThat(owner.getUid()).isEqualTo(migration.getMetadata().getUid());
            assertThat(owner.getController()).isTrue();
            Path archive = folder.resolve("ours.tar.gz");
            Files.write(archive, Base64.getDecoder().decode(kept.getData().get("migrations.tar.gz")));
            run("tar", "xzf", archive.toString(), "-C", folder.toString());
            assertThat(run("tar", "tzf", archive.toString()).lines())
                    .containsExactly("atlas.sum", "20260101000000_a.sql", "20260202000000_b.sql");
            for (Map.Entry<String, String> file : directory(2).entrySet()) {
                assertThat(folder.resolve(file.getKey())).hasContent(file.getValue());
            }
            assertThat(
                            PostgresDatabase.query(
                                    url,
                                    "SELECT version || ' ' || type || ' ' || applied || '/' || total || ' '"
                                            + " || error || error_stmt || hash || ' ' || partial_hashes FROM atlas_schema_revisions ORDER BY 1"))
                    .containsExactly(
                            "20260101000000 2 1/1 " + fileHashes(2).get(0) + " null",
                            "20260202000000 2 2/2 " + fileHashes(2).get(1) + " null");

            PostgresDatabase.run(url, "DROP TABLE a, b, c, atlas_schema_revisions", POSTGRES_SQL);
            schema(database.url(), "", POSTGRES_SQL, "{}");
            takeOver(AtlasSchema.class);
            Map<String, Object> schema = status(AtlasSchema.class);
            assertThat(schema)
                    .containsKeys(
                            "observed_hash", "last_applied", "planURL", "planLink", "failed", "observedGeneration")
                    .containsEntry("observed_hash", Base64.getEncoder().encodeToString(sha256(POSTGRES_HCL)));
            // Else its next run would be a first one.
            assertThat(((Number) schema.get("last_applied")).longValue()).isPositive();
            assertReadsAsReady(schema, "The schema has been applied successfully. Apply response: {");
        }
    }

    private static void assertReadsAsReady(Map<String, Object> status, String message) {
        assertThat(((Number) status.get("observedGeneration")).longValue()).isOne();
        assertThat((List<?>) status.get("conditions"))
                .extracting("type", "status", "reason", "observedGeneration")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Ready", "True", "Applied", 1),
                        org.assertj.core.groups.Tuple.tuple("Reconciling", "False", "Applied", 1),
                        org.assertj.core.groups.Tuple.tuple("Stalled", "False", "Applied", 1));
        assertThat((List<?>) status.get("conditions"))
                .first()
                .extracting("message")
                .asString()
                .startsWith(message);
    }

    private void assertOnlyTheHashDiffers(AtlasSchema before, AtlasSchema after) {
        assertThat(after.getStatus().observedHash()).isNotEmpty().isNotEqualTo(THEIR_HASH);
        assertThat(after.getStatus())
                .isEqualTo(before.getStatus().withHash(after.getStatus().observedHash()));
        assertNobodyNoticed();
    }

    private void assertNobodyNoticed() {
        assertThat(readiness).isNotEmpty().containsOnly("True");
        assertThat(client.v1().events().inNamespace(namespace).list().getItems())
                .isEmpty();
    }

    /** Starts our operator beside what is there, lets it look at the resource, and stops it. */
    private <R extends CustomResource<?, ? extends AtlasStatus>> void takeOver(Class<R> kind) {
        takeOver(kind, () -> {});
    }

    /** @param then what is done when it has looked; what comes of that is waited for too, if it is anything */
    private <R extends CustomResource<?, ? extends AtlasStatus>> void takeOver(Class<R> kind, Runnable then) {
        readiness.clear();
        double looks = looks(kind);
        try (Watch ignored = client.resources(kind)
                .inNamespace(namespace)
                .withName("r")
                .watch(new Watcher<R>() {
                    @Override
                    public void eventReceived(Action action, R seen) {
                        if (seen.getStatus() != null
                                && !seen.getStatus().conditions().isEmpty()) {
                            readiness.add(
                                    seen.getStatus().conditions().getFirst().status());
                        }
                    }

                    @Override
                    public void onClose(WatcherException e) {}
                })) {
            OperatorRuntime.Scope scope = OperatorRuntime.Scope.of(namespace);
            try (OperatorRuntime runtime = new OperatorRuntime(
                    client,
                    engines.schema(),
                    engines.migration(),
                    devPods,
                    scope,
                    Optional.of(meters),
                    Clock.systemUTC())) {
                runtime.start();
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> looks(kind) > looks);
                long generation = found(kind).getMetadata().getGeneration();
                then.run();
                if (found(kind).getMetadata().getGeneration() > generation) {
                    Awaitility.await()
                            .atMost(Duration.ofMinutes(2))
                            .pollInterval(Duration.ofMillis(20))
                            .until(() -> looks(kind) > looks + 1);
                }
            }
            // The watch has what was written last: closing waits for the writer, not for the readers.
            String version = found(kind).getMetadata().getResourceVersion();
            Awaitility.await().during(Duration.ofMillis(300)).until(() -> !version.isEmpty());
        }
    }

    /** How often a target was looked at. */
    private double looks(Class<?> kind) {
        Timer timer = meters.find("atlas.reconcile.phase")
                .tags("kind", kind.getSimpleName(), "phase", "work")
                .timer();
        return timer == null ? 0 : timer.count();
    }

    private <R extends CustomResource<?, ?>> R found(Class<R> kind) {
        return client.resources(kind).inNamespace(namespace).withName("r").get();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> status(Class<? extends CustomResource<?, ?>> kind) {
        GenericKubernetesResource found = client.genericKubernetesResources(
                        "db.atlasgo.io/v1alpha1", kind.getSimpleName())
                .inNamespace(namespace)
                .withName("r")
                .get();
        return (Map<String, Object>) found.getAdditionalProperties().get("status");
    }

    private Secret secret() {
        return Objects.requireNonNull(client.secrets()
                .inNamespace(namespace)
                .withName("io.atlasgo.db.v1.r.latest")
                .get());
    }

    private AtlasSchema schema(DatabaseUrl url, String more, String sql, String status) {
        return create(AtlasSchema.class, """
                url: '%s'
                schema: {sql: '%s'}
                %s
                """.formatted(url.reveal(), sql, more), status);
    }

    /** Changes its spec. */
    private void schema(DatabaseUrl url, String more, String sql) {
        client.resource(text(AtlasSchema.class, """
                        url: '%s'
                        schema: {sql: '%s'}
                        %s
                        """.formatted(url.reveal(), sql, more)))
                .forceConflicts()
                .serverSideApply();
    }

    private AtlasMigration migration(DatabaseUrl url, String more, String status) {
        client.resource(migrationText(url, more, 2)).forceConflicts().serverSideApply();
        return withStatus(AtlasMigration.class, status);
    }

    private String migrationText(DatabaseUrl url, String more, int files) {
        return text(AtlasMigration.class, """
                url: '%s'
                dir: {local: %s}
                %s
                """.formatted(
                        url.reveal(), client.getKubernetesSerialization().asJson(directory(files)), more));
    }

    private <R extends CustomResource<?, ?>> R create(Class<R> kind, String spec, String status) {
        client.resource(text(kind, spec)).create();
        return withStatus(kind, status);
    }

    private String text(Class<?> kind, String spec) {
        return """
                apiVersion: db.atlasgo.io/v1alpha1
                kind: %s
                metadata: {name: r, namespace: %s, labels: {team: one}}
                spec:
                %s""".formatted(kind.getSimpleName(), namespace, spec.indent(2));
    }

    private <R extends CustomResource<?, ?>> R withStatus(Class<R> kind, String status) {
        return client.resources(kind)
                .inNamespace(namespace)
                .withName("r")
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\": " + status + "}");
    }

    private static String schemaStatus(String hash, long generation) {
        return """
                {"observedGeneration": %d, "observed_hash": "%s", "last_applied": 1700000000, "planURL": "", "planLink": "",
                 "failed": 0, "conditions": %s}
                """.formatted(generation, hash, conditions(generation, """
                The schema has been applied successfully. Apply response: {\\"Driver\\":\\"postgres\\",\\"Changes\\":{}}"""));
    }

    private static String migrationStatus(String hash) {
        return """
                {"observedGeneration": 1, "observed_hash": "%s", "lastApplied": 1770091506,
                 "lastAppliedVersion": "20260202000000", "failed": 0, "conditions": %s}
                """.formatted(hash, conditions(1, ""));
    }

    private static String conditions(long generation, String message) {
        String form = """
                {"type": "%s", "status": "%s", "reason": "Applied", "message": "%s", "observedGeneration": %d,
                 "lastTransitionTime": "%s"}""";
        return "["
                + String.join(
                        ",",
                        form.formatted("Ready", "True", message, generation, OLDEN),
                        form.formatted("Reconciling", "False", "", generation, OLDEN),
                        form.formatted("Stalled", "False", "", generation, OLDEN))
                + "]";
    }

    private static Map<String, String> files(int count) {
        Map<String, String> files = new TreeMap<>();
        files.put("20260101000000_a.sql", FIRST);
        if (count > 1) {
            files.put("20260202000000_b.sql", SECOND);
        }
        return files;
    }

    /** The files of a directory, with {@code atlas.sum}. */
    private static Map<String, String> directory(int count) {
        Map<String, String> all = files(count);
        List<String> hashes = fileHashes(count);
        StringBuilder sum = new StringBuilder("h1:" + directoryHash(count) + "\n");
        List<String> names = List.copyOf(all.keySet());
        for (int i = 0; i < names.size(); i++) {
            sum.append(names.get(i)).append(" h1:").append(hashes.get(i)).append('\n');
        }
        all.put("atlas.sum", sum.toString());
        return all;
    }

    /** The hash of each file is that of all texts until its end. */
    private static List<String> fileHashes(int count) {
        List<String> hashes = new ArrayList<>();
        StringBuilder running = new StringBuilder();
        files(count).forEach((name, content) -> {
            running.append(name).append(content);
            hashes.add(Base64.getEncoder().encodeToString(sha256(running.toString())));
        });
        return hashes;
    }

    private static String directoryHash(int count) {
        StringBuilder all = new StringBuilder();
        List<String> names = List.copyOf(files(count).keySet());
        for (int i = 0; i < names.size(); i++) {
            all.append(names.get(i)).append(fileHashes(count).get(i));
        }
        return Base64.getEncoder().encodeToString(sha256(all.toString()));
    }

    /** The hash in the status of an AtlasMigration of two files. */
    private static String hash(DatabaseUrl url) {
        return HexFormat.of().formatHex(sha256(url.reveal() + directoryHash(2)));
    }

    private static List<String> rows(String moment) {
        String insert = "INSERT INTO atlas_schema_revisions (" + COLUMNS
                + ") VALUES ('%s', '%s', 2, %d, %d, '%s', 1234567, '', '', '%s', 'null', 'Atlas CLI v0.38.0')";
        List<String> hashes = fileHashes(2);
        return List.of(
                insert.formatted("20260101000000", "a", 1, 1, moment, hashes.get(0)),
                insert.formatted("20260202000000", "b", 2, 2, moment, hashes.get(1)));
    }

    private Secret keepAsTheyDo(AtlasMigration of) throws IOException, InterruptedException {
        Map<String, String> files = directory(2);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        List<String> command =
                new ArrayList<>(List.of("tar", "czf", "theirs.tar.gz", "-C", folder.toString(), "atlas.sum"));
        command.set(2, folder.resolve("theirs.tar.gz").toString());
        files(2).keySet().forEach(command::add);
        run(command.toArray(String[]::new));
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName("io.atlasgo.db.v1.r.latest")
                .withLabels(Map.of("team", "one", "name", "r", "owner", "atlasgo.io"))
                .addNewOwnerReference()
                .withApiVersion("db.atlasgo.io/v1alpha1")
                .withKind("AtlasMigration")
                .withName("r")
                .withUid(of.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .endOwnerReference()
                .endMetadata()
                .withType("atlasgo.io/db.v1")
                .addToData(
                        "migrations.tar.gz",
                        Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve("theirs.tar.gz"))))
                .build();
        return client.secrets().inNamespace(namespace).resource(secret).create();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** The rows of the catalog with the transactions that wrote them: any DDL shows. */
    private static List<String> catalog(DatabaseUrl url) {
        List<String> rows = new ArrayList<>();
        for (String table : List.of("pg_class", "pg_attribute", "pg_namespace", "pg_constraint", "pg_proc")) {
            rows.addAll(PostgresDatabase.query(
                    url,
                    "SELECT '%1$s ' || count(*) || ' ' || max(xmin::text::bigint) || ' ' || sum(xmin::text::bigint) FROM %1$s"
                            .formatted(table)));
        }
        return rows;
    }

    /** The numbers of tables, which a table that is made anew or rebuilt does not keep, and when each was made. */
    private static List<String> mysqlTables(MySqlDatabase database) {
        List<String> tables = new ArrayList<>(database.query(
                "SELECT CONCAT(name, ' ', table_id, ' ', total_row_versions) FROM information_schema.innodb_tables WHERE name"
                        + " LIKE '" + database.name() + "/%' ORDER BY 1"));
        tables.addAll(database.query("SELECT CONCAT(table_name, ' ', create_time) FROM information_schema.tables WHERE"
                + " table_schema = DATABASE() ORDER BY 1"));
        return tables;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
