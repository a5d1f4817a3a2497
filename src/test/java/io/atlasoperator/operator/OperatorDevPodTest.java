package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.DevDatabases;
import io.atlasoperator.engine.Engines;
import io.atlasoperator.engine.Interruption;
import io.atlasoperator.engine.Traffic;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.atlasoperator.operator.devpod.DevPodSettings;
import io.atlasoperator.operator.devpod.DevPods;
import io.atlasoperator.testing.ControlPlane;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Pods for dev databases on a real API server. There is no kubelet: the test plays its part, with a real MySQL server for
 * what would run in the pod.
 */
@NullUnmarked
class OperatorDevPodTest {
    private static final String USERS = "create table users (id int primary key, name varchar(40) not null);";
    private static final String PETS = USERS + "create table pets (id int primary key);";
    private static final String DEPLOYMENT = "s-atlas-dev-db";
    private static final String URL = "atlasgo.io/conntmpl";

    private final KubernetesClient client = ControlPlane.shared().newClient();
    private final String namespace = ControlPlane.shared().newNamespace();
    private Engines engines;
    private OperatorRuntime runtime;

    private void startOperator(boolean keepsWarm) {
        startOperator(DevPodSettings.of(false, keepsWarm));
    }

    private void startOperator(DevPodSettings settings) {
        DevPods pods = new DevPods(client, new ClusterEvents(client, Clock.systemUTC()), settings);
        engines = Engines.create(
                Clock.systemUTC(),
                "test",
                Duration.ZERO,
                DevDatabases.Mode.AUTO,
                pods,
                new Interruption(),
                Traffic.NONE);
        OperatorRuntime.Scope scope = OperatorRuntime.Scope.of(namespace);
        runtime = new OperatorRuntime(
                client, engines.schema(), engines.migration(), pods, scope, Optional.empty(), Clock.systemUTC());
        runtime.start();
    }

    @AfterEach
    void stopOperator() {
        if (runtime != null) {
            runtime.close();
            engines.close();
        }
        client.close();
    }

