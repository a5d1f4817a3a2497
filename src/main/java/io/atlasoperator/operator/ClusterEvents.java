package io.atlasoperator.operator;

import io.atlasoperator.operator.status.EventReason;
import io.atlasoperator.operator.status.EventSink;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records events on the API server. */
final class ClusterEvents implements EventSink {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterEvents.class);

    /** What the API server takes. */
    private static final int MAX_MESSAGE = 1024;

    private final KubernetesClient client;
    private final Clock clock;

    ClusterEvents(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public void record(HasMetadata about, EventReason reason, String message) {
        try {
            client.v1().events().resource(event(about, reason, message)).create();
        } catch (KubernetesClientException e) {
            LOG.warn("the event {} could not be recorded: the API server answered {}", reason.text(), e.getCode());
        }
    }

    private Event event(HasMetadata about, EventReason reason, String message) {
        Instant instant = clock.instant();
        String now = instant.truncatedTo(ChronoUnit.SECONDS).toString();
        String component = about.getKind().toLowerCase(java.util.Locale.ROOT) + "-controller";
        String unique = Long.toHexString(instant.getEpochSecond() * 1_000_000_000 + instant.getNano());
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(about.getMetadata().getNamespace())
                .withName(about.getMetadata().getName() + "." + unique)
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(about.getMetadata().getNamespace())
                .withName(about.getMetadata().getName())
                .withUid(about.getMetadata().getUid())
                .withResourceVersion(about.getMetadata().getResourceVersion())
                .endInvolvedObject()
                .withReason(reason.text())
                .withType(reason.type())
                .withMessage(cut(message))
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withNewSource()
                .withComponent(component)
                .endSource()
                .withReportingComponent(component)
                .build();
    }

    private static String cut(String message) {
        if (message.getBytes(StandardCharsets.UTF_8).length <= MAX_MESSAGE) {
            return message;
        }
        // A character has at most three bytes here, a surrogate pair four, so this is surely short enough.
        int end = Math.min(message.length(), MAX_MESSAGE / 3 - 2);
        return message.substring(0, Character.isHighSurrogate(message.charAt(end - 1)) ? end - 1 : end) + "...";
    }
}
