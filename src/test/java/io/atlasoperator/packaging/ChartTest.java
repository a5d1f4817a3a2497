package io.atlasoperator.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atlasoperator.testing.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart renders, and what of it is generated. */
class ChartTest {

    private static final String NOTHING = "{}";

    /** One of everything that can be switched on. */
    private static final String EVERYTHING = """
            replicaCount: 3
            revisionHistoryLimit: 2
            fullnameOverride: ops
            image: {tag: "1.2.3"}
            imagePullSecrets: [{name: pull}]
            rbac: {aggregateClusterRoles: true}
            serviceAccount: {annotations: {a: b}, labels: {c: d}, name: account}
            podAnnotations: {e: f}
            podLabels: {g: h}
            resources: {requests: {cpu: 100m}, limits: {memory: 512Mi}}
            nodeSelector: {disk: ssd}
            tolerations: [{operator: Exists}]
            affinity: {nodeAffinity: {}}
            priorityClassName: high
            allowCustomConfig: true
            customConfig: {programs: [/bin/orm, /bin/other], variables: [REGION], hosts: ["config.svc:8080"]}
            prewarmDevDB: false
            resyncInterval: 10m
            work: {perServer: 4, inAll: 100}
            approvals: {minimum: WARNING}
            directoryVolumes: [{name: web, namespaces: [a, b], volume: {persistentVolumeClaim: {claimName: web}}}, {name: all, volume: {emptyDir: {}}}, {name: vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv, volume: {emptyDir: {}}}]
            extraContainers: [{name: git, image: git-sync}]
            initContainers: [{name: certificates, image: fetch}]
            watchSecrets: false
            devDatabase: {mode: shadow, registry: r.local/m, resources: {limits: {memory: 1Gi}}, podSpec: {priorityClassName: low}}
            labelSelector: [team=a, tier=b]
            extraArgs: [--zap-log-level=debug]
            extraEnvs: [{name: X, value: "y"}]
            extraVolumes: [{name: certificates, secret: {secretName: certificates}}]
            extraVolumeMounts: [{name: certificates, mountPath: /certificates}]
            persistence: {enabled: true, storageClassName: fast, accessModes: [ReadWriteMany], annotations: {i: j}}
            metrics: {service: {enabled: true, annotations: {k: l}}, serviceMonitor: {enabled: true, labels: {m: o}}, prometheusRule: {enabled: true, labels: {p: q}}, dashboard: {enabled: true}}
            podDisruptionBudget: {enabled: true}
            networkPolicy: {enabled: true, metricsFrom: [{podSelector: {}}], databases: {ports: [5433], to: [{ipBlock: {cidr: 10.0.0.0/8}}]}, extraEgress: [{ports: [{port: 8200}]}]}
            """;

    @ParameterizedTest
    @ValueSource(strings = {NOTHING, EVERYTHING, "watchNamespaces: [a, b]"})
    void lintFindsNothing(String values) {
        Helm.run("lint", "--strict", "--values", Helm.valuesFile(values), Helm.chart())
                .succeeded();
    }

    @ParameterizedTest
    @ValueSource(strings = {NOTHING, EVERYTHING, "watchNamespaces: [default, kube-system]", "crds: {create: false}"})
    void theServerAcceptsEveryObject(String values, @TempDir Path folder) throws IOException {
        ControlPlane controlPlane = ControlPlane.shared();
        for (JsonNode object : Helm.template(values, "--namespace", "default")) {
            // Their definitions are the Prometheus operator's.
            if (Set.of("ServiceMonitor", "PrometheusRule")
                    .contains(object.path("kind").asText())) {
                continue;
            }
            Path file = Files.writeString(folder.resolve("object.json"), object.toString());
            Command.run(
                            controlPlane.kubectl(),
                            "--kubeconfig",
                            controlPlane.kubeconfig(),
                            "create",
                            "--dry-run=server",
                            "--validate=strict",
                            "--filename",
                            file,
                            "--output",
                            "name")
                    .succeededUnlessItExists();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicaCount: two",
                "replicas: 2",
                "image: {pullPolicy: Sometimes}",
                "watchNamespaces: a",
                "watchNamespaces: [Not_A_Name]",
                "labelSelector: team=a",
                "persistence: {mountPath: data}",
                "leaderElection: maybe",
                "networkPolicy: {databases: {ports: [0]}}",
                "networkPolicy: {apiServer: {ports: []}}",
                "networkPolicy: {databases: {to: [{}]}}",
                "directoryVolumes: [{name: vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv, volume: {emptyDir: {}}}]",
                "extraEnvs: [{value: x}]",
                "metrics: {serviceMonitor: {enabled: true}}"
            })
    void valuesThatMakeNoSenseAreRefused(String values) {
        String field = values.replaceFirst(":.*", "");

        assertThat(Helm.tryTemplate(values).failed().output()).contains(field);
    }