    @Test
    void triesAStateOutInAPodOfItsOwn() {
        try (MySqlDatabase database = MySqlServers.database(MySqlServers.Kind.MYSQL)) {
            startOperator(true);
            AtlasSchema resource = apply(database, USERS, "");
            await("False", "GettingDevDB", "waiting for dev database to be ready");
            Deployment made = deployment();
            assertThat(made.getMetadata().getOwnerReferences())
                    .singleElement()
                    .satisfies(owner -> assertThat(owner.getUid())
                            .isEqualTo(resource.getMetadata().getUid()));
            Container server =
                    made.getSpec().getTemplate().getSpec().getContainers().getFirst();
            assertThat(server.getImage()).matches("mysql:\\d+\\.\\d+");
            assertThat(server.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(columns(database)).isEmpty();

            client.resource(made).editStatus(found -> {
                found.setStatus(new DeploymentStatusBuilder()
                        .addNewCondition()
                        .withType("ReplicaFailure")
                        .withStatus("True")
                        .withReason("FailedCreate")
                        .withMessage("exceeded quota: small")
                        .endCondition()
                        .build());
                return found;
            });
            await("False", "GettingDevDB", "exceeded quota: small");
            Pod pulling = runPod(made, database, "10.9.8.7", "ImagePullBackOff");
            await("False", "GettingDevDB", "ImagePullBackOff");
            client.resource(pulling).withGracePeriod(0).delete();
            runPod(made, database, "127.0.0.1", "");
            await("True", "Applied", "");
            assertThat(columns(database)).containsExactly("users.id", "users.name");

            // What is the same is not tried out again, and what is new in the same pod.
            apply(database, PETS, "");
            await(2, "True", "Applied", "");
            assertThat(columns(database)).containsExactly("pets.id", "users.id", "users.name");
            assertThat(deployment().getMetadata().getUid())
                    .isEqualTo(made.getMetadata().getUid());
            assertThat(deployment().getSpec().getReplicas()).isEqualTo(1);
            assertThat(database.query("SHOW DATABASES LIKE 'atlas\\_dev%'")).isEmpty();
            assertThat(events()).contains("Created dev database deployment: " + DEPLOYMENT);
        }
    }

    @Test
    void aPodThatIsNotKeptWarmGoesAndComesBack() {
        try (MySqlDatabase database = MySqlServers.database(MySqlServers.Kind.MYSQL)) {
            startOperator(false);
            apply(database, USERS, "");
            await("False", "GettingDevDB", "");
            Pod first = runPod(deployment(), database, "127.0.0.1", "");
            await("True", "Applied", "");
            awaitReplicas(0);
            client.resource(first).withGracePeriod(0).delete();

            apply(database, PETS, "");
            awaitReplicas(1);
            runPod(deployment(), database, "127.0.0.1", "");
            await(2, "True", "Applied", "");
            assertThat(columns(database)).hasSize(3);
            assertThat(events()).contains("Scaled up dev database deployment: " + DEPLOYMENT);
        }
    }

    @Test
    void runsThePodThatASpecDescribes() {
        try (MySqlDatabase database = MySqlServers.database(MySqlServers.Kind.MYSQL)) {
            startOperator(true);
            String pod = "devDB: {spec: {containers: [{name: db, image: 'registry.local/mysql:%s'}]}}";
            apply(database, USERS, pod.formatted("1"));
            await("False", "GettingDevDB", "devURL is required when devDB is provided");
            assertThat(deployment()).isNull();

            String url = "\ndevURL: '%s'"
                    .formatted(database.server().withDatabase("dev").reveal());
            apply(database, USERS, pod.formatted("1") + url);
            await(2, "False", "GettingDevDB", "waiting for dev database to be ready");
            Deployment made = deployment();
            assertThat(made.getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .getFirst()
                            .getImage())
                    .isEqualTo("registry.local/mysql:1");
            assertThat(client.getKubernetesSerialization().asJson(made))
                    .doesNotContain(Objects.requireNonNull(database.url().password()));

            apply(database, USERS, pod.formatted("2") + url);
            await(3, "False", "GettingDevDB", "waiting for dev database to be ready");
            Deployment anew = Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(
                            this::deployment,
                            found -> found != null && !uid(found).equals(uid(made)));
            Pod running = runPod(anew, database, "127.0.0.1", "");
            await(3, "True", "Applied", "");
            assertThat(columns(database)).containsExactly("users.id", "users.name");
            assertThat(running.getMetadata().getAnnotations().get(URL)).doesNotContain("xxxxx");
        }
    }

    @Test
    void resourcesOfANamespaceShareAPod() {
        try (MySqlDatabase one = MySqlServers.database(MySqlServers.Kind.MYSQL);
                MySqlDatabase two = MySqlServers.database(MySqlServers.Kind.MYSQL)) {
            startOperator(
                    DevPodSettings.of(
                            true,
                            false,
                            Map.of(
                                    "DEV_POD_REGISTRY", "registry.local/mirror/",
                                    "DEV_POD_RESOURCES", "{\"limits\":{\"memory\":\"512Mi\"}}",
                                    "DEV_POD_SPEC",
                                            "{\"nodeSelector\":{\"disk\":\"ssd\"},\"securityContext\":{\"fsGroupChangePolicy\":\"Always\"}}")));
            apply("a", one, USERS, "");
            await("a", 1, "False", "GettingDevDB", "waiting for dev database to be ready");
            apply("b", two, PETS, "");
            await("b", 1, "False", "GettingDevDB", "waiting for dev database to be ready");
            List<Deployment> made =
                    client.apps().deployments().inNamespace(namespace).list().getItems();
            assertThat(made).hasSize(1);
            Deployment shared = made.getFirst();
            assertThat(shared.getMetadata().getName()).matches("mysql-\\d+\\.\\d+-dev-atlas-dev-db");
            assertThat(shared.getMetadata().getOwnerReferences())
                    .allSatisfy(owner -> assertThat(owner.getController()).isNull())
                    .extracting(OwnerReference::getName)
                    .containsExactlyInAnyOrder("a", "b");
            PodSpec pod = shared.getSpec().getTemplate().getSpec();
            assertThat(pod.getNodeSelector()).containsEntry("disk", "ssd");
            assertThat(pod.getSecurityContext().getFsGroup()).isNotNull();
            assertThat(pod.getSecurityContext().getFsGroupChangePolicy()).isEqualTo("Always");
            assertThat(pod.getContainers().getFirst().getImage()).startsWith("registry.local/mirror/mysql:");
            assertThat(pod.getContainers().getFirst().getResources().getLimits())
                    .containsKey("memory");

            runPod(shared, one, "127.0.0.1", "");
            await("a", 1, "True", "Applied", "");
            await("b", 1, "True", "Applied", "");
            assertThat(columns(one)).containsExactly("users.id", "users.name");
            assertThat(columns(two)).hasSize(3);
            // It goes when both have come to rest.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> client.resource(shared).get().getSpec().getReplicas() == 0);
        }
    }

    @Test
    void aResourceThatIsGoneKeepsNoSharedPodFromGoing() {
        try (MySqlDatabase database = MySqlServers.database(MySqlServers.Kind.MYSQL)) {
            startOperator(DevPodSettings.of(true, false));
            apply("a", database, USERS, "");
            await("a", 1, "False", "GettingDevDB", "waiting for dev database to be ready");
            AtlasSchema other = apply("b", database, PETS, "");
            await("b", 1, "False", "GettingDevDB", "waiting for dev database to be ready");
            client.resource(other).delete();
            Deployment shared = client.apps()
                    .deployments()
                    .inNamespace(namespace)
                    .list()
                    .getItems()
                    .getFirst();
            runPod(shared, database, "127.0.0.1", "");
            await("a", 1, "True", "Applied", "");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> client.resource(shared).get().getSpec().getReplicas() == 0);
        }
    }

