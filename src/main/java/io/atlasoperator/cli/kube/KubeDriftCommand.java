package io.atlasoperator.cli.kube;

import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.operator.api.v1alpha1.AtlasStatus;
import io.atlasoperator.operator.api.v1alpha1.Condition;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atlas kube drift}: shows what others have changed in databases. */
@Command(name = "drift", description = "Show what others have changed in the databases of resources.")
final class KubeDriftCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ClusterFlags flags = new ClusterFlags();

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "of all namespaces")
    private boolean allNamespaces;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "atlasschema/NAME, atlasmigration/NAME, or NAME (all)")
    private String name = "";

    KubeDriftCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        StringBuilder text = new StringBuilder();
        int watched = 0;
        int all = 0;
        try (Cluster cluster = flags.open(terminal)) {
            String namespace = allNamespaces ? "" : cluster.namespace();
            Stream<CustomResource<?, ? extends AtlasStatus>> resources = name.isEmpty()
                    ? Stream.concat(cluster.schemas(namespace).stream(), cluster.migrations(namespace).stream())
                    : Stream.of(ResourceName.any(cluster, name));
            for (CustomResource<?, ? extends AtlasStatus> resource : resources.toList()) {
                all++;
                Optional<Condition> drifted = Cluster.condition(resource, "Drifted");
                if (drifted.isPresent()) {
                    watched++;
                }
                drifted.filter(condition -> !condition.status().equals("False"))
                        .ifPresent(condition -> text.append(
                                        allNamespaces ? resource.getMetadata().getNamespace() + " " : "")
                                .append(Cluster.name(resource))
                                .append(condition.status().equals("True") ? ": " : " (unknown): ")
                                .append(condition.message())
                                .append('\n'));
            }
        }
        if (text.isEmpty()) {
            text.append("no drift\n");
        }
        terminal.print(text.toString());
        if (watched < all) {
            terminal.err()
                    .println(
                            (all - watched) + " of " + all
                                    + " resources are not looked at for drift: set spec.resyncInterval, or the operator's RESYNC_INTERVAL");
        }
        return 0;
    }
}