    @Test
    void namesAndSelectorAreThoseAnUpgradeFinds() {
        List<JsonNode> objects = Helm.template(NOTHING);

        assertThat(objects)
                .extracting(object -> object.path("kind").asText() + " "
                        + object.at("/metadata/name").asText())
                .containsExactlyInAnyOrder(
                        "CustomResourceDefinition atlasschemas.db.atlasgo.io",
                        "CustomResourceDefinition atlasmigrations.db.atlasgo.io",
                        "ServiceAccount r-atlas-operator",
                        "ClusterRole r-atlas-operator-manager-role",
                        "ClusterRoleBinding r-atlas-operator-manager-role-binding",
                        "Role r-atlas-operator-leader-election-role",
                        "RoleBinding r-atlas-operator-leader-election-role-binding",
                        "ValidatingAdmissionPolicy r-atlas-operator-approvals",
                        "ValidatingAdmissionPolicyBinding r-atlas-operator-approvals",
                        "ValidatingAdmissionPolicy r-atlas-operator-warnings",
                        "ValidatingAdmissionPolicyBinding r-atlas-operator-warnings",
                        "Deployment r-atlas-operator");
        assertThat(deployment(objects).at("/spec/selector/matchLabels").toString())
                .isEqualTo("{\"control-plane\":\"controller-manager\",\"app.kubernetes.io/name\":\"atlas-operator\","
                        + "\"app.kubernetes.io/instance\":\"r\"}");
        assertThat(deployment(objects)
                        .at("/spec/template/spec/containers/0/name")
                        .asText())
                .isEqualTo("manager");
    }

    @ParameterizedTest
    @ValueSource(strings = {NOTHING, "persistence: {enabled: true}", "podSecurityContext: {runAsGroup: 5}"})
    void thePodIsAlwaysRestricted(String values) {
        JsonNode pod = deployment(Helm.template(values)).at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");

        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(pod.at("/securityContext/fsGroup").asInt()).isEqualTo(65532);
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                .isEqualTo("ALL");
        assertThat(container.at("/volumeMounts/0").toString()).isEqualTo("{\"name\":\"tmp\",\"mountPath\":\"/tmp\"}");
        assertThat(pod.at("/volumes/0").has("emptyDir")).isTrue();
    }

    @Test
    void aTmpOfTheUsersTakesThePlaceOfTheOwn() {
        JsonNode pod = deployment(Helm.template("""
                        extraVolumes: [{name: mine, emptyDir: {medium: Memory}}]
                        extraVolumeMounts: [{name: mine, mountPath: /tmp}]
                        """)).at("/spec/template/spec");

        assertThat(pod.path("volumes")).hasSize(1);
        assertThat(pod.at("/containers/0/volumeMounts")).hasSize(1);
    }

    @Test
    void severalReplicasElectALeader() {
        assertThat(arguments("replicaCount: 1")).isEmpty();
        assertThat(arguments("replicaCount: 2")).containsExactly("--leader-elect");
        assertThat(arguments("leaderElection: true")).containsExactly("--leader-elect");
        assertThat(arguments("{replicaCount: 2, leaderElection: false}")).isEmpty();
    }