    @Test
    void aPodOfOneIsNotSharedAndASharedOneNotTaken() {
        try (MySqlDatabase database = MySqlServers.database(MySqlServers.Kind.MYSQL)) {
            startOperator(DevPodSettings.USUAL);
            apply("a", database, USERS, "");
            await("a", 1, "False", "GettingDevDB", "waiting for dev database to be ready");
            Deployment shared = client.apps()
                    .deployments()
                    .inNamespace(namespace)
                    .list()
                    .getItems()
                    .getFirst();
            client.resource(shared).edit(found -> {
                found.getMetadata().getOwnerReferences().clear();
                return found;
            });
            await("a", 1, "False", "GettingDevDB", "is not the operator's");
            assertThat(uid(client.resource(shared).get())).isEqualTo(uid(shared));
        }
    }

    /** HCL for MySQL needs no dev database, but one that somebody has described is not passed over. */
    @Test
    void runsThePodThatASpecDescribesForHclAsWell() {
        try (MySqlDatabase database = MySqlServers.database(MySqlServers.Kind.MYSQL)) {
            startOperator(true);
            hcl(
                    database,
                    "",
                    "devURL: '%s'\ndevDB: {spec: {containers: [{name: db, image: 'registry.local/mysql:1'}]}}"
                            .formatted(database.server().withDatabase("dev").reveal()));
            await("False", "GettingDevDB", "waiting for dev database to be ready");
            runPod(deployment(), database, "127.0.0.1", "");
            await("True", "Applied", "");
            assertThat(columns(database)).containsExactly("users.id");
        }
    }

    /** The server keeps the query of a view in words of its own: without a pod it would be replaced each time. */
    @Test
    void triesAViewInHclOutInAPod() {
        try (MySqlDatabase database = MySqlServers.database(MySqlServers.Kind.MYSQL)) {
            startOperator(true);
            hcl(database, "", "");
            await("True", "Applied", "");
            assertThat(deployment()).isNull();

            String view = "view \"ids\" {\n  schema = schema.%s\n  as = \"select id from users where id > 1\"\n}\n"
                    .formatted(database.name());
            hcl(database, view, "");
            await(2, "False", "GettingDevDB", "waiting for dev database to be ready");
            runPod(deployment(), database, "127.0.0.1", "");
            await(2, "True", "Applied", "CREATE");
            hcl(database, view, "backoffLimit: 7");
            await(3, "True", "Applied", "");
            assertThat(resource().getStatus().conditions())
                    .noneMatch(condition -> condition.message().contains("CREATE"));
        }
    }

    private void hcl(MySqlDatabase database, String more, String fields) {
        String state =
                "schema \"%1$s\" {}\ntable \"users\" {\n  schema = schema.%1$s\n  column \"id\" {\n    type = int\n  }\n}\n"
                                .formatted(database.name())
                        + more;
        client.resource("""
                        apiVersion: db.atlasgo.io/v1alpha1
                        kind: AtlasSchema
                        metadata: {name: s, namespace: %s}
                        spec:
                          url: '%s'
                          schema: {hcl: %s}
                        %s""".formatted(
                                namespace,
                                database.url().reveal(),
                                client.getKubernetesSerialization().asJson(state),
                                fields.indent(2)))
                .forceConflicts()
                .serverSideApply();
    }

    private AtlasSchema resource() {
        return client.resources(AtlasSchema.class)
                .inNamespace(namespace)
                .withName("s")
                .get();
    }

