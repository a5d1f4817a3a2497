package io.atlasoperator.operator.devpod;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevContainer;
import io.atlasoperator.engine.Digest;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;
import java.util.Objects;

/** The Deployments of dev databases: what they are called, and what is in them. */
final class DevPodDeployment {
    /** Where the server of a pod answers, as seen from inside it; the reference's annotation. */
    static final String URL = "atlasgo.io/conntmpl";

    /** Tells pods of an earlier description from those of today's. */
    static final String DESCRIPTION = "db.atlasgo.io/dev-pod";

    static final String INSTANCE = "app.kubernetes.io/instance";
    private static final String ENGINE = "atlasgo.io/engine";
    private static final String SUFFIX = "-atlas-dev-db";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;
    private static final int DIGITS = 10;
    private static final int PROBE_SECONDS = 2;
    private static final int MOST_PROBES = 150;
    private static final long GRACE_SECONDS = 1L;

    private DevPodDeployment() {}

    /** The name of a resource's Deployment. */
    static String name(HasMetadata resource) {
        return shortened(resource.getMetadata().getName(), LONGEST_NAME - SUFFIX.length()) + SUFFIX;
    }

    /** The name of the Deployment that the resources of a namespace share. */
    private static String shared(DevContainer container) {
        String image = container.image().replaceAll("[^a-z0-9.]+", "-");
        String database = container.url().path().replaceAll("[^a-z0-9]+", "-");
        String arguments = container.arguments().isEmpty()
                ? ""
                : "-" + digest(container.arguments().toString()).substring(0, DIGITS / 2);
        return shortened(image + database + arguments, LONGEST_NAME - SUFFIX.length()) + SUFFIX;
    }

    /** The value of the label that finds the pods of a Deployment. */
    static String instance(String deployment) {
        return deployment.length() <= LONGEST_LABEL
                ? deployment
                : shortened(
                                deployment.substring(0, deployment.length() - SUFFIX.length()),
                                LONGEST_LABEL - SUFFIX.length())
                        + SUFFIX;
    }

    /** Names may be longer than they are; what is cut off is told apart by its digest. */
    private static String shortened(String text, int most) {
        return text.length() <= most
                ? text
                : text.substring(0, most - DIGITS - 1) + "-" + digest(text).substring(0, DIGITS);
    }

    /** What tells a pod from another, its password aside. */
    static String description(DevContainer container, DevPodSettings settings) {
        return digest(container.engine()
                + '\n'
                + container.image()
                + '\n'
                + container.arguments()
                + '\n'
                + container.environment().keySet().stream().sorted().toList()
                + '\n'
                + container.url().path()
                + '\n'
                + settings.description());
    }

    /** What tells a pod that a spec describes from another. */
    static String description(DevPodOwner.Described described) {
        return digest(described.spec() + "\n" + described.url().redacted());
    }

    /**
     * A Deployment of one server.
     *
     * @throws IllegalArgumentException if the settings fit no pod
     */
    static Deployment of(DevPodOwner owner, DevContainer container, DevPodSettings settings) {
        int port = Objects.requireNonNull(container.url().port());
        Container server = new ContainerBuilder()
                .withName(container.engine())
                .withImage(settings.image(container.image()))
                .withArgs(container.arguments())
                .withEnv(container.environment().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> new EnvVar(entry.getKey(), entry.getValue(), null))
                        .toList())
                .addNewPort()
                .withName(container.engine())
                .withContainerPort(port)
                .endPort()
                .withNewReadinessProbe()
                .withNewExec()
                .withCommand(container.readiness())
                .endExec()
                .withPeriodSeconds(PROBE_SECONDS)
                .withFailureThreshold(MOST_PROBES)
                .endReadinessProbe()
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(container.user())
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .addNewVolumeMount()
                .withName("data")
                .withMountPath(container.dataFolder())
                .endVolumeMount()
                .withResources(JSON.convertValue(settings.resources(), ResourceRequirements.class))
                .build();
        PodSpec pod = new PodSpecBuilder()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withNewSecurityContext()
                .withFsGroup(container.user())
                .endSecurityContext()
                .withContainers(server)
                .addNewVolume()
                .withName("data")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .build();
        ObjectNode written = JSON.valueToTree(pod);
        return of(
                settings.shared() ? shared(container) : name(owner.resource()),
                DevPodOwnership.reference(owner.resource(), !settings.shared()),
                owner.namespace(),
                container.engine(),
                container.url().reveal(),
                description(container, settings),
                JSON.convertValue(settings.completed(written), PodSpec.class));
    }

    /** A Deployment of the pod that a spec describes. The password of its URL stays where it is. */
    static Deployment of(DevPodOwner owner, DevPodOwner.Described described, PodSpec pod) {
        DatabaseUrl url = described.url();
        String shown = new DatabaseUrl(
                        url.scheme(), url.user(), null, url.host(), url.port(), url.path(), url.query(), url.rawQuery())
                .reveal();
        return of(
                name(owner.resource()),
                DevPodOwnership.reference(owner.resource(), true),
                owner.namespace(),
                url.scheme().replace('+', '-'),
                shown,
                description(described),
                pod);
    }

    private static Deployment of(
            String name,
            OwnerReference owner,
            String namespace,
            String engine,
            String url,
            String description,
            PodSpec pod) {
        Map<String, String> labels = Map.of(
                ENGINE,
                engine,
                INSTANCE,
                instance(name),
                "app.kubernetes.io/name",
                "atlas-dev-db",
                "app.kubernetes.io/part-of",
                "atlas-operator",
                "app.kubernetes.io/created-by",
                "controller-manager");
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(labels)
                .addToAnnotations(DESCRIPTION, description)
                .withOwnerReferences(owner)
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .withNewStrategy()
                .withType("Recreate")
                .endStrategy()
                .withNewSelector()
                .withMatchLabels(Map.of(INSTANCE, instance(name)))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .addToAnnotations(URL, url)
                .addToAnnotations(DESCRIPTION, description)
                .endMetadata()
                .withSpec(pod)
                .endTemplate()
                .endSpec()
                .build();
    }

    private static String digest(String text) {
        return new Digest().add(text).hex().substring(0, 2 * DIGITS);
    }
}