    @Test
    void everyValueReachesThePod() {
        JsonNode deployment = deployment(Helm.template(EVERYTHING));
        JsonNode pod = deployment.at("/spec/template/spec");

        assertThat(arguments(EVERYTHING))
                .containsExactly("--leader-elect", "--label-selector=team=a,tier=b", "--zap-log-level=debug");
        assertThat(texts(pod.at("/containers/0/env")))
                .containsExactly(
                        "{\"name\":\"TERMINATION_GRACE_PERIOD\",\"value\":\"60\"}",
                        "{\"name\":\"RESYNC_INTERVAL\",\"value\":\"10m\"}",
                        "{\"name\":\"WORK_PER_SERVER\",\"value\":\"4\"}",
                        "{\"name\":\"WORK_IN_ALL\",\"value\":\"100\"}",
                        "{\"name\":\"MINIMUM_REVIEW\",\"value\":\"WARNING\"}",
                        "{\"name\":\"PREWARM_DEVDB\",\"value\":\"false\"}",
                        "{\"name\":\"DEV_DATABASE_MODE\",\"value\":\"shadow\"}",
                        "{\"name\":\"DEV_POD_REGISTRY\",\"value\":\"r.local/m\"}",
                        "{\"name\":\"DEV_POD_RESOURCES\",\"value\":\"{\\\"limits\\\":{\\\"memory\\\":\\\"1Gi\\\"}}\"}",
                        "{\"name\":\"DEV_POD_SPEC\",\"value\":\"{\\\"priorityClassName\\\":\\\"low\\\"}\"}",
                        "{\"name\":\"ALLOW_CUSTOM_CONFIG\",\"value\":\"true\"}",
                        "{\"name\":\"CUSTOM_CONFIG_HOSTS\",\"value\":\"config.svc:8080\"}",
                        "{\"name\":\"CUSTOM_CONFIG_PROGRAMS\",\"value\":\"/bin/orm,/bin/other\"}",
                        "{\"name\":\"CUSTOM_CONFIG_VARIABLES\",\"value\":\"REGION\"}",
                        "{\"name\":\"DIRECTORY_VOLUMES\",\"value\":\"web:a:b=/volumes/web,all=/volumes/all,vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv=/volumes/vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv\"}",
                        "{\"name\":\"WATCH_SECRETS\",\"value\":\"false\"}",
                        "{\"name\":\"DATA_DIR\",\"value\":\"/data\"}",
                        "{\"name\":\"X\",\"value\":\"y\"}");
        assertThat(pod.at("/containers/1/image").asText()).isEqualTo("git-sync");
        assertThat(pod.at("/initContainers/0/image").asText()).isEqualTo("fetch");
        assertThat(texts(pod.at("/containers/0/volumeMounts")))
                .contains(
                        "{\"name\":\"directory-web\",\"mountPath\":\"/volumes/web\",\"readOnly\":true}",
                        "{\"name\":\"directory-all\",\"mountPath\":\"/volumes/all\",\"readOnly\":true}");
        assertThat(texts(pod.path("volumes")))
                .contains(
                        "{\"name\":\"directory-web\",\"persistentVolumeClaim\":{\"claimName\":\"web\"}}",
                        "{\"name\":\"directory-all\",\"emptyDir\":{}}");
        assertThat(deployment.at("/spec/strategy/type").asText()).isEqualTo("Recreate");
        assertThat(deployment.at("/spec/revisionHistoryLimit").asInt()).isEqualTo(2);
        assertThat(deployment.at("/spec/template/metadata").toString()).contains("\"e\":\"f\"", "\"g\":\"h\"");
        assertThat(pod.path("serviceAccountName").asText()).isEqualTo("account");
        assertThat(pod.toString())
                .contains(
                        "{\"name\":\"pull\"}",
                        "{\"disk\":\"ssd\"}",
                        "{\"operator\":\"Exists\"}",
                        "{\"nodeAffinity\":{}}",
                        "\"priorityClassName\":\"high\"",
                        "\"claimName\":\"ops\"",
                        "{\"mountPath\":\"/certificates\",\"name\":\"certificates\"}",
                        "\"image\":\"atlas-operator:1.2.3\"",
                        "{\"limits\":{\"memory\":\"512Mi\"},\"requests\":{\"cpu\":\"100m\"}}");
    }

