package io.atlasoperator.cli.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code atlas kube plan}: shows the plan of an AtlasSchema that waits for an approval. */
@Command(name = "plan", description = "Show the plan of an AtlasSchema that waits for an approval.")
final class KubePlanCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ClusterFlags flags = new ClusterFlags();

    @Parameters(paramLabel = "NAME", description = "name of the AtlasSchema")
    private String name = "";

    KubePlanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Cluster cluster = flags.open(terminal)) {
            AtlasSchema resource = ResourceName.schema(cluster, name);
            for (WaitingPlan plan : WaitingPlan.of(cluster, resource)) {
                terminal.print(text(resource, plan));
            }
        }
        return 0;
    }

    private static String text(AtlasSchema resource, WaitingPlan plan) {
        StringBuilder text = new StringBuilder();
        text.append("-- Plan ")
                .append(plan.hash())
                .append(" of ")
                .append(Cluster.name(resource))
                .append(", for ")
                .append(plan.target())
                .append('\n');
        for (JsonNode finding : findings(plan)) {
            String code = finding.path("code").asText();
            text.append("-- ")
                    .append(code.isEmpty() ? "" : code + ": ")
                    .append(finding.path("text").asText().replace("\n", "\n--   "))
                    .append('\n');
        }
        return text.append('\n')
                .append(plan.script())
                .append("\n-- kubectl atlas approve ")
                .append(resource.getMetadata().getName())
                .append(' ')
                .append(plan.hash())
                .append(" -n ")
                .append(resource.getMetadata().getNamespace())
                .append('\n')
                .toString();
    }

    private static JsonNode findings(WaitingPlan plan) {
        try {
            return new ObjectMapper().readTree(plan.findings());
        } catch (JsonProcessingException e) {
            throw new CliException(
                    "the findings that are kept with the plan are damaged: remove its Secret, and it is made anew");
        }
    }
}
