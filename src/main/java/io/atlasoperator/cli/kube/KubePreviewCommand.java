package io.atlasoperator.cli.kube;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.operator.OperatorEnvironment;
import io.atlasoperator.operator.api.v1alpha1.AtlasMigration;
import io.atlasoperator.operator.api.v1alpha1.AtlasSchema;
import io.atlasoperator.operator.atlasmigration.MigrationPreview;
import io.atlasoperator.operator.atlasschema.SchemaPreview;
import io.atlasoperator.operator.ref.MountedDirectories;
import io.atlasoperator.operator.ref.ObjectReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atlas kube preview}: tells what the operator would do with resources in files, and does nothing. */
@Command(name = "preview", description = "Show what the operator would do with resources in files; changes nothing.")
final class KubePreviewCommand implements Callable<Integer> {
    private static final int CHANGES = 2;

    private final Terminal terminal;
    private final Engines engines;

    @Mixin
    private ClusterFlags flags = new ClusterFlags();

    @Option(
            names = {"-f", "--filename"},
            required = true,
            description = "file or folder with resources and what they refer to; - for standard input; several times")
    private List<String> files = new ArrayList<>();

    @Option(names = "--offline", description = "ask no cluster: all that is referred to is in the files")
    private boolean offline;

    @Option(names = "--detailed-exitcode", description = "end with 2 if anything would change")
    private boolean detailed;

    KubePreviewCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        if (offline || !flags.isConfigured(terminal)) {
            if (!offline) {
                terminal.err().println("no cluster is configured: what resources refer to has to be in the files");
            }
            return preview(null);
        }
        try (Cluster cluster = flags.open(terminal)) {
            return preview(cluster);
        }
    }

    private int preview(@Nullable Cluster cluster) {
        Manifests manifests = new Manifests(cluster == null ? flags.namespace() : cluster.namespace());
        files.forEach(file -> read(file, manifests));
        if (manifests.schemas().isEmpty() && manifests.migrations().isEmpty()) {
            throw new CliException(
                    "--filename: there is no AtlasSchema and no AtlasMigration in " + String.join(", ", files));
        }
        OperatorEnvironment environment = environment();
        ObjectReader objects = new MountedDirectories(environment.directoryVolumes())
                .or(manifests.objects(cluster == null ? reference -> Optional.empty() : cluster.objects()));
        PreviewText text = new PreviewText();
        SchemaPreview schemas =
                new SchemaPreview(engines.schema(), objects, environment.permissions(), environment.minimumReview());
        for (AtlasSchema resource : manifests.schemas()) {
            if (cluster != null) {
                cluster.schema(namespace(resource), resource.getMetadata().getName())
                        .ifPresent(there -> {
                            resource.setStatus(there.getStatus());
                            resource.getMetadata()
                                    .setManagedFields(there.getMetadata().getManagedFields());
                            if (Objects.equals(there.getSpec(), resource.getSpec())) {
                                resource.getMetadata()
                                        .setGeneration(there.getMetadata().getGeneration());
                            }
                        });
            }
            text.add(
                    "AtlasSchema",
                    namespace(resource),
                    resource.getMetadata().getName(),
                    schemas.of(resource, cluster != null));
        }
        MigrationPreview migrations = new MigrationPreview(engines.migration(), objects, environment.permissions());
        for (AtlasMigration resource : manifests.migrations()) {
            text.add(
                    "AtlasMigration",
                    resource.getMetadata().getNamespace(),
                    resource.getMetadata().getName(),
                    migrations.of(resource));
        }
        terminal.print(text.text());
        if (text.hasRefusals()) {
            return 1;
        }
        return detailed && text.hasChanges() ? CHANGES : 0;
    }

    private static String namespace(AtlasSchema resource) {
        return resource.getMetadata().getNamespace();
    }

    private void read(String file, Manifests manifests) {
        if (!file.equals("-")) {
            manifests.add(terminal.path(file), file);
            return;
        }
        try {
            manifests.add(terminal.in(), "standard input");
        } catch (IOException e) {
            throw new CliException("standard input can't be read");
        }
    }

    /** The same variables say what the operator may do, so that both do the same. */
    private OperatorEnvironment environment() {
        try {
            return OperatorEnvironment.of(terminal.environment());
        } catch (IllegalArgumentException e) {
            throw new CliException(String.valueOf(e.getMessage()));
        }
    }
}
