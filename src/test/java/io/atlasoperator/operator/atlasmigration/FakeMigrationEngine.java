package io.atlasoperator.operator.atlasmigration;

import com.fasterxml.jackson.databind.JsonNode;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.engine.EngineException;
import io.atlasoperator.engine.MigrateApplyReport;
import io.atlasoperator.engine.MigrateApplyRequest;
import io.atlasoperator.engine.MigrateDownReport;
import io.atlasoperator.engine.MigrateDownRequest;
import io.atlasoperator.engine.MigrateSetReport;
import io.atlasoperator.engine.MigrateSetRequest;
import io.atlasoperator.engine.MigrateStatusReport;
import io.atlasoperator.engine.MigrateStatusRequest;
import io.atlasoperator.engine.MigrationEngine;
import io.atlasoperator.engine.TargetUrl;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.migrate.DownGoal;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.operator.reconcile.ReconcileCase;
import io.atlasoperator.project.TransactionHook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Does what a case says. {@code throws: {reason, message, transient}} is an error of the status; {@code pending} and
 * {@code applied} are lists of versions, and so is {@code appliedMeanwhile}, which an apply that waits finds
 * done; {@code failure: {message, transient}} ends the apply, or the way back; {@code error: message} is an error nobody foresaw.
 */
final class FakeMigrationEngine implements MigrationEngine {
    private static final Instant EXECUTED = Instant.parse("2025-06-01T00:00:00Z");

    private final JsonNode script;
    private final List<String> asked = new ArrayList<>();

    FakeMigrationEngine(JsonNode script) {
        this.script = script;
    }

    /** What it was asked for. */
    List<String> asked() {
        return asked;
    }

    @Override
    public MigrateStatusReport status(MigrateStatusRequest request) {
        asked.add("status of " + request.target() + " revisions in " + request.revisionsSchema() + " files "
                + request.directory().files().stream().map(MigrationFile::name).toList());
        if (script.has("error")) {
            throw new StackOverflowError(script.get("error").asText());
        }
        JsonNode error = script.path("throws");
        if (!error.isMissingNode()) {
            throw new EngineException(
                    EngineException.Reason.valueOf(error.get("reason").asText()),
                    error.path("transient").asBoolean(),
                    error.get("message").asText(),
                    null);
        }
        List<Revision> applied = new ArrayList<>();
        boolean waited = asked.stream().anyMatch(question -> question.startsWith("apply "));
        script.path("applied").forEach(version -> applied.add(revision(version.asText())));
        if (waited) {
            script.path("appliedMeanwhile").forEach(version -> applied.add(revision(version.asText())));
        }
        return new MigrateStatusReport(
                "postgres",
                TargetUrl.of(request.target(), new Scope.WholeRealm()),
                request.directory().files(),
                files("outOfOrder"),
                files("pending"),
                applied,
                applied.isEmpty() ? "" : applied.getLast().version(),
                "",
                0,
                0,
                "OK",
                Optional.empty(),
                Optional.empty());
    }

    private static Revision revision(String version) {
        return new Revision(
                version, "", Revision.EXECUTED, 1, 1, EXECUTED, Duration.ZERO, "", "", "", List.of(), "test");
    }

    private List<MigrationFile> files(String field) {
        List<MigrationFile> files = new ArrayList<>();
        script.path(field)
                .forEach(version -> files.add(new MigrationFile(version.asText() + ".sql", version.asText(), "", "")));
        return files;
    }

    @Override
    public MigrateApplyReport apply(MigrateApplyRequest request) {
        asked.add("apply in order " + request.execOrder() + " baseline " + request.baseline() + " mode "
                + request.txMode()
                + (request.hooks().isEmpty()
                        ? ""
                        : " hooks "
                                + request.hooks().stream()
                                        .map(TransactionHook::title)
                                        .toList()));
        List<MigrationFile> pending = script.has("appliedMeanwhile") ? List.of() : files("pending");
        JsonNode failed = script.path("failure");
        return new MigrateApplyReport(
                "postgres",
                TargetUrl.of(request.target(), new Scope.WholeRealm()),
                request.directory().location(),
                pending,
                List.of(),
                "",
                pending.isEmpty() ? "" : pending.getLast().version(),
                failed.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(failed.get("message").asText()),
                failed.path("transient").asBoolean(),
                ReconcileCase.CLOCK.instant(),
                ReconcileCase.CLOCK.instant());
    }

    @Override
    public MigrateDownReport down(MigrateDownRequest request) {
        asked.add("down by " + request.goal() + " with files "
                + request.directory().files().stream().map(MigrationFile::name).toList() + " as "
                + request.directory().location() + " on dev " + request.dev());
        JsonNode failed = script.path("failure");
        return new MigrateDownReport(
                "postgres",
                TargetUrl.of(request.target(), new Scope.WholeRealm()),
                request.directory().location(),
                List.of(),
                List.of(),
                "",
                ((DownGoal.ToVersion) request.goal()).version(),
                failed.isMissingNode() ? MigrateDownReport.Outcome.APPLIED : MigrateDownReport.Outcome.FAILED,
                failed.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(failed.get("message").asText()),
                failed.path("transient").asBoolean(),
                ReconcileCase.CLOCK.instant(),
                ReconcileCase.CLOCK.instant());
    }

    @Override
    public Held hold(DatabaseUrl dev, Duration timeout) {
        throw new UnsupportedOperationException("no reconciler writes migrations");
    }

    @Override
    public MigrateSetReport set(MigrateSetRequest request) {
        throw new UnsupportedOperationException("no reconciler sets versions");
    }
}
