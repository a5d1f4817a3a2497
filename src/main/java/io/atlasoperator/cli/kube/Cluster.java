package io.atlasoperator.cli.kube;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.AtlasStatus;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.atlasoperator.operator.ref.ClusterObjects;
import io.atlasoperator.operator.ref.ObjectReader;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cluster as its user sees it: what it refuses is an error that says so. For one command. */
final class Cluster implements AutoCloseable {
    /** What plans that wait are kept as. */
    private static final String PLAN_TYPE = "db.atlasgo.io/plan";

    private final KubernetesClient client;

    Cluster(Config config) {
        this.client = new KubernetesClientBuilder().withConfig(config).build();
    }

    /** The namespace that is meant where none is named. */
    String namespace() {
        return client.getConfiguration().getNamespace();
    }

    /** Reads what resources refer to. */
    ObjectReader objects() {
        return new ClusterObjects(client);
    }

    /** An AtlasSchema, if it is there. */
    Optional<AtlasSchema> schema(String namespace, String name) {
        return find(AtlasSchema.class, namespace, name);
    }

    /** An AtlasMigration, if it is there. */
    Optional<AtlasMigration> migration(String namespace, String name) {
        return find(AtlasMigration.class, namespace, name);
    }

    private <R extends CustomResource<?, ?>> Optional<R> find(Class<R> kind, String namespace, String name) {
        return asked(() -> Optional.ofNullable(
                client.resources(kind).inNamespace(namespace).withName(name).get()));
    }

    /** All AtlasSchemas of a namespace; an empty name means of all namespaces. */
    List<AtlasSchema> schemas(String namespace) {
        return list(AtlasSchema.class, namespace);
    }

    /** All AtlasMigrations of a namespace; an empty name means of all namespaces. */
    List<AtlasMigration> migrations(String namespace) {
        return list(AtlasMigration.class, namespace);
    }

    private <R extends CustomResource<?, ?>> List<R> list(Class<R> kind, String namespace) {
        return asked(() -> namespace.isEmpty()
                ? client.resources(kind).inAnyNamespace().list().getItems()
                : client.resources(kind).inNamespace(namespace).list().getItems());
    }

    /** The plans of a resource that wait. */
    List<Secret> plans(AtlasSchema resource) {
        return asked(() -> client
                .secrets()
                .inNamespace(resource.getMetadata().getNamespace())
                .withField("type", PLAN_TYPE)
                .list()
                .getItems()
                .stream()
                .filter(secret -> secret.getData() != null && !secret.getData().isEmpty())
                .filter(secret -> secret.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner ->
                                owner.getUid().equals(resource.getMetadata().getUid())))
                .toList());
    }

    /** Sets annotations of a resource; takes those away that have no value. */
    void annotate(CustomResource<?, ?> resource, Map<String, ? extends @Nullable String> annotations) {
        Map<String, Object> patch = Map.of("metadata", Map.of("annotations", annotations));
        asked(() -> client.resource(resource)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        client.getKubernetesSerialization().asJson(patch)));
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (KubernetesClientException e) {
            String answer = e.getStatus() == null ? null : e.getStatus().getMessage();
            if (answer == null) {
                answer = e.getCode() > 0 ? "it answered " + e.getCode() : "it does not answer, or can't be reached";
            }
            throw new CliException("the API server: " + answer);
        }
    }

    /** What a condition of a resource says, if it is there. */
    static Optional<Condition> condition(CustomResource<?, ? extends AtlasStatus> resource, String type) {
        AtlasStatus status = resource.getStatus();
        return status == null
                ? Optional.empty()
                : status.conditions().stream()
                        .filter(condition -> condition.type().equals(type))
                        .findFirst();
    }

    /** How people call a resource. */
    static String name(CustomResource<?, ?> resource) {
        return resource.getSingular() + "/" + resource.getMetadata().getName();
    }

    @Override
    public void close() {
        client.close();
    }
}
