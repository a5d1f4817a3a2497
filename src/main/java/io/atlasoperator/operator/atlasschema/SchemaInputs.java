package io.atlasoperator.operator.atlasschema;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.Digest;
import io.atlasoperator.engine.SchemaApplyRequest;
import io.atlasoperator.engine.StateSource;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.operator.devpod.DevPodOwner;
import io.atlasoperator.project.LintPolicy;
import io.atlasoperator.source.SourceFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an AtlasSchema means once everything it refers to was read.
 *
 * @param request what the engine is asked for
 * @param destructiveRefused whether a plan that loses data is refused
 * @param resync how long after a look at the target the next one is due; empty means never
 * @param driftCorrected whether what others change in the meantime is undone
 * @param lossAllowed whether the policy says that a plan may lose data, rather than nothing
 * @param review which plans a person has to approve; empty means none
 * @param context what else tells whether the same is wanted of the target: the text of a project file, or nothing
 * @param devPod the pod that is to be run as dev database, if the spec describes one
 */
record SchemaInputs(
        SchemaApplyRequest request,
        boolean destructiveRefused,
        Optional<Duration> resync,
        boolean driftCorrected,
        boolean lossAllowed,
        Optional<LintPolicy.Review> review,
        String context,
        Optional<DevPodOwner.Described> devPod) {

    /** Tells targets, and what of them is looked at, from others. A new password makes no other one. */
    String targetHash() {
        Digest digest = new Digest().field(request.target().redacted());
        request.selection().schemas().forEach(digest::field);
        digest.field("exclude");
        request.selection().exclude().forEach(digest::field);
        if (!context.isEmpty()) {
            digest.field("context").field(context);
        }
        return digest.base64();
    }

    /** The same, and what is desired: whether anything that people say has changed. */
    String wantedHash() {
        Digest digest = new Digest().field(targetHash());
        add(digest, request.desired());
        return digest.base64();
    }

    /** Whether all that is desired is written down, so that {@link #wantedHash()} tells of it; a database may change by itself. */
    boolean isWritten() {
        return isWritten(request.desired());
    }

    private static boolean isWritten(StateSource source) {
        return switch (source) {
            case StateSource.Database database -> false;
            case StateSource.Composite(List<StateSource.Composite.Part> parts) ->
                parts.stream().allMatch(part -> isWritten(part.source()));
            case StateSource.Hcl hcl -> true;
            case StateSource.Sql sql -> true;
            case StateSource.Migrations migrations -> true;
        };
    }

    private static void add(Digest digest, StateSource source) {
        switch (source) {
            case StateSource.Hcl(List<SourceFile> files, Map<String, List<String>> variables) -> {
                digest.field("hcl");
                files.forEach(file -> digest.field(file.name()).field(file.content()));
                // Whatever order they are known in, the same ones are the same.
                new TreeMap<>(variables).forEach((name, values) -> {
                    digest.field(name).field(Integer.toString(values.size()));
                    values.forEach(digest::field);
                });
            }
            case StateSource.Sql sql -> {
                digest.field("sql");
                sql.files().forEach(file -> digest.field(file.name()).field(file.content()));
            }
            case StateSource.Database(DatabaseUrl url) ->
                digest.field("database").field(url.redacted());
            case StateSource.Composite(List<StateSource.Composite.Part> parts) -> {
                digest.field("composite").field(Integer.toString(parts.size()));
                parts.forEach(part -> {
                    digest.field(part.schema().orElse(""));
                    add(digest, part.source());
                });
            }
            case StateSource.Migrations(MigrationDirectory directory, Optional<String> version) -> {
                digest.field("migrations").field(version.orElse(""));
                directory.files().forEach(file -> digest.field(file.name()).field(file.content()));
            }
        }
    }

    /** The database. */
    DatabaseUrl target() {
        return request.target();
    }

    /** The target alone: the request holds the desired state, and the context may hold secrets. */
    @Override
    public String toString() {
        return "SchemaInputs[" + target() + "]";
    }
}
