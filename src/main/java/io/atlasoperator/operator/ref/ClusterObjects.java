package io.atlasoperator.operator.ref;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads Secrets and ConfigMaps from the API server, one at a time, and keeps none of them. */
public final class ClusterObjects implements ObjectReader {
    private static final int FORBIDDEN = 403;

    private final KubernetesClient client;

    public ClusterObjects(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Optional<Map<String, String>> read(Reference reference) {
        try {
            return switch (reference.kind()) {
                case SECRET -> secret(reference);
                case CONFIG_MAP -> configMap(reference);
                case KEPT_SECRET, VOLUME -> Optional.empty();
            };
        } catch (KubernetesClientException e) {
            String answer =
                    e.getCode() > 0 ? "the API server answered " + e.getCode() : "no answer from the API server";
            throw ReferenceException.unavailable("%s \"%s\" in namespace \"%s\" can't be read: %s%s"
                    .formatted(
                            reference.kind().plural(),
                            reference.name(),
                            reference.namespace(),
                            answer,
                            e.getCode() == FORBIDDEN
                                    ? ", the operator's service account needs the right to get it: check the roles"
                                    : ""));
        }
    }

    private Optional<Map<String, String>> secret(Reference reference) {
        Secret found = client.secrets()
                .inNamespace(reference.namespace())
                .withName(reference.name())
                .get();
        if (found == null) {
            return Optional.empty();
        }
        Map<String, String> values = new TreeMap<>();
        if (found.getData() != null) {
            found.getData()
                    .forEach((key, value) -> values.put(
                            key,
                            value == null
                                    ? ""
                                    : new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        }
        return Optional.of(values);
    }

    private Optional<Map<String, String>> configMap(Reference reference) {
        ConfigMap found = client.configMaps()
                .inNamespace(reference.namespace())
                .withName(reference.name())
                .get();
        if (found == null) {
            return Optional.empty();
        }
        return Optional.of(found.getData() == null ? Map.of() : new TreeMap<>(found.getData()));
    }
}
