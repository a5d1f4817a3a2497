package io.atlasoperator.cli.kube;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Decides on plans that wait: on those that are named, as somebody has read them. */
abstract class DecisionCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final String annotation;
    private final String outcome;

    @Mixin
    private ClusterFlags flags = new ClusterFlags();

    @Parameters(index = "0", paramLabel = "NAME", description = "name of the AtlasSchema")
    private String name = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "HASH",
            description = "hash of the plan, as \"plan\" shows it")
    private List<String> hashes = new ArrayList<>();

    /**
     * @param annotation what tells the operator
     * @param outcome what then becomes of the plan, for a sentence
     */
    DecisionCommand(Terminal terminal, String annotation, String outcome) {
        this.terminal = terminal;
        this.annotation = annotation;
        this.outcome = outcome;
    }

    @Override
    public final Integer call() {
        try (Cluster cluster = flags.open(terminal)) {
            AtlasSchema resource = ResourceName.schema(cluster, name);
            List<String> waiting = WaitingPlan.of(cluster, resource).stream()
                    .map(WaitingPlan::hash)
                    .toList();
            for (String hash : hashes) {
                if (!waiting.contains(hash)) {
                    throw new CliException("no plan " + hash + " of " + Cluster.name(resource) + " waits: there is "
                            + String.join(", ", waiting));
                }
            }
            cluster.annotate(resource, annotation, String.join(",", hashes));
            terminal.print(Cluster.name(resource) + ": " + outcome + '\n');
        }
        return 0;
    }
}
