package io.atlasoperator.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.testing.ControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Helm on a real API server: nothing a release of this chart is upgraded from, upgraded to or uninstalled may take a definition
 * with it, because with the definition goes every AtlasSchema and AtlasMigration of the cluster.
 */
class ChartUpgradeTest {

    private static final String RELEASE = "atlas-operator";
    private static final List<String> DEFINITIONS =
            List.of("atlasmigrations.db.atlasgo.io", "atlasschemas.db.atlasgo.io");
    private static final ControlPlane CONTROL_PLANE = ControlPlane.startEmpty();

    private final KubernetesClient client = CONTROL_PLANE.client();
    private String namespace = "";

    @AfterAll
    static void stopControlPlane() {
        CONTROL_PLANE.stop();
    }

    @BeforeEach
    void makeNamespace() {
        namespace = CONTROL_PLANE.newNamespace();
    }

    @AfterEach
    void removeWhatBelongsToNoNamespace() {
        client.rbac().clusterRoles().withName(RELEASE + "-manager-role").delete();
        client.rbac()
                .clusterRoleBindings()
                .withName(RELEASE + "-manager-role-binding")
                .delete();
        for (String policy : List.of(RELEASE + "-approvals", RELEASE + "-warnings")) {
            client.admissionRegistration()
                    .v1()
                    .validatingAdmissionPolicies()
                    .withName(policy)
                    .delete();
            client.admissionRegistration()
                    .v1()
                    .validatingAdmissionPolicyBindings()
                    .withName(policy)
                    .delete();
        }
        for (String definition : DEFINITIONS) {
            var live = client.apiextensions().v1().customResourceDefinitions().withName(definition);
            live.delete();
            live.waitUntilCondition(found -> found == null, 60, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--reset-values", "--reuse-values", "--set=crds.create=false"})
    void anUpgradeFromAnOlderReleaseKeepsDefinitionsAndResources(String option) {
        install(ProjectFiles.path("src/test/resources/packaging/reference-release"));
        List<String> before = createOneOfEachKind();
        LabelSelector selector = selector();

        upgrade(option);

        assertThat(resources()).isEqualTo(before);
        assertThat(selector()).isEqualTo(selector);
        assertThat(policies()).containsExactly("keep", "keep");

        upgrade("--set=crds.create=false");
        assertThat(resources()).isEqualTo(before);

        helm("uninstall", RELEASE);
        assertThat(resources()).isEqualTo(before);
        assertThat(client.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName(RELEASE)
                        .get())
                .isNull();
    }

    @Test
    void aReleaseCanBeInstalledAgainAfterItWasUninstalled() {
        install(Helm.chart());
        List<String> before = createOneOfEachKind();

        helm("uninstall", RELEASE);
        install(Helm.chart());

        assertThat(resources()).isEqualTo(before);
    }

    @Test
    void theInstallFileIsAppliedByAPlainKubectl() {
        Command.run(
                        CONTROL_PLANE.kubectl(),
                        "--kubeconfig",
                        CONTROL_PLANE.kubeconfig(),
                        "apply",
                        "--validate=strict",
                        "--filename",
                        ProjectFiles.path("deploy/install.yaml"))
                .succeeded();

        assertThat(client.apps()
                        .deployments()
                        .inNamespace("atlas-operator-system")
                        .withName(RELEASE)
                        .get())
                .isNotNull();
        assertThat(createOneOfEachKind()).hasSize(2);
    }

    private void install(Object chart) {
        helm("install", RELEASE, chart);
    }

    private void upgrade(String option) {
        helm("upgrade", RELEASE, Helm.chart(), option);
    }

    private void helm(Object... arguments) {
        List<Object> line = new ArrayList<>(Arrays.asList(arguments));
        line.addAll(List.of("--namespace", namespace, "--kubeconfig", CONTROL_PLANE.kubeconfig()));
        Helm.run(line.toArray()).succeeded();
    }

    private List<String> createOneOfEachKind() {
        for (String kind : List.of("AtlasSchema", "AtlasMigration")) {
            var resource = new GenericKubernetesResource();
            resource.setApiVersion("db.atlasgo.io/v1alpha1");
            resource.setKind(kind);
            resource.setMetadata(new ObjectMetaBuilder()
                    .withName("precious")
                    .withNamespace(namespace)
                    .build());
            resource.setAdditionalProperty("spec", Map.of("url", "sqlite://file", "dir", Map.of("local", Map.of())));
            definitionOf(kind).resource(resource).create();
        }
        return resources();
    }

    /** The client for a kind, once the API server serves it: a definition that was just made takes a moment. */
    private NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            definitionOf(String kind) {
        String plural = kind.toLowerCase(Locale.ROOT) + "s";
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(plural + ".db.atlasgo.io")
                .waitUntilCondition(ControlPlane::isEstablished, 30, TimeUnit.SECONDS);
        return client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                        .withGroup("db.atlasgo.io")
                        .withVersion("v1alpha1")
                        .withKind(kind)
                        .withPlural(plural)
                        .withNamespaced(true)
                        .build())
                .inNamespace(namespace);
    }

    /** The resources by their uids: one that was deleted and made again is another one. */
    private List<String> resources() {
        List<HasMetadata> found = new ArrayList<>();
        found.addAll(client.resources(AtlasSchema.class)
                .inNamespace(namespace)
                .list()
                .getItems());
        found.addAll(client.resources(AtlasMigration.class)
                .inNamespace(namespace)
                .list()
                .getItems());
        assertThat(found).hasSize(2).allMatch(resource -> resource.getMetadata().getDeletionTimestamp() == null);
        return found.stream()
                .map(resource ->
                        resource.getKind() + " " + resource.getMetadata().getUid())
                .toList();
    }

    private List<String> policies() {
        return DEFINITIONS.stream()
                .map(name -> client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName(name)
                        .get()
                        .getMetadata()
                        .getAnnotations()
                        .get("helm.sh/resource-policy"))
                .toList();
    }

    private LabelSelector selector() {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(RELEASE)
                .get()
                .getSpec()
                .getSelector();
    }
}
