package io.atlasoperator.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.atlasschema.PlanStore;
import io.atlasoperator.operator.atlasschema.ReviewedPlan;
import io.atlasoperator.operator.ref.ReferenceException;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Keeps plans that wait for an approval in Secrets beside their resources: plans may set passwords. Who may read Secrets there may read the
 * plan; a large one is compressed.
 */
final class ClusterPlans implements PlanStore {
    private static final String TYPE = "db.atlasgo.io/plan";
    private static final String HASH = "hash";
    private static final String PLAIN = "plan.sql";
    private static final String COMPRESSED = "plan.sql.gz";

    /** A Secret holds 1 MiB, Base64 and all other keys included. */
    private static final int MOST_BYTES = 700_000;

    /** What is left for findings beside the largest plan. */
    private static final int MOST_BYTES_OF_FINDINGS = 250_000;

    private static final int NONCE_BYTES = 16;

    private final KubernetesClient client;
    private final SecureRandom random = new SecureRandom();

    ClusterPlans(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Kept keep(AtlasSchema resource, String suffix, ReviewedPlan plan) {
        String name = name(resource, suffix);
        try {
            Secret found = client.secrets()
                    .inNamespace(resource.getMetadata().getNamespace())
                    .withName(name)
                    .get();
            if (found != null && !TYPE.equals(found.getType())) {
                throw new ReferenceException("secrets \"" + name + "\" is there already, and is of type \""
                        + found.getType() + "\": give it another name");
            }
            Secret wanted = secret(resource, name, plan, found == null ? "" : nonce(found));
            if (found == null || !isSame(wanted, found)) {
                wanted = secret(resource, name, plan, HexFormat.of().formatHex(nonce()));
                if (found == null) {
                    client.resource(wanted).create();
                } else {
                    client.resource(wanted).update();
                }
            }
            return new Kept(text(wanted, HASH), "the Secret " + name);
        } catch (KubernetesClientException e) {
            String answer =
                    e.getCode() > 0 ? "the API server answered " + e.getCode() : "no answer from the API server";
            throw ReferenceException.unavailable("secrets \"" + name + "\" can't be written: " + answer
                    + (e.getCode() == 403
                            ? ", the operator's service account needs the rights to get, create and update it: check the roles"
                            : ""));
        }
    }

    /** What is left holds no statement; to delete it would take another right. */
    @Override
    public void remove(AtlasSchema resource, String suffix) {
        try {
            Secret found = client.secrets()
                    .inNamespace(resource.getMetadata().getNamespace())
                    .withName(name(resource, suffix))
                    .get();
            if (found != null && TYPE.equals(found.getType())) {
                client.resource(new SecretBuilder(found).withData(Map.of()).build())
                        .update();
            }
        } catch (KubernetesClientException e) {
            // The time of the last apply is in the hash, too, and has moved: the old approval is good for nothing.
        }
    }

    private static String name(AtlasSchema resource, String suffix) {
        return "atlas-plan." + resource.getMetadata().getName() + suffix;
    }

    private byte[] nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static boolean isSame(Secret wanted, Secret found) {
        return wanted.getData().equals(found.getData())
                && wanted.getMetadata()
                        .getOwnerReferences()
                        .equals(found.getMetadata().getOwnerReferences());
    }

    private static String nonce(Secret secret) {
        return secret.getData() == null ? "" : text(secret, "nonce");
    }

    private static String text(Secret secret, String key) {
        String value = secret.getData().getOrDefault(key, "");
        return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    }

    private static Secret secret(AtlasSchema resource, String name, ReviewedPlan plan, String nonce) {
        ObjectMeta meta = resource.getMetadata();
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(meta.getNamespace())
                .addToLabels("owner", "atlasgo.io")
                .addNewOwnerReference()
                .withApiVersion(resource.getApiVersion())
                .withKind(resource.getKind())
                .withName(meta.getName())
                .withUid(meta.getUid())
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withType(TYPE)
                .withData(data(plan, nonce))
                .build();
    }

    private static Map<String, String> data(ReviewedPlan plan, String nonce) {
        Map<String, String> data = new TreeMap<>();
        String text = plan.script();
        put(data, HASH, ReviewedPlan.hash(plan.digest(), nonce, text));
        put(data, "state", plan.digest());
        put(data, "nonce", nonce);
        put(data, "target", plan.target());
        put(data, "findings.json", findings(plan));
        byte[] script = text.getBytes(StandardCharsets.UTF_8);
        if (script.length <= MOST_BYTES) {
            data.put(PLAIN, base64(script));
            return data;
        }
        byte[] compressed = compressed(script);
        if (compressed.length > MOST_BYTES) {
            throw new ReferenceException("it has " + script.length + " bytes, " + compressed.length
                    + " compressed, and a Secret holds 1 MiB: apply it in parts");
        }
        data.put(COMPRESSED, base64(compressed));
        return data;
    }

    private static void put(Map<String, String> data, String key, String value) {
        data.put(key, base64(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** As many as fit, and then how many more there are: the plan is whole in any case. */
    private static String findings(ReviewedPlan plan) {
        ArrayNode findings = JsonNodeFactory.instance.arrayNode();
        int bytes = 0;
        for (Diagnostic finding : plan.findings()) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("code", finding.code()).put("text", finding.text());
            bytes += node.toString().getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes > MOST_BYTES_OF_FINDINGS) {
                int more = plan.findings().size() - findings.size();
                findings.addObject().put("code", "").put("text", "and " + more + " more, for which there is no room");
                break;
            }
            findings.add(node);
        }
        return findings.toString();
    }

    private static byte[] compressed(byte[] script) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(script);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written to", e);
        }
        return bytes.toByteArray();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
