package io.atlasoperator.cli.kube;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Terminal;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which cluster, as kubectl has it. */
final class ClusterFlags {
    @Option(
            names = {"-n", "--namespace"},
            description = "namespace (that of the context)")
    private String namespace = "";

    @Option(names = "--kubeconfig", description = "file that tells how to reach the cluster")
    private String kubeconfig = "";

    @Option(names = "--context", description = "context of that file (its current one)")
    private String context = "";

    /**
     * The cluster.
     *
     * @throws CliException if nothing tells which
     */
    Cluster open(Terminal terminal) {
        if (!isConfigured(terminal)) {
            throw new CliException("no cluster is configured: use --kubeconfig, or set KUBECONFIG");
        }
        Config config = new ConfigBuilder(config(terminal))
                .withRequestRetryBackoffLimit(1)
                .build();
        if (!context.isEmpty()
                && (config.getCurrentContext() == null
                        || !context.equals(config.getCurrentContext().getName()))) {
            throw new CliException("--context: there is no context \"" + context + "\"");
        }
        if (!namespace.isEmpty()) {
            config.setNamespace(namespace);
        } else if (config.getNamespace() == null || config.getNamespace().isEmpty()) {
            config.setNamespace("default");
        }
        return new Cluster(config);
    }

    /** Whether anything tells which cluster is meant. */
    boolean isConfigured(Terminal terminal) {
        return !kubeconfig.isEmpty()
                || !context.isEmpty()
                || !terminal.environment().getOrDefault("KUBECONFIG", "").isEmpty()
                || terminal.environment().containsKey("KUBERNETES_SERVICE_HOST")
                || Files.isReadable(Path.of(terminal.environment().getOrDefault("HOME", "/"), ".kube", "config"));
    }

    /** The namespace of resources that name none, where no cluster is asked. */
    String namespace() {
        return namespace.isEmpty() ? "default" : namespace;
    }

    private Config config(Terminal terminal) {
        String given = context.isEmpty() ? null : context;
        if (kubeconfig.isEmpty()) {
            return Config.autoConfigure(given);
        }
        Path file = terminal.path(kubeconfig);
        try {
            String text = Files.readString(file);
            return given == null ? Config.fromKubeconfig(text) : Config.fromKubeconfig(given, text, file.toString());
        } catch (IOException e) {
            throw new CliException("--kubeconfig: " + kubeconfig + " can't be read");
        }
    }
}
