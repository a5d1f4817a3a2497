package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.engine.Engines;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.atlasoperator.operator.devpod.DevPodSettings;
import io.atlasoperator.operator.devpod.DevPods;
import io.atlasoperator.operator.project.ConfigPermissions;
import io.atlasoperator.operator.target.WorkLimits;
import io.atlasoperator.testing.ControlPlane;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator that may neither list nor watch Secrets, and has no other right than it says that it needs. */
@NullUnmarked
class SecretsByNameTest {
    private static final String ACCOUNT = "operator-of-few-rights";

    @TempDir
    private Path folder;

    private final Clock clock = Clock.systemUTC();
    private final KubernetesClient client = ControlPlane.shared().newClient();
    private final String namespace = ControlPlane.shared().newNamespace();
    private final KubernetesClient restricted = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(Config.fromKubeconfig(
                            ControlPlane.shared().kubeconfig().toFile()))
                    .withImpersonateUsername(ACCOUNT)
                    .build())
            .build();
    private final Engines engines = Engines.create(clock, "test", Duration.ZERO);
    private OperatorRuntime runtime;

    @BeforeEach
    void start() {
        allow("resources", Permissions.RESOURCES);
        runtime = new OperatorRuntime(
                restricted,
                engines.schema(),
                engines.migration(),
                new DevPods(restricted, new ClusterEvents(restricted, clock), DevPodSettings.USUAL),
                new OperatorRuntime.Scope(
                        Set.of(namespace),
                        "",
                        Turn.ALWAYS,
                        ConfigPermissions.NONE,
                        Duration.ZERO,
                        Optional.empty(),
                        List.of(),
                        WorkLimits.USUAL,
                        false),
                Optional.empty(),
                clock);
        runtime.start();
    }

    @AfterEach
    void stop() {
        runtime.close();
        engines.close();
        restricted.close();
        client.close();
    }

    @Test
    void readsThemByNameWheneverItLooks() {
        secret("first");
        create();
        await(ready -> assertThat(ready.message())
                .contains("secrets \"db\" in namespace \"" + namespace + "\" can't be read")
                .contains("needs the right to get it"));

        // It heals by itself, and the directory is kept for the way back.
        allow("secrets", Permissions.SECRETS);
        await(ready -> assertThat(ready.status()).isEqualTo("True"));
        assertThat(folder.resolve("first.db")).exists();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> client.secrets()
                                .inNamespace(namespace)
                                .withName("io.atlasgo.db.v1.m.latest")
                                .get()
                        != null);

        secret("second");
        client.resources(AtlasMigration.class)
                .inNamespace(namespace)
                .withName("m")
                .edit(found -> {
                    found.getMetadata().setAnnotations(Map.of("db.atlasgo.io/retry", "now"));
                    return found;
                });
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(folder.resolve("second.db")));
    }

    private void secret(String database) {
        client.secrets()
                .inNamespace(namespace)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("db")
                        .endMetadata()
                        .addToStringData("url", "sqlite://" + folder + "/" + database + ".db")
                        .build())
                .serverSideApply();
    }

    private void create() {
        String text = "create table t (id int);";
        String sum =
                Checksum.of(List.of(new MigrationFile("1.sql", "1", "", text))).text();
        client.resource("""
                        apiVersion: db.atlasgo.io/v1alpha1
                        kind: AtlasMigration
                        metadata: {name: m, namespace: %s}
                        spec:
                          urlFrom: {secretKeyRef: {name: db, key: url}}
                          dir:
                            local:
                              1.sql: "%s"
                              atlas.sum: "%s"
                        """.formatted(namespace, text, sum.replace("\n", "\\n")))
                .create();
    }

    private void allow(String name, List<Permissions.Rule> rules) {
        var role = new RoleBuilder().withNewMetadata().withName(name).endMetadata();
        for (Permissions.Rule rule : rules) {
            role.addNewRule()
                    .withApiGroups(rule.group())
                    .withResources(rule.resources())
                    .withVerbs(rule.verbs())
                    .endRule();
        }
        client.rbac().roles().inNamespace(namespace).resource(role.build()).create();
        client.rbac()
                .roleBindings()
                .inNamespace(namespace)
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                        .addNewSubject("rbac.authorization.k8s.io", "User", ACCOUNT, null)
                        .build())
                .create();
    }

    private void await(Consumer<Condition> expectation) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            AtlasMigration found = client.resources(AtlasMigration.class)
                    .inNamespace(namespace)
                    .withName("m")
                    .get();
            assertThat(found.getStatus()).isNotNull();
            assertThat(found.getStatus().conditions().stream()
                            .filter(condition -> condition.type().equals("Ready"))
                            .findFirst())
                    .hasValueSatisfying(expectation);
        });
    }
}
