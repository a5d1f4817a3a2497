package io.atlasoperator.operator;

import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import java.io.File;
import java.time.Duration;
import java.util.Set;

/** The way to the API server. */
final class ClusterAccess {
    private static final int NOT_FOUND = 404;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /** Some tries have to fit into the time in which a Lease has to be renewed. */
    private static final Duration SOON = Duration.ofSeconds(3);

    private ClusterAccess() {}

    /**
     * Makes a client; nothing is connected yet. It changes nothing in the cluster while the turn is another's: who stood
     * still for a while must not write what it knew before.
     *
     * @param kubeconfig the file to use; empty means {@code $KUBECONFIG}, the pod's service account or the home folder's
     * @throws StartFailure if the file is not there or can't be read
     */
    static KubernetesClient client(Vertx vertx, String kubeconfig, Turn turn) {
        return new KubernetesClientBuilder()
                .withConfig(config(kubeconfig))
                .withHttpClientFactory(new VertxHttpClientFactory(vertx))
                .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("turn", new OnlyInTurn(turn)))
                .build();
    }

    /** Another client, whose requests end soon, one way or the other, and are not repeated. */
    static KubernetesClient shortOfTime(Vertx vertx, String kubeconfig) {
        Config config = config(kubeconfig);
        config.setConnectionTimeout((int) SOON.toMillis());
        config.setRequestTimeout((int) SOON.toMillis());
        config.setRequestRetryBackoffLimit(0);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new VertxHttpClientFactory(vertx))
                .build();
    }

    private record OnlyInTurn(Turn turn) implements Interceptor {
        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            if (!request.method().equals("GET") && !turn.isMine()) {
                throw new KubernetesClientException(
                        "nothing is written: another operator may hold the Lease of the leader election");
            }
        }
    }

    private static Config config(String kubeconfig) {
        if (kubeconfig.isEmpty()) {
            return Config.autoConfigure(null);
        }
        File file = new File(kubeconfig);
        if (!file.canRead()) {
            throw new StartFailure(
                    "the kubeconfig " + kubeconfig + " can't be read: name another one with --kubeconfig");
        }
        try {
            return Config.fromKubeconfig(file);
        } catch (RuntimeException e) {
            throw new StartFailure("the kubeconfig " + kubeconfig + " is not one: check it with kubectl config view");
        }
    }

    /**
     * Checks that the API server answers, knows both kinds and lets them be listed.
     *
     * @throws StartFailure if not, saying what to do
     */
    static void check(KubernetesClient client, Set<String> namespaces) {
        check(client, namespaces, AtlasSchema.class, "atlasschemas");
        check(client, namespaces, AtlasMigration.class, "atlasmigrations");
    }

    private static <R extends CustomResource<?, ?>> void check(
            KubernetesClient client, Set<String> namespaces, Class<R> kind, String plural) {
        var one = new ListOptionsBuilder().withLimit(1L).build();
        try {
            if (namespaces.isEmpty()) {
                client.resources(kind).inAnyNamespace().list(one);
            }
            for (String namespace : namespaces) {
                client.resources(kind).inNamespace(namespace).list(one);
            }
        } catch (KubernetesClientException e) {
            String name = plural + "." + AtlasSchema.GROUP;
            String server = client.getMasterUrl().toString();
            throw new StartFailure(
                    switch (e.getCode()) {
                        case NOT_FOUND ->
                            "the API server does not know " + name
                                    + ": install the definitions first, kubectl apply -f crds/";
                        case UNAUTHORIZED -> "the API server " + server + " does not accept the credentials given";
                        case FORBIDDEN ->
                            "the API server does not let this account list " + name
                                    + ": bind it to the operator's role, or restrict --namespace to where it is bound";
                        default -> "the API server " + server + " can't be used: " + reason(e);
                    });
        }
    }

    private static String reason(KubernetesClientException error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return error.getCode() > 0 ? "it answered " + error.getCode() : String.valueOf(cause.getMessage());
    }
}