    @Test
    void watchedNamespacesNarrowTheRightsToThem() {
        List<JsonNode> cluster = Helm.template(NOTHING);
        List<JsonNode> namespaced = Helm.template("watchNamespaces: [a, b]");

        assertThat(namespaced).noneMatch(object -> object.path("kind").asText().startsWith("ClusterRole"));
        for (String namespace : List.of("a", "b")) {
            JsonNode role = find(namespaced, "Role", namespace, "r-atlas-operator-manager-role");
            JsonNode binding = find(namespaced, "RoleBinding", namespace, "r-atlas-operator-manager-role-binding");
            assertThat(role.path("rules"))
                    .isEqualTo(find(cluster, "ClusterRole", "", "r-atlas-operator-manager-role")
                            .path("rules"));
            assertThat(binding.at("/subjects/0").toString())
                    .isEqualTo("{\"kind\":\"ServiceAccount\",\"name\":\"r-atlas-operator\",\"namespace\":\"n\"}");
        }
        assertThat(arguments("watchNamespaces: [a, b]")).containsExactly("--namespace=a,b");
    }

    @Test
    void aSelectorAndNamespacesNarrowTogether() {
        String both = "{labelSelector: [team=a, 'tier in (x,y)'], watchNamespaces: [a, b]}";

        assertThat(arguments(both)).containsExactly("--label-selector=team=a,tier in (x,y)", "--namespace=a,b");
        assertThat(Helm.template(both))
                .extracting(object -> object.path("kind").asText() + " "
                        + object.at("/metadata/namespace").asText())
                .filteredOn(object -> object.contains("Role"))
                .containsExactlyInAnyOrder(
                        "Role a", "RoleBinding a", "Role b", "RoleBinding b", "Role n", "RoleBinding n");
    }

    /** Without such rights nobody could install it, and Kubernetes 1.29 knows no such policies. */
    @Test
    void approvalsAreRestrictedWhereThatIsPossible() {
        assertThat(policies("admissionWarnings: false")).isEqualTo(2);
        assertThat(policies("{watchNamespaces: [a], admissionWarnings: false}")).isZero();
        assertThat(policies("{watchNamespaces: [a], admissionWarnings: false, approvals: {restrict: true}}"))
                .isEqualTo(2);
        assertThat(policies("{}", "--kube-version=1.29.9")).isZero();
    }

    @Test
    void warningsAreGivenWhereThatIsPossible() {
        assertThat(policies("{approvals: {restrict: false}}")).isEqualTo(2);
        assertThat(policies("{approvals: {restrict: false}, watchNamespaces: [a]}"))
                .isZero();
        assertThat(policies("{approvals: {restrict: false}, watchNamespaces: [a], admissionWarnings: true}"))
                .isEqualTo(2);
    }

    private static long policies(String values, Object... more) {
        return Helm.template(values, more).stream()
                .filter(object -> object.path("kind").asText().startsWith("ValidatingAdmissionPolicy"))
                .count();
    }

