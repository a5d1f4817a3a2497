package io.atlasoperator.cli.kube;

import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.operator.api.v1alpha1.AtlasStatus;
import io.atlasoperator.operator.status.Requests;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code atlas kube retry}: has a resource looked at again, and now. */
@Command(name = "retry", description = "Have the operator look at a resource again, and now.")
final class KubeRetryCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ClusterFlags flags = new ClusterFlags();

    @Parameters(paramLabel = "NAME", description = "atlasschema/NAME, atlasmigration/NAME, or NAME")
    private String name = "";

    KubeRetryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Cluster cluster = flags.open(terminal)) {
            CustomResource<?, ? extends AtlasStatus> resource = ResourceName.any(cluster, name);
            cluster.annotate(resource, Map.of(Requests.RETRY, Instant.now().toString()));
            terminal.print(Cluster.name(resource) + ": asked to look again\n");
        }
        return 0;
    }
}
