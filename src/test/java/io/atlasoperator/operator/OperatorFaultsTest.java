package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.atlasoperator.testing.ControlPlane;
import io.atlasoperator.testing.CutProxy;
import io.atlasoperator.testing.LongRun;
import io.atlasoperator.testing.OperatorProcess;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServerProcess;
import io.atlasoperator.testing.PostgresServers;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is between the operator and others breaks: nothing is lost or done twice, others are not held up, and all is well in the end. */
@NullUnmarked
class OperatorFaultsTest {
    private static final int DATABASES = 20;

    /** How many migrations run at a time in the long test. */
    private static final int AT_ONCE = 5;

    @TempDir
    private Path folder;

    private final List<AutoCloseable> used = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : used.reversed()) {
            one.close();
        }
    }

    private static String through(CutProxy proxy, DatabaseUrl url) {
        return url.reveal().replace(":" + url.port() + "/", ":" + proxy.port() + "/");
    }

    @Test
    void aDatabaseThatIsCutOffHoldsUpNoOther() throws Exception {
        ControlPlane cluster = ControlPlane.shared();
        KubernetesClient client = cluster.client();
        String namespace = cluster.newNamespace();
        for (int i = 0; i < DATABASES; i++) {
            PostgresDatabase database = PostgresServers.database();
            used.add(database);
            DatabaseUrl url = database.url("public");
            if (i == 0) {
                CutProxy proxy = new CutProxy(url.host(), Objects.requireNonNull(url.port()));
                used.add(proxy);
                proxy.cut();
                create(client, namespace, i, through(proxy, url));
            } else {
                create(client, namespace, i, url.reveal());
            }
        }
        CutProxy proxy = (CutProxy) used.get(1);
        try (OperatorProcess operator = start(cluster, namespace)) {
            operator.await(() -> ready(client, namespace) == DATABASES - 1);
            operator.await(() -> readiness(client, namespace, 0).equals("False"));

            proxy.mend();
            operator.await(() -> ready(client, namespace) == DATABASES);
        }
    }

    @Test
    void aMigrationGoesOnWhereTheNetworkWasCut() throws Exception {
        ControlPlane cluster = ControlPlane.shared();
        String namespace = cluster.newNamespace();
        PostgresDatabase database = PostgresServers.database();
        DatabaseUrl url = database.url("public");
        CutProxy proxy = new CutProxy(url.host(), Objects.requireNonNull(url.port()));
        used.add(proxy);
        try (LoggedMigration migration =
                        LoggedMigration.create(cluster.client(), namespace, "cut", database, through(proxy, url));
                OperatorProcess operator = start(cluster, namespace)) {
            operator.await(() -> migration.logged() >= 20);
            proxy.cut();
            migration.awaitEndOfSessions();
            operator.await(() -> migration.status().failed() > 0);
            assertThat(migration.log()).hasSizeLessThan(LoggedMigration.LINES).doesNotHaveDuplicates();

            proxy.mend();
            operator.await(migration::isReady);
            migration.assertDoneOnce();
        }
    }

    @Test
    void aMigrationGoesOnWhereTheDatabaseServerCrashed() throws Exception {
        ControlPlane cluster = ControlPlane.shared();
        String namespace = cluster.newNamespace();
        PostgresServerProcess server = new PostgresServerProcess();
        used.add(server);
        PostgresDatabase database = server.database();
        try (LoggedMigration migration = LoggedMigration.create(
                        cluster.client(),
                        namespace,
                        "crash",
                        database,
                        database.url("public").reveal());
                OperatorProcess operator = start(cluster, namespace)) {
            operator.await(() -> migration.logged() >= 20);
            server.crash();
            server.awaitRecovery();
            operator.await(migration::isReady);
            migration.assertDoneOnce();
        }
    }

    @Test
    void aMigrationEndsWhileTheApiServerIsAway() throws Exception {
        ControlPlane cluster = ControlPlane.startOwn();
        used.add(cluster::stop);
        String namespace = cluster.newNamespace();
        try (LoggedMigration migration = LoggedMigration.create(cluster.client(), namespace, "away");
                OperatorProcess operator = start(cluster, namespace)) {
            operator.await(() -> migration.logged() >= 20);
            cluster.restartApiServer();
            operator.await(() -> migration.logged() == LoggedMigration.LINES);
            operator.await(() -> isReady(migration));
            migration.assertDoneOnce();

            // What it watches is seen again, too.
            try (PostgresDatabase other = PostgresServers.database()) {
                create(cluster.client(), namespace, 1, other.url("public").reveal());
                operator.await(() -> ready(cluster.client(), namespace) == 1);
            }
        }
    }

    /** Some at work at any time, on databases of their own; whatever breaks, each of their statements runs once. */
    @Test
    @Tag("soak")
    void allEndsWellWhateverBreaks() throws Exception {
        ControlPlane cluster = ControlPlane.startOwn();
        used.add(cluster::stop);
        String namespace = cluster.newNamespace();
        PostgresServerProcess server = new PostgresServerProcess();
        used.add(server);
        Random random = LongRun.random("faults around the operator");
        int faults = 0;
        OperatorProcess operator = start(cluster, namespace);
        for (int round = 0; faults < LongRun.kills(); round++) {
            operator.await(() -> isReachable(cluster));
            List<LoggedMigration> migrations = new ArrayList<>();
            List<CutProxy> proxies = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                PostgresDatabase database = server.database();
                DatabaseUrl url = database.url("public");
                CutProxy proxy = new CutProxy(url.host(), Objects.requireNonNull(url.port()));
                proxies.add(proxy);
                migrations.add(LoggedMigration.create(
                        cluster.client(), namespace, "m-" + round + "-" + i, database, through(proxy, url)));
            }
            while (faults < LongRun.kills() && !migrations.stream().allMatch(OperatorFaultsTest::isReady)) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
                faults++;
                switch (random.nextInt(5)) {
                    case 0 -> {
                        operator.kill();
                        operator.close();
                        operator = start(cluster, namespace);
                    }
                    case 1 -> cluster.restartApiServer();
                    case 2 -> {
                        server.crash();
                        server.awaitRecovery();
                    }
                    default -> {
                        CutProxy proxy = proxies.get(random.nextInt(AT_ONCE));
                        proxy.cut();
                        TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
                        proxy.mend();
                    }
                }
            }
            for (LoggedMigration migration : migrations) {
                operator.await(() -> isReady(migration));
                migration.assertDoneOnce();
                migration.close();
            }
            for (CutProxy proxy : proxies) {
                proxy.close();
            }
        }
        operator.close();
    }

    private static boolean isReachable(ControlPlane cluster) {
        try {
            return cluster.client().namespaces().withName("default").get() != null;
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    /** The API server may not be back yet. */
    private static boolean isReady(LoggedMigration migration) {
        try {
            return migration.isReady();
        } catch (RuntimeException e) {
            return false;
        }
    }

    private OperatorProcess start(ControlPlane cluster, String namespace) {
        return OperatorProcess.start(folder, "operator", cluster, "--namespace=" + namespace);
    }

    private static void create(KubernetesClient client, String namespace, int number, String url) {
        client.resource("""
                apiVersion: db.atlasgo.io/v1alpha1
                kind: AtlasSchema
                metadata: {name: s-%d, namespace: %s}
                spec:
                  url: "%s"
                  schema: {sql: "create table a (id int);"}
                """.formatted(number, namespace, url)).create();
    }

    private static long ready(KubernetesClient client, String namespace) {
        return client.resources(AtlasSchema.class).inNamespace(namespace).list().getItems().stream()
                .filter(resource -> readiness(resource).equals("True"))
                .count();
    }

    private static String readiness(KubernetesClient client, String namespace, int number) {
        return readiness(client.resources(AtlasSchema.class)
                .inNamespace(namespace)
                .withName("s-" + number)
                .get());
    }

    private static String readiness(AtlasSchema resource) {
        return resource.getStatus() == null
                ? ""
                : resource.getStatus().conditions().stream()
                        .filter(condition -> condition.type().equals("Ready"))
                        .map(Condition::status)
                        .findFirst()
                        .orElse("");
    }
}
