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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps directories in Secrets beside their resources, by the reference's names and in its form, so that either operator finds
 * what the other has left. A Secret holds 1 MiB at most: the archive of a larger directory is cut into parts, each in a Secret of its own, which
 * the one with the reference's name tells of. There are two sets of parts by turns, so that those of the directory before stay whole until that Secret
 * tells of the new ones, whenever the operator is killed.
 */
final class ClusterDirectories implements DirectoryStore {
    private static final String TYPE = "atlasgo.io/db.v1";
    private static final String KEY = "migrations.tar.gz";
    private static final int LONGEST_LABEL = 63;

    /** Of the Secret that tells of parts: how many, in which of the two sets, and the checksum of the whole. */
    private static final String COUNT = "parts";

    private static final String SET = "set";
    private static final String SUM = "sha256";

    /** Of each part. */
    private static final String PART = "part";

    /** A Secret's limit of 1 MiB less what its keys take. */
    private static final int LARGEST = 1_000_000;

    private static final int MOST_PARTS = 64;

    private final KubernetesClient client;
    private final Map<String, Written> written = new ConcurrentHashMap<>();

    /** What was written last, or found as it should be: the hash of the files, and the version of the Secret that has them. */
    private record Written(int files, String version) {}

    ClusterDirectories(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public String name(AtlasMigration resource) {
        return "io.atlasgo.db.v1." + resource.getMetadata().getName() + ".latest";
    }

    private Resource<Secret> secret(AtlasMigration resource, String name) {
        return client.secrets()
                .inNamespace(resource.getMetadata().getNamespace())
                .withName(name);
    }

    @Override
    public Optional<List<SourceFile>> kept(AtlasMigration resource) {
        try {
            Secret found = secret(resource, name(resource)).get();
            return found == null ? Optional.empty() : Optional.of(files(resource, found));
        } catch (KubernetesClientException e) {
            throw unavailable(resource, "read", e);
        } catch (ReferenceException e) {
            // What was written is not there any more: the next directory that is as wanted is written, whatever it was
            // before.
            written.remove(resource.getMetadata().getUid());
            throw e;
        }
    }

    private List<SourceFile> files(AtlasMigration resource, Secret secret) {
        String name = name(resource);
        if (!TYPE.equals(secret.getType())) {
            throw new ReferenceException(
                    "secrets \"" + name + "\": invalid secret type, got \"" + secret.getType() + "\"");
        }
        try {
            return DirectoryArchive.read(archive(resource, secret));
        } catch (IOException | IllegalArgumentException e) {
            throw new ReferenceException(
                    "secrets \"" + name + "\": " + KEY + " is no archive of a directory: " + e.getMessage());
        }
    }

    private byte[] archive(AtlasMigration resource, Secret secret) throws IOException {
        Map<String, String> data = secret.getData() == null ? Map.of() : secret.getData();
        String whole = data.get(KEY);
        if (whole != null) {
            return Base64.getDecoder().decode(whole);
        }
        if (!data.containsKey(COUNT)) {
            throw new ReferenceException("secrets \"" + name(resource) + "\": " + KEY + " not found");
        }
        int count = Integer.parseInt(text(data, COUNT));
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        for (int i = 0; i < Math.min(count, MOST_PARTS); i++) {
            String name = partName(resource, text(data, SET), i);
            Secret part = secret(resource, name).get();
            String content = part == null || part.getData() == null
                    ? null
                    : part.getData().get(PART);
            if (content == null) {
                throw new ReferenceException(
                        "secrets \"" + name + "\" with a part of the directory is gone: put the missing"
                                + " files back, or go back with \"atlas migrate down\"");
            }
            parts.write(Base64.getDecoder().decode(content));
        }
        byte[] archive = parts.toByteArray();
        if (!checksum(archive).equals(text(data, SUM))) {
            throw new IOException("the parts are not those that belong together");
        }
        return archive;
    }

    private static String text(Map<String, String> data, String key) {
        return new String(Base64.getDecoder().decode(data.getOrDefault(key, "")), StandardCharsets.UTF_8);
    }

    private static String checksum(byte[] archive) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void keep(AtlasMigration resource, MigrationDirectory directory) {
        List<SourceFile> files = DirectoryArchive.files(directory);
        String uid = resource.getMetadata().getUid();
        try {
            Secret found = secret(resource, name(resource)).get();
            if (found != null && new Written(files.hashCode(), version(found)).equals(written.get(uid))) {
                return;
            }
            Secret kept = found != null && holds(resource, found, files)
                    ? found
                    : write(resource, found, DirectoryArchive.write(files));
            written.put(uid, new Written(files.hashCode(), version(kept)));
        } catch (KubernetesClientException e) {
            throw unavailable(resource, "written", e);
        }
    }

    private static String version(Secret secret) {
        return secret.getMetadata().getUid() + " " + secret.getMetadata().getResourceVersion();
    }

    /** What can't be read is written anew, unless it is somebody else's. */
    private boolean holds(AtlasMigration resource, Secret found, List<SourceFile> files) {
        try {
            return files(resource, found).equals(files);
        } catch (ReferenceException e) {
            if (!TYPE.equals(found.getType())) {
                throw e;
            }
            return false;
        }
    }

    private Secret write(AtlasMigration resource, @Nullable Secret before, byte[] archive) {
        if (archive.length <= LARGEST) {
            return put(resource, name(resource), Map.of(KEY, archive));
        }
        int count = Math.ceilDiv(archive.length, LARGEST);
        if (count > MOST_PARTS) {
            throw new ReferenceException("the directory is too large to be kept in Secrets: " + archive.length
                    + " bytes compressed, and " + MOST_PARTS * LARGEST + " at most");
        }
        String last = before == null || before.getData() == null ? "" : text(before.getData(), SET);
        String set = last.equals("a") ? "b" : "a";
        for (int i = 0; i < count; i++) {
            int end = Math.min(archive.length, (i + 1) * LARGEST);
            put(resource, partName(resource, set, i), Map.of(PART, Arrays.copyOfRange(archive, i * LARGEST, end)));
        }
        return put(
                resource,
                name(resource),
                Map.of(
                        COUNT, bytes(Integer.toString(count)),
                        SET, bytes(set),
                        SUM, bytes(checksum(archive))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String partName(AtlasMigration resource, String set, int number) {
        return name(resource) + "." + set + "." + number;
    }

    private Secret put(AtlasMigration resource, String name, Map<String, byte[]> data) {
        Secret wanted = secret(resource, name, data);
        return secret(resource, name).get() == null
                ? client.resource(wanted).create()
                : client.resource(wanted).update();
    }

    private static Secret secret(AtlasMigration resource, String name, Map<String, byte[]> data) {
        ObjectMeta meta = resource.getMetadata();
        Map<String, String> labels = new TreeMap<>(meta.getLabels() == null ? Map.of() : meta.getLabels());
        labels.put("owner", "atlasgo.io");
        if (meta.getName().length() <= LONGEST_LABEL) {
            labels.put("name", meta.getName());
        }
        Map<String, String> encoded = new TreeMap<>();
        data.forEach((key, value) -> encoded.put(key, Base64.getEncoder().encodeToString(value)));
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
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
                .withData(encoded)
                .build();
    }

    private ReferenceException unavailable(AtlasMigration resource, String done, KubernetesClientException e) {
        String answer = e.getCode() > 0 ? "the API server answered " + e.getCode() : "no answer from the API server";
        return ReferenceException.unavailable("secrets \"" + name(resource) + "\" can't be " + done + ": " + answer
                + (e.getCode() == 403
                        ? ", the operator's service account needs the rights to get, create and update it: check the roles"
                        : ""));
    }
}
