package io.atlasoperator.operator;

import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.atlasmigration.DirectoryArchive;
import io.atlasoperator.operator.atlasmigration.DirectoryStore;
import io.atlasoperator.operator.ref.ReferenceException;
import io.atlasoperator.source.SourceFile;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps directories in Secrets beside their resources, by the reference's names and in its form, so that either operator finds
 * what the other has left. A Secret holds 1 MiB at most.
 */
final class ClusterDirectories implements DirectoryStore {
    private static final String TYPE = "atlasgo.io/db.v1";
    private static final String KEY = "migrations.tar.gz";
    private static final int LONGEST_LABEL = 63;

    private final KubernetesClient client;
    private final Map<String, Integer> written = new ConcurrentHashMap<>();

    ClusterDirectories(KubernetesClient client) {
        this.client = client;
    }

    private static String name(AtlasMigration resource) {
        return "io.atlasgo.db.v1." + resource.getMetadata().getName() + ".latest";
    }

    private Resource<Secret> secret(AtlasMigration resource) {
        return client.secrets()
                .inNamespace(resource.getMetadata().getNamespace())
                .withName(name(resource));
    }

    @Override
    public Optional<List<SourceFile>> kept(AtlasMigration resource) {
        try {
            return Optional.ofNullable(secret(resource).get()).map(ClusterDirectories::files);
        } catch (KubernetesClientException e) {
            throw unavailable(resource, "read", e);
        }
    }

    private static List<SourceFile> files(Secret secret) {
        String name = secret.getMetadata().getName();
        if (!TYPE.equals(secret.getType())) {
            throw new ReferenceException(
                    "secrets \"" + name + "\": invalid secret type, got \"" + secret.getType() + "\"");
        }
        String data = secret.getData() == null ? null : secret.getData().get(KEY);
        if (data == null) {
            throw new ReferenceException("secrets \"" + name + "\": " + KEY + " not found");
        }
        try {
            return DirectoryArchive.read(Base64.getDecoder().decode(data));
        } catch (IOException | IllegalArgumentException e) {
            throw new ReferenceException(
                    "secrets \"" + name + "\": " + KEY + " is no archive of a directory: " + e.getMessage());
        }
    }

    @Override
    public void keep(AtlasMigration resource, MigrationDirectory directory) {
        List<SourceFile> files = DirectoryArchive.files(directory);
        String uid = resource.getMetadata().getUid();
        if (Integer.valueOf(files.hashCode()).equals(written.get(uid))) {
            return;
        }
        try {
            Secret found = secret(resource).get();
            if (found == null) {
                client.resource(secret(resource, files)).create();
            } else if (!files(found).equals(files)) {
                client.resource(secret(resource, files)).update();
            }
        } catch (KubernetesClientException e) {
            throw unavailable(resource, "written", e);
        }
        written.put(uid, files.hashCode());
    }

    private static Secret secret(AtlasMigration resource, List<SourceFile> files) {
        ObjectMeta meta = resource.getMetadata();
        Map<String, String> labels = new TreeMap<>(meta.getLabels() == null ? Map.of() : meta.getLabels());
        labels.put("owner", "atlasgo.io");
        if (meta.getName().length() <= LONGEST_LABEL) {
            labels.put("name", meta.getName());
        }
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name(resource))
                .withNamespace(meta.getNamespace())
                .withLabels(labels)
                .addNewOwnerReference()
                .withApiVersion(resource.getApiVersion())
                .withKind(resource.getKind())
                .withName(meta.getName())
                .withUid(meta.getUid())
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withType(TYPE)
                .addToData(KEY, Base64.getEncoder().encodeToString(DirectoryArchive.write(files)))
                .build();
    }

    private static ReferenceException unavailable(AtlasMigration resource, String done, KubernetesClientException e) {
        String answer = e.getCode() > 0 ? "the API server answered " + e.getCode() : "no answer from the API server";
        return ReferenceException.unavailable("secrets \"" + name(resource) + "\" can't be " + done + ": " + answer
                + (e.getCode() == 403 ? ", check the roles of the operator's service account" : ""));
    }
}
