package io.atlasoperator.operator;

import static io.atlasoperator.testing.ShippedProgram.SIGKILLED;
import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.testing.ControlPlane;
import io.atlasoperator.testing.LongRun;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServerProcess;
import io.atlasoperator.testing.MySqlServers;
import io.atlasoperator.testing.OperatorProcess;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An operator, or the server of its target, that is killed in the middle of changes that no server can roll back: what was
 * begun is ended, every statement runs once, and the one of which nobody knows is named.
 */
@NullUnmarked
class KilledOperatorMySqlTest {
    private static final long SEED = 20261123;

    @TempDir
    private Path folder;

    private final KubernetesClient client = ControlPlane.shared().client();
    private final String namespace = ControlPlane.shared().newNamespace();

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void migrationsGoOnWhenTheOperatorIsKilled(MySqlServers.Kind kind) throws Exception {
        killOperatorInMigrations(kind, 2, new Random(SEED));
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void migrationsGoOnHoweverOftenTheOperatorIsKilled(MySqlServers.Kind kind) throws Exception {
        killOperatorInMigrations(kind, LongRun.kills(), LongRun.random("kills of the operator, " + kind));
    }

    private void killOperatorInMigrations(MySqlServers.Kind kind, int kills, Random random) throws Exception {
        int killed = 0;
        int inDoubt = 0;
        for (int round = 1; killed < kills; round++) {
            try (MySqlDatabase database = MySqlServers.database(kind)) {
                MySqlChanges.Migrations work =
                        new MySqlChanges.Migrations(client, namespace, "round-" + round, database.url());
                work.create();
                while (killed < kills && !work.isReady()) {
                    try (OperatorProcess operator = start()) {
                        int enough = work.done() + 1 + random.nextInt(MySqlChanges.Migrations.LINES / 3);
                        operator.await(() -> work.done() >= enough || work.isReady() || work.isInDoubt());
                        TimeUnit.MICROSECONDS.sleep(random.nextInt(60_000));
                        assertThat(operator.kill()).isEqualTo(SIGKILLED);
                    }
                    killed++;
                    work.awaitEndOfSessions();
                    work.assertNothingTwice();
                    inDoubt += work.settle() ? 1 : 0;
                }
                end(work);
            }
        }
        System.out.println(kind + ": " + killed + " kills of the operator, " + inDoubt + " with a statement in doubt");
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void schemasAreFinishedWhenTheOperatorIsKilled(MySqlServers.Kind kind) throws Exception {
        try (MySqlDatabase database = MySqlServers.database(kind)) {
            MySqlChanges.Schemas work = new MySqlChanges.Schemas(client, namespace, "s", database.url());
            try (OperatorProcess operator = start()) {
                work.createNarrow();
                operator.await(work::isReady);
                work.fill();
                work.widen();
                operator.await(() -> work.done() >= 3);
                assertThat(operator.kill()).isEqualTo(SIGKILLED);
            }
            assertThat(work.done()).isLessThan(MySqlChanges.Schemas.TABLES);
            end(work);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void migrationsGoOnWhenTheServerIsKilled(MySqlServers.Kind kind) throws Exception {
        try (MySqlServerProcess server = MySqlServerProcess.start(kind);
                OperatorProcess operator = start()) {
            MySqlChanges.Migrations work =
                    new MySqlChanges.Migrations(client, namespace, "m", database(server.url(), "app"));
            work.create();
            operator.await(() -> work.done() >= 5);
            server.kill();
            server.startAgain();
            assertThat(work.done()).isLessThan(MySqlChanges.Migrations.LINES);
            work.assertNothingTwice();
            operator.await(() -> work.isReady() || work.settle());
            operator.await(work::isReady);
            work.assertDone();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "MARIADB11"})
    void schemasAreFinishedWhenTheServerIsKilled(MySqlServers.Kind kind) throws Exception {
        try (MySqlServerProcess server = MySqlServerProcess.start(kind);
                OperatorProcess operator = start()) {
            MySqlChanges.Schemas work = new MySqlChanges.Schemas(client, namespace, "s", database(server.url(), "app"));
            work.createNarrow();
            operator.await(work::isReady);
            work.fill();
            work.widen();
            operator.await(() -> work.done() >= 3);
            server.kill();
            server.startAgain();
            assertThat(work.done()).isLessThan(MySqlChanges.Schemas.TABLES);
            operator.await(work::isReady);
            work.assertDone();
        }
    }

    private static DatabaseUrl database(DatabaseUrl server, String name) {
        MySqlDatabase.run(server, "CREATE DATABASE " + name);
        return server.withDatabase(name);
    }

    private void end(MySqlChanges work) {
        try (OperatorProcess operator = start()) {
            operator.await(() -> work.isReady() || work.settle());
            operator.await(work::isReady);
        }
        work.assertDone();
    }

    private OperatorProcess start() {
        return OperatorProcess.start(folder, "operator", ControlPlane.shared(), "--namespace=" + namespace);
    }
}
