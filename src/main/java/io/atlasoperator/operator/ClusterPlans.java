package io.atlasoperator.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.Base64;
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

    private final KubernetesClient client;

    ClusterPlans(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public String keep(AtlasSchema resource, String suffix, ReviewedPlan plan) {
        String name = "atlas-plan." + resource.getMetadata().getName() + suffix;
        Secret wanted = secret(resource, name, plan);
        try {
            Secret found = client.secrets()
                    .inNamespace(resource.getMetadata().getNamespace())
                    .withName(name)
                    .get();
            if (found == null) {
                client.resource(wanted).create();
            } else if (!TYPE.equals(found.getType())) {
                throw new ReferenceException("secrets \"" + name + "\" is there already, and is of type \""
                        + found.getType() + "\": give it another name");
            } else if (!wanted.getData().equals(found.getData())) {
                client.resource(wanted).update();
            }
        } catch (KubernetesClientException e) {
            String answer =
                    e.getCode() > 0 ? "the API server answered " + e.getCode() : "no answer from the API server";
            throw ReferenceException.unavailable("secrets \"" + name + "\" can't be written: " + answer
                    + (e.getCode() == 403 ? ", check the roles of the operator's service account" : ""));
        }
        return "the Secret " + name;
    }

    private static Secret secret(AtlasSchema resource, String name, ReviewedPlan plan) {
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
                .withData(data(plan))
                .build();
    }

    private static Map<String, String> data(ReviewedPlan plan) {
        Map<String, String> data = new TreeMap<>();
        data.put(HASH, base64(plan.hash().getBytes(StandardCharsets.UTF_8)));
        data.put("findings.json", base64(findings(plan).getBytes(StandardCharsets.UTF_8)));
        byte[] script = plan.script().getBytes(StandardCharsets.UTF_8);
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

    private static String findings(ReviewedPlan plan) {
        ArrayNode findings = JsonNodeFactory.instance.arrayNode();
        for (Diagnostic finding : plan.findings()) {
            findings.addObject().put("code", finding.code()).put("text", finding.text());
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
