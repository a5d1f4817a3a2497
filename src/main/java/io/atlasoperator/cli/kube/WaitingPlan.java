package io.atlasoperator.cli.kube;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.atlasoperator.operator.atlasschema.ReviewedPlan;
import io.atlasoperator.operator.status.Reason;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A plan that waits for a person, as the operator has kept it.
 *
 * @param hash what it is approved by
 * @param target the database
 * @param script its statements, with the passwords that they set
 * @param findings what the analyzers find in it, as JSON
 */
record WaitingPlan(String hash, String target, String script, String findings) {

    /**
     * Those of a resource.
     *
     * @throws CliException if none waits, saying what the resource says instead
     */
    static List<WaitingPlan> of(Cluster cluster, AtlasSchema resource) {
        Condition ready = Cluster.condition(resource, "Ready").orElse(null);
        List<String> reasons = List.of(Reason.APPROVAL_PENDING.text(), Reason.PLAN_REJECTED.text());
        if (ready == null || !reasons.contains(ready.reason())) {
            String state = ready == null
                    ? "has no status yet"
                    : ready.status().equals("True") ? "is ready" : "says " + ready.reason() + ": " + ready.message();
            throw new CliException("no plan of " + Cluster.name(resource) + " waits for an approval: it " + state);
        }
        List<WaitingPlan> plans =
                cluster.plans(resource).stream().map(WaitingPlan::of).toList();
        if (plans.isEmpty()) {
            throw new CliException("the plan of " + Cluster.name(resource)
                    + " is not kept, or is just being made anew: try again, or read the condition Reconciling");
        }
        return plans;
    }

    private static WaitingPlan of(Secret secret) {
        Map<String, String> data = secret.getData();
        String compressed = data.get("plan.sql.gz");
        String script = compressed == null ? text(data, "plan.sql") : decompressed(bytes(compressed));
        String hash = text(data, "hash");
        if (!hash.equals(ReviewedPlan.hash(text(data, "state"), text(data, "nonce"), script))) {
            throw new CliException("the Secret " + secret.getMetadata().getName()
                    + " was changed by somebody else than the operator: remove it, and the plan is made anew");
        }
        return new WaitingPlan(hash, text(data, "target"), script, text(data, "findings.json"));
    }

    private static String text(Map<String, String> data, String key) {
        return new String(bytes(data.getOrDefault(key, "")), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static String decompressed(byte[] bytes) {
        try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CliException("the plan that is kept is damaged: remove its Secret, and it is made anew");
        }
    }

    /** Without the statements, which may set passwords. */
    @Override
    public String toString() {
        return "WaitingPlan[" + hash + "]";
    }
}
