package io.atlasoperator.operator.ref;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the metadata of all Secrets or ConfigMaps of a namespace, or of the cluster, and keeps nothing of it: a change
 * is told to the {@link ReferenceIndex} and forgotten. Contents are never sent. Runs on a thread of its own until it is
 * closed.
 */
public final class ReferenceWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReferenceWatch.class);
    private static final String METADATA_LIST =
            "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";
    private static final String METADATA =
            "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int GONE = 410;

    /** How long the API server is asked to tell of changes before it is asked anew. */
    private static final Duration ROUND = Duration.ofMinutes(2);

    /** How much longer than it should an answer may take. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final KubernetesClient client;
    private final ReferenceIndex index;
    private final Reference.Kind kind;
    private final String namespace;
    private final Duration round;
    private final Duration grace;
    private final ObjectMapper json = new ObjectMapper();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable AsyncBody stream;
    private volatile @Nullable String seen;

    /** @param namespace the namespace to watch; empty means all of them */
    public ReferenceWatch(KubernetesClient client, ReferenceIndex index, Reference.Kind kind, String namespace) {
        this(client, index, kind, namespace, ROUND, GRACE);
    }

    /**
     * @param round how long to follow changes before asking anew, in whole seconds
     * @param grace how much longer than it should an answer may take
     */
    ReferenceWatch(
            KubernetesClient client,
            ReferenceIndex index,
            Reference.Kind kind,
            String namespace,
            Duration round,
            Duration grace) {
        this.round = round;
        this.grace = grace;
        this.client = client;
        this.index = index;
        this.kind = kind;
        this.namespace = namespace;
        this.thread = Thread.ofVirtual()
                .name("watch-" + kind.plural() + "-" + namespace)
                .unstarted(this::run);
    }

    /** Starts watching; returns at once. */
    public void start() {
        thread.start();
    }

    /** Whether it goes on watching, be it that the API server is not reached at present. */
    public boolean isRunning() {
        return thread.isAlive();
    }

    /** What is watched, for people. */
    @Override
    public String toString() {
        return "the watch on " + kind.plural() + (namespace.isEmpty() ? "" : " of namespace " + namespace);
    }

    private void run() {
        Duration pause = SHORTEST_PAUSE;
        while (!closed) {
            try {
                if (seen == null) {
                    seen = newest();
                    index.missed(kind, namespace);
                    kept().ifPresent(written -> index.missed(written, namespace));
                }
                long begin = System.nanoTime();
                follow();
                pause = SHORTEST_PAUSE;
                // Whatever ends it at once would be asked without end.
                if (System.nanoTime() - begin < pause.toNanos() && !sleep(pause)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (WatchFailure | RuntimeException e) {
                if (closed) {
                    return;
                }
                LOG.atWarn()
                        .log(
                                "watching {} failed, trying again in {} s; until then a change of one that a resource refers"
                                        + " to is noticed late: {}",
                                kind.plural(),
                                pause.toSeconds(),
                                e.getMessage());
                if (!sleep(pause)) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Why a watch ended; the message is for the log. */
    private static final class WatchFailure extends Exception {
        private static final long serialVersionUID = 1L;

        WatchFailure(String message) {
            super(message);
        }
    }

    private HttpRequest.Builder request(String parameters, String accept) {
        String place = namespace.isEmpty() ? "" : "namespaces/" + namespace + "/";
        String base = client.getMasterUrl().toString().replaceAll("/+$", "");
        return client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(base + "/api/v1/" + place + kind.plural() + "?" + parameters)
                .header("Accept", accept);
    }

    /** The version to start from; what changed before is read afresh by the reconciles anyway. */
    private String newest() throws WatchFailure, InterruptedException {
        HttpRequest request = request("limit=1", METADATA_LIST).build();
        HttpResponse<String> response = await(client.getHttpClient().sendAsync(request, String.class));
        if (!response.isSuccessful()) {
            throw new WatchFailure("the API server answered " + response.code() + " to a list");
        }
        try {
            return json.readTree(response.body())
                    .at("/metadata/resourceVersion")
                    .asText();
        } catch (IOException e) {
            throw new WatchFailure("the API server's list can't be read");
        }
    }

    /**
     * Follows the changes until the API server ends the stream, which it does when it is asked to. Where it does not, something
     * on the way may have forgotten the connection, so that nothing would ever be heard from it again.
     */
    private void follow() throws WatchFailure, InterruptedException {
        HttpRequest request = request(
                        "watch=true&allowWatchBookmarks=true&timeoutSeconds=" + round.toSeconds() + "&resourceVersion="
                                + seen,
                        METADATA)
                .timeout(0, TimeUnit.SECONDS)
                .forStreaming()
                .build();
        LineReader lines = new LineReader(this::line);
        HttpResponse<AsyncBody> response = await(client.getHttpClient().consumeBytes(request, (buffers, body) -> {
            lines.accept(buffers);
            body.consume();
        }));
        AsyncBody body = response.body();
        if (!response.isSuccessful()) {
            body.cancel();
            forgetIfGone(response.code());
            throw new WatchFailure("the API server answered " + response.code() + " to a watch");
        }
        stream = body;
        if (closed) {
            body.cancel();
        }
        body.consume();
        try {
            await(body.done());
        } catch (WatchFailure e) {
            // Only then: a connection whose stream came to its end may be somebody else's already.
            body.cancel();
            throw e;
        }
    }

    private void line(byte[] text) {
        try {
            JsonNode event = json.readTree(text);
            String type = event.path("type").asText();
            if (type.equals("ERROR")) {
                forgetIfGone(event.at("/object/code").asInt());
                return;
            }
            JsonNode metadata = event.at("/object/metadata");
            seen = metadata.path("resourceVersion").asText();
            if (type.equals("BOOKMARK")) {
                return;
            }
            index.changed(reference(kind, metadata));
            if (type.equals("DELETED")) {
                kept().ifPresent(written -> index.changed(reference(written, metadata)));
            }
        } catch (IOException e) {
            LOG.warn("an event of the watch on {} can't be read and is left out", kind.plural());
        }
    }

    /** What the operator itself writes among the objects that are watched. */
    private Optional<Reference.Kind> kept() {
        return kind == Reference.Kind.SECRET ? Optional.of(Reference.Kind.KEPT_SECRET) : Optional.empty();
    }

    private static Reference reference(Reference.Kind kind, JsonNode metadata) {
        return new Reference(
                kind, metadata.path("namespace").asText(), metadata.path("name").asText());
    }

    private void forgetIfGone(int code) {
        if (code == GONE) {
            seen = null;
        }
    }

    private <T> T await(CompletableFuture<T> future) throws WatchFailure, InterruptedException {
        Duration patience = round.plus(grace);
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new WatchFailure("the API server said nothing for " + patience.toSeconds() + " s");
        } catch (CancellationException e) {
            // Also what our own close does to the stream.
            throw new WatchFailure("the stream was closed");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new WatchFailure(cause.getClass().getSimpleName() + ": " + cause.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        AsyncBody open = stream;
        if (open != null) {
            open.cancel();
        }
        thread.interrupt();
    }
}