    @Test
    void leavesADeploymentOfOthersAlone() {
        try (MySqlDatabase database = MySqlServers.database(MySqlServers.Kind.MYSQL)) {
            client.resource("""
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata: {name: s-atlas-dev-db, namespace: %s}
                            spec:
                              selector: {matchLabels: {app: x}}
                              template:
                                metadata: {labels: {app: x}}
                                spec: {containers: [{name: x, image: x}]}
                            """.formatted(namespace)).create();
            String before = uid(deployment());
            startOperator(true);
            apply(database, USERS, "");
            await("False", "GettingDevDB", "\"s-atlas-dev-db\" is not the operator's");
            assertThat(uid(deployment())).isEqualTo(before);
            assertThat(columns(database)).isEmpty();
        }
    }

    /** What a kubelet would do. */
    private Pod runPod(Deployment deployment, MySqlDatabase database, String address, String trouble) {
        DatabaseUrl inside = database.server().withDatabase("dev");
        Map<String, String> annotations =
                new TreeMap<>(deployment.getSpec().getTemplate().getMetadata().getAnnotations());
        String shown = annotations.get(URL);
        annotations.put(
                URL,
                shown.contains("root:")
                        ? "mysql://root:" + inside.password() + "@localhost:" + inside.port() + "/dev"
                        : "mysql://root@localhost:" + inside.port() + "/dev");
        Pod pod = client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withGenerateName(deployment.getMetadata().getName() + "-")
                        .withNamespace(namespace)
                        .withLabels(
                                deployment.getSpec().getTemplate().getMetadata().getLabels())
                        .withAnnotations(annotations)
                        .endMetadata()
                        .withSpec(deployment.getSpec().getTemplate().getSpec())
                        .build())
                .create();
        client.resource(pod).editStatus(found -> {
            found.setStatus(trouble.isEmpty() ? ready(address) : stuck(trouble));
            return found;
        });
        return pod;
    }

    private static PodStatus ready(String address) {
        return new PodStatusBuilder()
                .withPhase("Running")
                .withPodIP(address)
                .addNewPodIP(address)
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .build();
    }

    private static PodStatus stuck(String trouble) {
        return new PodStatusBuilder()
                .withPhase("Pending")
                .addNewContainerStatus()
                .withName("mysql")
                .withImage("mysql")
                .withImageID("")
                .withRestartCount(0)
                .withReady(false)
                .withNewState()
                .withNewWaiting("no such image", trouble)
                .endState()
                .endContainerStatus()
                .build();
    }

    private Deployment deployment() {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(DEPLOYMENT)
                .get();
    }

    private static String uid(Deployment deployment) {
        return deployment.getMetadata().getUid();
    }

    private void awaitReplicas(int wanted) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> deployment().getSpec().getReplicas(), found -> found == wanted);
    }

    private String events() {
        return client.getKubernetesSerialization()
                .asJson(client.v1().events().inNamespace(namespace).list());
    }

    private static List<String> columns(MySqlDatabase database) {
        return database.query("SELECT CONCAT(table_name, '.', column_name) FROM information_schema.columns"
                + " WHERE table_schema = DATABASE() ORDER BY 1");
    }

    private AtlasSchema apply(MySqlDatabase database, String sql, String more) {
        return apply("s", database, sql, more);
    }

    private AtlasSchema apply(String name, MySqlDatabase database, String sql, String more) {
        String text = """
                apiVersion: db.atlasgo.io/v1alpha1
                kind: AtlasSchema
                metadata: {name: %s, namespace: %s}
                spec:
                  url: '%s'
                  schema: {sql: '%s'}
                %s""".formatted(name, namespace, database.url().reveal(), sql, more.indent(2));
        client.resource(text).forceConflicts().serverSideApply();
        return client.resources(AtlasSchema.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    private void await(String ready, String reason, String message) {
        await(1, ready, reason, message);
    }

    private void await(long generation, String ready, String reason, String message) {
        await("s", generation, ready, reason, message);
    }

    private void await(String name, long generation, String ready, String reason, String message) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> client.resources(AtlasSchema.class)
                                .inNamespace(namespace)
                                .withName(name)
                                .get(),
                        found -> found.getStatus() != null
                                && found.getStatus().conditions().stream()
                                        .anyMatch(condition -> says(condition, generation, ready, reason))
                                && found.getStatus().conditions().stream()
                                        .anyMatch(
                                                condition -> condition.message().contains(message)));
    }

    private static boolean says(Condition condition, long generation, String ready, String reason) {
        return condition.type().equals("Ready")
                && condition.status().equals(ready)
                && condition.reason().equals(reason)
                && Objects.requireNonNullElse(condition.observedGeneration(), 0L) >= generation;
    }
}
