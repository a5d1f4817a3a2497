package io.atlasoperator.operator.project;

import io.atlasoperator.dialect.InvalidUrlException;
import io.atlasoperator.engine.Interruption;
import io.atlasoperator.operator.ref.ReferenceException;
import io.atlasoperator.operator.status.Scrubber;
import io.atlasoperator.source.SourceFile;
import io.atlasoperator.workspace.MemoryFiles;
import io.atlasoperator.workspace.ProjectLoader;
import io.atlasoperator.workspace.Settings;
import io.atlasoperator.workspace.Workspace;
import io.atlasoperator.workspace.WorkspaceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The project file of a resource, evaluated: it sees the files that the resource brings and nothing of the operator's disk.
 * For one reconcile.
 */
public final class ResourceProject {
    /** What a program or a query needs beyond that, would keep the resource waiting for too long. */
    private static final long MINUTES = 2;

    private final SpecConfig config;
    private final Scrubber scrubber;
    private final Interruption interruption = new Interruption();
    private final Workspace workspace;

    /** @param files texts by names, as the resource brings them */
    public ResourceProject(
            SpecConfig config, Map<String, String> files, ConfigPermissions permissions, Scrubber scrubber) {
        this.config = config;
        this.scrubber = scrubber;
        this.workspace = new Workspace(
                new MemoryFiles("the resource", files),
                Path.of(System.getProperty("java.io.tmpdir", "/tmp")),
                permissions.environment(),
                new PermittedReach(permissions, scrubber),
                interruption,
                line -> {
                    // There is nobody to read it, and it may be a secret.
                });
    }

    /** Where its URLs mean something. */
    public Workspace workspace() {
        return workspace;
    }

    /**
     * The targets, at least one.
     *
     * @param base what the rest of the spec says
     * @throws ReferenceException with file and line, if it can't be evaluated
     */
    public List<Settings> targets(SourceFile base) {
        List<Settings> targets = guarded(() ->
                new ProjectLoader(workspace).load(config.file(), Optional.of(base), config.env(), config.variables()));
        targets.forEach(this::hideSecrets);
        return targets;
    }

    /**
     * Does what may have to read what the project names.
     *
     * @throws ReferenceException if it can't be read
     */
    public <T> T guarded(Supplier<T> work) {
        CompletableFuture<Void> patience = CompletableFuture.runAsync(
                interruption::raise, CompletableFuture.delayedExecutor(MINUTES, TimeUnit.MINUTES));
        try {
            return work.get();
        } catch (WorkspaceException e) {
            throw e.isTransient() ? ReferenceException.unavailable(text(e)) : new ReferenceException(text(e));
        } catch (InvalidUrlException e) {
            throw new ReferenceException(String.valueOf(e.getMessage()));
        } finally {
            patience.cancel(false);
        }
    }

    private String text(WorkspaceException e) {
        String message = String.valueOf(e.getMessage());
        return config.repeated() && message.equals("env \"" + config.env() + "\" not defined in config file")
                ? "env \"" + config.env() + "\" in spec.config has no target: its for_each is empty"
                : message;
    }

    private void hideSecrets(Settings settings) {
        settings.url().ifPresent(url -> ConfigSecrets.find(url, scrubber));
        settings.dev().ifPresent(url -> ConfigSecrets.find(url, scrubber));
        settings.source().forEach(url -> ConfigSecrets.find(url, scrubber));
        settings.variables().values().forEach(all -> all.forEach(text -> ConfigSecrets.find(text, scrubber)));
    }
}
