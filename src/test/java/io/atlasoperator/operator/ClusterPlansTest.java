package io.atlasoperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.atlasoperator.diff.Change;
import io.atlasoperator.lint.Diagnostic;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.atlasschema.PlanStore;
import io.atlasoperator.operator.atlasschema.ReviewedPlan;
import io.atlasoperator.plan.Statement;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.testing.ControlPlane;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NullUnmarked
class ClusterPlansTest {
    private final KubernetesClient client = ControlPlane.shared().newClient();
    private final String namespace = ControlPlane.shared().newNamespace();
    private final PlanStore plans = new ClusterPlans(client);
    private final AtlasSchema resource = create();

    @AfterEach
    void close() {
        client.close();
    }

    /** What was found in a plan may be larger than the plan, and than a Secret. */
    @Test
    void aPlanWithTenThousandFindingsCanBeApproved() {
        List<Statement> statements = new ArrayList<>();
        List<Diagnostic> findings = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            statements.add(Statement.of("DROP TABLE \"a_table_with_a_name_of_some_length_%d\"".formatted(i), ""));
            findings.add(new Diagnostic(
                    "DS102",
                    "Dropping table \"a_table_with_a_name_of_some_length_%d\", and with it all that it holds: nothing brings that back"
                            .formatted(i),
                    new Change.DropSchema(Schema.empty("x"))));
        }
        ReviewedPlan plan = new ReviewedPlan("postgres://db/app", "digest", statements, findings);

        PlanStore.Kept kept = plans.keep(resource, "", plan);

        assertThat(text("plan.sql")).isEqualTo(plan.script());
        assertThat(text("findings.json")).contains("_length_0").contains("more, for which there is no room");
        assertThat(plans.keep(resource, "", plan)).as("as it was").isEqualTo(kept);
    }

    private AtlasSchema create() {
        AtlasSchema made = new AtlasSchema();
        made.getMetadata().setNamespace(namespace);
        made.getMetadata().setName("s");
        return client.resource(made).create();
    }

    private String text(String key) {
        Secret secret =
                client.secrets().inNamespace(namespace).withName("atlas-plan.s").get();
        return new String(Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
    }
}
