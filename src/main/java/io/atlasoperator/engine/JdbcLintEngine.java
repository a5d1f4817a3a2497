package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.engine.MigrateLintReport.JudgedFile;
import io.atlasoperator.engine.MigrateLintReport.Step;
import io.atlasoperator.hcl.HclPrinter;
import io.atlasoperator.lint.LintReport;
import io.atlasoperator.lint.Linter;
import io.atlasoperator.lint.Suppressions;
import io.atlasoperator.lint.Work;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.ChecksumException;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.plan.Plan;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.spec.SpecWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges changes, over JDBC where files have to be run to know what they change. */
final class JdbcLintEngine implements LintEngine {
    private final Databases databases;
    private final DevDatabase devDatabase;
    private final SchemaEngine schemas;
    private final Clock clock;

    JdbcLintEngine(Databases databases, DevDatabase devDatabase, SchemaEngine schemas, Clock clock) {
        this.databases = databases;
        this.devDatabase = devDatabase;
        this.schemas = schemas;
        this.clock = clock;
    }

    @Override
    public SchemaLintReport lint(SchemaLintRequest request) {
        Instant start = clock.instant();
        StateSource judged = request.to().orElse(request.state());
        Plan plan;
        Dialect dialect;
        if (request.to().isPresent()) {
            plan = schemas.diff(new SchemaDiffRequest(
                    request.state(), judged, request.dev(), request.selection(), request.policy(), ""));
            dialect = databases.dialects().of(anchor(request));
        } else {
            SchemaState state = schemas.inspect(new SchemaInspectRequest(judged, request.dev(), request.selection()));
            plan = schemas.creation(state, "");
            dialect = state.dialect();
        }
        List<LintReport> reports = new Linter(dialect.analyzers(request.rules(), Optional.empty()), request.rules())
                .lint(Work.of(plan), SourceSuppressions.of(judged, dialect));
        return new SchemaLintReport(plan.changes().size(), reports, Duration.between(start, clock.instant()));
    }

    private DatabaseUrl anchor(SchemaLintRequest request) {
        if (request.state() instanceof StateSource.Database(var url)) {
            return url;
        }
        return request.to().orElseThrow() instanceof StateSource.Database(var url)
                ? url
                : databases
                        .bundled()
                        .resolve(request.dev()
                                .orElseThrow(() -> databases.bundled().missing(request.state())));
    }

    @Override
    public MigrateLintReport lint(MigrateLintRequest request) {
        Instant start = clock.instant();
        MigrationDirectory directory = request.directory();
        List<MigrationFile> all = directory.files();
        int first = Math.max(0, all.size() - request.latest());
        List<MigrationFile> base = all.subList(0, first);
        List<MigrationFile> latest = all.subList(first, all.size());
        List<Step> steps = new ArrayList<>();
        List<JudgedFile> judged = new ArrayList<>();
        Optional<String> error = integrity(directory, steps);
        String current = "";
        String desired = "";
        TargetUrl dev;
        DatabaseUrl place = databases.bundled().resolve(request.dev());
        Dialect dialect = databases.dialects().of(place);
        try (Session anchor = databases.open(place)) {
            dev = anchor.target();
            if (error.isEmpty()) {
                steps.add(step(
                        "Detect New Migration Files",
                        "Found " + latest.size() + " new migration files (from " + all.size() + " total)"));
                try (DevDatabase.Lease lease = devDatabase.lease(
                        dialect,
                        Optional.of(anchor.version()),
                        anchor.scope(),
                        Optional.of(place),
                        DevDatabase.Use.FREE)) {
                    MigrationReplay replay = new MigrationReplay(lease);
                    error = loaded(replay, base, steps);
                    current = hcl(dialect, replay.state());
                    for (int i = 0; i < latest.size() && error.isEmpty(); i++) {
                        error = judge(replay, latest.get(i), request, base.isEmpty() && i == 0, steps, judged);
                    }
                    desired = hcl(dialect, replay.state());
                }
            }
        }
        return new MigrateLintReport(
                dialect.name(),
                dev,
                directory.location(),
                current,
                desired,
                steps,
                base.isEmpty() ? "" : base.getLast().version(),
                latest.size(),
                judged,
                error,
                Duration.between(start, clock.instant()));
    }

    private static Step step(String name, String text) {
        return new Step(name, text, Optional.empty(), Optional.empty());
    }

    private static Optional<String> integrity(MigrationDirectory directory, List<Step> steps) {
        String name = "Migration Integrity Check";
        if (directory.sumFile().isEmpty()) {
            return Optional.empty();
        }
        try {
            Checksum.validate(directory);
            steps.add(step(name, "File atlas.sum is valid"));
            return Optional.empty();
        } catch (ChecksumException e) {
            String error = e.getMessage() + " (atlas.sum)"
                    + e.difference().map(found -> ": " + found).orElse("");
            steps.add(new Step(name, "File atlas.sum is invalid", Optional.of(error), Optional.empty()));
            return Optional.of(error);
        }
    }

    private static Optional<String> loaded(MigrationReplay replay, List<MigrationFile> base, List<Step> steps) {
        String name = "Replay Migration Files";
        try {
            int changes = replay.load(base);
            steps.add(step(name, "Loaded " + changes + " changes on dev database"));
            return Optional.empty();
        } catch (EngineException e) {
            if (e.isTransient()) {
                throw e;
            }
            String error = String.valueOf(e.getMessage());
            steps.add(new Step(name, "Failed loading changes on dev database", Optional.of(error), Optional.empty()));
            return Optional.of(error);
        }
    }

    private Optional<String> judge(
            MigrationReplay replay,
            MigrationFile file,
            MigrateLintRequest request,
            boolean isWhole,
            List<Step> steps,
            List<JudgedFile> judged) {
        Instant start = clock.instant();
        MigrationReplay.Replayed replayed;
        try {
            replayed = replay.run(file, isWhole);
        } catch (EngineException e) {
            if (e.isTransient()) {
                throw e;
            }
            String error = String.valueOf(e.getMessage());
            steps.add(new Step("Analyze " + file.name(), "", Optional.of(error), Optional.empty()));
            return Optional.of(error);
        }
        List<Suppressions.Rule> inHead = SourceSuppressions.file(file);
        if (inHead.stream().anyMatch(rule -> rule.names().isEmpty())) {
            return Optional.empty();
        }
        List<Suppressions.Rule> rules = new ArrayList<>(inHead);
        rules.addAll(replayed.rules());
        List<LintReport> reports = new Linter(
                        replay.dialect().analyzers(request.rules(), Optional.of(replay.version())), request.rules())
                .lint(replayed.work(), new Suppressions(rules));
        JudgedFile result = new JudgedFile(
                file,
                replayed.places(),
                reports,
                Math.toIntExact(replayed.work().changes().count()),
                Duration.between(start, clock.instant()));
        judged.add(result);
        long count = reports.stream()
                .mapToLong(report -> report.diagnostics().size())
                .sum();
        steps.add(new Step(
                "Analyze " + file.name(),
                count + " reports were found in analysis",
                Optional.empty(),
                Optional.of(result)));
        return Optional.empty();
    }

    private static String hcl(Dialect dialect, Realm realm) {
        return HclPrinter.print(SpecWriter.write(realm, dialect.spec()));
    }
}
