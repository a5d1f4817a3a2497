package io.atlasoperator.cli.kube;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.status.Requests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Decides on plans that wait: on those that are named, as somebody has read them. */
abstract class DecisionCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final String annotation;
    private final String opposite;
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
     * @param opposite what told it the opposite, and does not any more
     * @param outcome what then becomes of the plan, for a sentence
     */
    DecisionCommand(Terminal terminal, String annotation, String opposite, String outcome) {
        this.terminal = terminal;
        this.annotation = annotation;
        this.opposite = opposite;
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
            Map<String, @Nullable String> annotations = new HashMap<>();
            annotations.put(annotation, joined(named(resource, annotation, waiting), hashes));
            List<String> others = new ArrayList<>(named(resource, opposite, waiting));
            others.removeAll(hashes);
            annotations.put(opposite, others.isEmpty() ? null : String.join(",", others));
            cluster.annotate(resource, annotations);
            terminal.print(Cluster.name(resource) + ": " + outcome + '\n');
        }
        return 0;
    }

    /** What an annotation says of plans that still wait. */
    private static List<String> named(AtlasSchema resource, String annotation, List<String> waiting) {
        return Arrays.stream(Requests.of(resource, annotation).split(",", -1))
                .map(String::strip)
                .filter(waiting::contains)
                .toList();
    }

    private static String joined(List<String> before, List<String> more) {
        return Stream.concat(before.stream(), more.stream()).distinct().collect(Collectors.joining(","));
    }
}
