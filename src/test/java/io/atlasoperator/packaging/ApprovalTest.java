package io.atlasoperator.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.atlasoperator.testing.ControlPlane;
import io.atlasoperator.testing.OperatorProcess;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator on a real API server, with the policy of the chart: plans wait for who may approve them. */
@NullUnmarked
class ApprovalTest {
    private static final Pattern HASH = Pattern.compile("db\\.atlasgo\\.io/approve=([0-9a-f]{32})");

    private static final String PENDING =
            "atlas_resource_approval_pending\\{kind=\"AtlasSchema\",name=\"r\",namespace=\"[^\"]+\",?\\} ";

    @TempDir
    private Path folder;

    private final ControlPlane cluster = ControlPlane.shared();
    private final KubernetesClient client = cluster.client();
    private final String namespace = cluster.newNamespace();
    private final List<JsonNode> policy = Helm.template("fullnameOverride: " + namespace).stream()
            .filter(object -> object.path("kind").asText().startsWith("ValidatingAdmissionPolicy"))
            .filter(object -> object.at("/metadata/name").asText().endsWith("-approvals"))
            .toList();

    @BeforeEach
    void install() {
        assertThat(policy).hasSize(2);
        policy.forEach(object -> client.resource(object.toString()).create());
        role("editor", "get, list, create, patch, update");
        role("approver", "get, patch, approve");
        Awaitility.await("the policy is in force").until(this::isInForce);
    }

    private boolean isInForce() {
        try (KubernetesClient as = as("editor")) {
            as.resource("""
                    apiVersion: db.atlasgo.io/v1alpha1
                    kind: AtlasSchema
                    metadata: {name: probe, namespace: %s, annotations: {db.atlasgo.io/approve: x}}
                    spec: {url: "sqlite://file", schema: {sql: ""}}
                    """.formatted(namespace)).dryRun().create();
            return false;
        } catch (KubernetesClientException e) {
            return String.valueOf(e.getMessage()).contains("have the verb");
        }
    }

    @AfterEach
    void uninstall() {
        policy.forEach(object -> client.resource(object.toString()).delete());
    }

    private void role(String name, String verbs) {
        for (String object : List.of("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: %1$s, namespace: %2$s}
                rules: [{apiGroups: [db.atlasgo.io], resources: [atlasschemas], verbs: [%3$s]}]
                """, """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: %1$s, namespace: %2$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: %1$s}
                subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: %1$s}]
                """)) {
            client.resource(object.formatted(name, namespace, verbs)).create();
        }
    }

    @Test
    void aPlanRunsOnceWhenItIsApprovedByWhoMay() throws SQLException {
        Path database = folder.resolve("app.db");
        try (OperatorProcess operator =
                OperatorProcess.start(folder, "operator", cluster, "--namespace=" + namespace)) {
            apply(database, "create table a (id int);");
            operator.await(() -> hash().isPresent());
            String first = hash().orElseThrow();
            assertThat(tables(database)).isEmpty();
            assertThat(operator.metrics()).containsPattern(PENDING + "1\\.0");
            assertThat(plan()).isEqualTo("-- create \"a\" table\nCREATE TABLE `a` (\n  `id` int NULL\n);\n");

            assertThatThrownBy(() -> annotate("editor", "approve", first))
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("have the verb \"approve\" on this AtlasSchema");
            annotate("approver", "approve", first);
            operator.await(this::isReady);
            assertThat(tables(database)).containsExactly("a");
            assertThat(operator.metrics()).containsPattern(PENDING + "0\\.0");

            // Who may edit may go on to edit what somebody else has approved.
            annotate("editor", "retry", "once");
            apply(database, "create table a (id int); create table b (id int);");
            operator.await(() -> hash().filter(hash -> !hash.equals(first)).isPresent());
            String second = hash().orElseThrow();
            run(database, "CREATE TABLE by_hand (id int)");
            annotate("approver", "approve", second);
            operator.await(() -> hash().filter(hash -> !hash.equals(second)).isPresent());
            assertThat(tables(database)).containsExactly("a", "by_hand");
            assertThat(detail()).contains("What was approved before is another plan, or was made for another state.");

            annotate("editor", "reject", hash().orElseThrow());
            operator.await(() -> ready().filter(ready -> ready.reason().equals("PlanRejected"))
                    .isPresent());
            assertThat(tables(database)).containsExactly("a", "by_hand");

            String rejected = kept("hash");
            takeBack("editor", "reject");
            operator.await(() -> hash().isPresent());
            assertThat(hash()).hasValue(rejected);
        }
    }

    private void apply(Path database, String sql) {
        client.resource("""
                apiVersion: db.atlasgo.io/v1alpha1
                kind: AtlasSchema
                metadata: {name: r, namespace: %s}
                spec:
                  url: "sqlite://%s"
                  schema: {sql: "%s"}
                  policy: {lint: {review: ALWAYS}}
                """.formatted(namespace, database, sql))
                .forceConflicts()
                .serverSideApply();
    }

    private void annotate(String user, String what, String value) {
        try (KubernetesClient as = as(user)) {
            as.resources(AtlasSchema.class)
                    .inNamespace(namespace)
                    .withName("r")
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"metadata\": {\"annotations\": {\"db.atlasgo.io/%s\": \"%s\"}}}".formatted(what, value));
        }
    }

    private void takeBack(String user, String what) {
        try (KubernetesClient as = as(user)) {
            as.resources(AtlasSchema.class)
                    .inNamespace(namespace)
                    .withName("r")
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"metadata\": {\"annotations\": {\"db.atlasgo.io/%s\": null}}}".formatted(what));
        }
    }

    private KubernetesClient as(String user) {
        Config config = new ConfigBuilder(
                        Config.fromKubeconfig(cluster.kubeconfig().toFile()))
                .withImpersonateUsername(user)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private String plan() {
        return kept("plan.sql");
    }

    private String kept(String key) {
        Secret secret =
                client.secrets().inNamespace(namespace).withName("atlas-plan.r").get();
        return new String(Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
    }

    private Optional<Condition> condition(String type) {
        AtlasSchema found = client.resources(AtlasSchema.class)
                .inNamespace(namespace)
                .withName("r")
                .get();
        return found == null || found.getStatus() == null
                ? Optional.empty()
                : found.getStatus().conditions().stream()
                        .filter(one -> one.type().equals(type))
                        .findFirst();
    }

    private Optional<Condition> ready() {
        return condition("Ready");
    }

    private boolean isReady() {
        return ready().filter(ready -> ready.status().equals("True")).isPresent();
    }

    private String detail() {
        return condition("Reconciling").map(Condition::message).orElse("");
    }

    /** The hash of the plan that waits, if one does. */
    private Optional<String> hash() {
        Matcher matcher = HASH.matcher(detail());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static void run(Path database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> tables(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM sqlite_master ORDER BY 1")) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}