    /** Without a way to the API server or to a database the operator could do nothing, and say nothing of it. */
    @Test
    void aNetworkPolicyLeavesTheWaysThatAreNeeded() {
        assertThat(Helm.template(NOTHING))
                .noneMatch(object -> object.path("kind").asText().equals("NetworkPolicy"));
        JsonNode open = networkPolicy("networkPolicy: {enabled: true}");
        JsonNode deployment = deployment(Helm.template(NOTHING));

        assertThat(open.at("/spec/podSelector/matchLabels")).isEqualTo(deployment.at("/spec/selector/matchLabels"));
        assertThat(texts(open.at("/spec/ingress")))
                .containsExactly("{\"ports\":[{\"port\":\"health\"}]}", "{\"ports\":[{\"port\":\"metrics\"}]}");
        assertThat(deployment.at("/spec/template/spec/containers/0/ports").findValuesAsText("name"))
                .contains("health", "metrics");
        assertThat(open.at("/spec/egress").findValuesAsText("port"))
                .containsExactly("53", "53", "5353", "5353", "443", "6443", "5432", "3306");
        assertThat(open.at("/spec/egress").findValues("to")).isEmpty();

        JsonNode narrow = networkPolicy(EVERYTHING);
        assertThat(narrow.at("/spec/egress/2").toString())
                .isEqualTo(
                        "{\"ports\":[{\"protocol\":\"TCP\",\"port\":5433}],\"to\":[{\"ipBlock\":{\"cidr\":\"10.0.0.0/8\"}}]}");
        // Pods of dev databases are elsewhere than the targets.
        assertThat(narrow.at("/spec/egress/3/to/0/podSelector/matchLabels").toString())
                .contains("\"app.kubernetes.io/name\":\"atlas-dev-db\"");
        assertThat(narrow.at("/spec/egress/4").toString()).isEqualTo("{\"ports\":[{\"port\":8200}]}");
        assertThat(narrow.at("/spec/ingress/1/from").toString()).isEqualTo("[{\"podSelector\":{}}]");
    }

    private static JsonNode networkPolicy(String values) {
        return Helm.template(values).stream()
                .filter(object -> object.path("kind").asText().equals("NetworkPolicy"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void partsCanBeLeftOut() {
        List<JsonNode> objects = Helm.template(
                "{crds: {create: false}, rbac: {create: false}, serviceAccount: {create: false}, approvals: {restrict: false}, admissionWarnings: false}");

        assertThat(objects).hasSize(1);
        assertThat(deployment(objects)
                        .at("/spec/template/spec/serviceAccountName")
                        .asText())
                .isEqualTo("default");
    }

    @Test
    void definitionsAreThoseOfTheContractAndAreKept() {
        List<JsonNode> definitions = Helm.template(NOTHING).stream()
                .filter(object -> object.path("kind").asText().equals("CustomResourceDefinition"))
                .toList();

        assertThat(definitions)
                .extracting(definition -> definition.path("spec"))
                .containsExactlyInAnyOrderElementsOf(ProjectFiles.yamlFiles("crds").stream()
                        .map(file -> ProjectFiles.document("crds/" + file.getFileName())
                                .path("spec"))
                        .toList());
        assertThat(definitions)
                .allMatch(definition -> definition
                        .at("/metadata/annotations/helm.sh~1resource-policy")
                        .asText()
                        .equals("keep"));
    }

    @Test
    void generatedFilesAreUpToDate(@TempDir Path folder) throws IOException {
        copy(Helm.chart(), folder.resolve("charts/atlas-operator"));
        Command.run(ProjectFiles.path("tools/render.sh"), folder).succeeded();

        for (String file : List.of(
                "deploy/install.yaml",
                "charts/atlas-operator/templates/crds/atlasschemas.yaml",
                "charts/atlas-operator/templates/crds/atlasmigrations.yaml")) {
            assertThat(ProjectFiles.text(file))
                    .as("%s; tools/render.sh writes it again", file)
                    .isEqualTo(Files.readString(folder.resolve(file)));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static List<String> arguments(String values) {
        return StreamSupport.stream(
                        deployment(Helm.template(values))
                                .at("/spec/template/spec/containers/0/args")
                                .spliterator(),
                        false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::toString)
                .toList();
    }

    private static JsonNode deployment(List<JsonNode> objects) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals("Deployment"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode find(List<JsonNode> objects, String kind, String namespace, String name) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind)
                        && object.at("/metadata/namespace").asText().equals(namespace)
                        && object.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
