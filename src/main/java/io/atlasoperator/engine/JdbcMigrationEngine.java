package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.ChecksumException;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.MigrationScript;
import io.atlasoperator.migrate.PendingPlan;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.migrate.RevisionException;
import io.atlasoperator.sql.StatementScanner;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Versioned migrations over JDBC. Everything that can be refused is refused before the first statement. */
public final class JdbcMigrationEngine implements MigrationEngine {
    /** What the name of a target's lock has behind it where it is that of the statements. */
    private static final String STATEMENTS = "_statements";

    /** The name that the reference uses, so that both never work with one dev database at a time. */
    private static final String DIRECTORY_LOCK = "atlas_migrate_diff";

    private final Databases databases;
    private final DevDatabase devDatabase;
    private final Clock clock;
    private final String operatorVersion;
    private final LockPatience patience;

    /**
     * @param databases opens the targets
     * @param devDatabase where the states are tried out that a way back leads through
     * @param clock what reports and revisions take the time from
     * @param version the product's version, for the revisions: {@code v1.0.0}
     */
    public JdbcMigrationEngine(Databases databases, DevDatabase devDatabase, Clock clock, String version) {
        this(databases, devDatabase, clock, version, LockPatience.USUAL);
    }

    JdbcMigrationEngine(
            Databases databases, DevDatabase devDatabase, Clock clock, String version, LockPatience patience) {
        this.devDatabase = devDatabase;
        this.patience = patience;
        this.databases = databases;
        this.clock = clock;
        this.operatorVersion = "Atlas CLI " + version;
    }

    @Override
    public MigrateStatusReport status(MigrateStatusRequest request) {
        checksum(request.directory());
        try (Session session = databases.open(request.target())) {
            List<Revision> revisions = PendingPlan.ordered(
                    request.directory().files(),
                    RevisionStore.of(session, request.revisionsSchema()).read());
            PendingPlan plan = refusing(
                    EngineException.Reason.REVISIONS,
                    () -> PendingPlan.of(request.directory().files(), revisions));
            return MigrationStatus.report(session, request.directory(), revisions, plan);
        }
    }

    @Override
    public MigrateApplyReport apply(MigrateApplyRequest request) {
        Instant start = clock.instant();
        request.amount().filter(amount -> amount < 1).ifPresent(amount -> {
            throw EngineException.permanent(
                    EngineException.Reason.OPTION, "cannot apply '" + amount + "' migration files");
        });
        Checksum checksum = checksum(request.directory());
        try (Session session = databases.open(request.target());
                Session lockSession = databases.open(request.target())) {
            try (MigrationLock lock = MigrationLock.of(lockSession, request.lockName(), request.lockTimeout())) {
                try (MigrationLock statements = statementsLock(session, request.lockName(), request.lockTimeout())) {
                    return locked(request, checksum, session, start);
                }
            }
        }
    }

    @Override
    public MigrateDownReport down(MigrateDownRequest request) {
        Instant start = clock.instant();
        checksum(request.directory());
        try (Session session = databases.open(request.target());
                Session lockSession = databases.open(request.target())) {
            try (MigrationLock lock = MigrationLock.of(lockSession, request.lockName(), request.lockTimeout())) {
                try (MigrationLock statements = statementsLock(session, request.lockName(), request.lockTimeout())) {
                    StateLoader.Purpose purpose =
                            new StateLoader(databases, devDatabase).purpose(session, request.dev(), List.of());
                    return new MigrationDown(
                                    request, session, purpose, new StateTrial(devDatabase), clock, patience, start)
                            .run();
                }
            }
        }
    }

    @Override
    public MigrateSetReport set(MigrateSetRequest request) {
        Checksum checksum = checksum(request.directory());
        String lockName = MigrateApplyRequest.DEFAULT_LOCK;
        try (Session session = databases.open(request.target());
                Session lockSession = databases.open(request.target())) {
            try (MigrationLock lock = MigrationLock.of(lockSession, lockName, request.lockTimeout())) {
                try (MigrationLock statements = statementsLock(session, lockName, request.lockTimeout())) {
                    RevisionStore store = RevisionStore.of(session, request.revisionsSchema());
                    return new RevisionSetting(request.directory().files(), checksum, clock, operatorVersion)
                            .run(store, request.version());
                }
            }
        }
    }

    @Override
    public Held hold(DatabaseUrl dev, Duration timeout) {
        DatabaseUrl place = databases.bundled().resolve(dev);
        Session session =
                databases.open(databases.dialects().of(place).devSpace().entrance(place));
        try {
            MigrationLock lock = MigrationLock.of(session, DIRECTORY_LOCK, timeout);
            return () -> {
                try (session) {
                    lock.close();
                }
            };
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Where a change can't be rolled back, a server goes on with it when its client is gone. So the session of the
     * statements has a lock of its own, that lasts as long as the server works for it, and goes with the session.
     */
    private static MigrationLock statementsLock(Session session, String name, Duration timeout) {
        return session.dialect().transactions().ddlIsTransactional()
                ? MigrationLock.NONE
                : MigrationLock.of(session, name + STATEMENTS, timeout);
    }

    private MigrateApplyReport locked(MigrateApplyRequest request, Checksum checksum, Session session, Instant start) {
        HookedTransactions transactions = new HookedTransactions(session, request.hooks());
        RevisionStore store = RevisionStore.of(session, request.revisionsSchema());
        List<Revision> revisions = PendingPlan.ordered(request.directory().files(), store.read());
        Optional<Revision> baseline = Optional.empty();
        if (revisions.isEmpty()) {
            baseline = baseline(request, checksum);
            if (baseline.isEmpty() && !request.allowDirty()) {
                store.requireClean();
            }
        }
        List<MigrationFile> pending = pending(request, revisions);
        String current = revisions.isEmpty()
                ? baseline.map(Revision::version).orElse("")
                : revisions.getLast().version();
        List<MigrationStep> steps;
        try {
            steps = steps(request, checksum, session, revisions, pending);
        } catch (EngineException e) {
            // Nothing of any file is begun, and the report says of which files.
            return report(request, session, pending, List.of(), current, Optional.of(refused(e)), start);
        }
        if (!steps.isEmpty()) {
            session.requireKept(request.txMode());
        }
        if (!request.dryRun()) {
            store.create();
            baseline.ifPresent(store::insert);
        }
        MigrationRun run = new MigrationRun(session, store.revisions(), clock, operatorVersion, patience, transactions);
        try {
            if (request.dryRun()) {
                run.pretend(steps);
            } else {
                run.run(steps);
            }
        } catch (SQLException e) {
            throw session.failure(EngineException.Reason.CONNECT, "", e);
        }
        return report(request, session, pending, run.files(), current, run.failure(), start);
    }

    private static StatementFailure refused(EngineException e) {
        String text = String.valueOf(e.getMessage());
        return new StatementFailure("", text, text, e.isTransient());
    }

    private MigrateApplyReport report(
            MigrateApplyRequest request,
            Session session,
            List<MigrationFile> pending,
            List<MigrateApplyReport.AppliedFile> applied,
            String current,
            Optional<StatementFailure> failure,
            Instant start) {
        return new MigrateApplyReport(
                session.dialect().name(),
                session.target(),
                request.directory().location(),
                pending,
                applied,
                current,
                pending.isEmpty() ? "" : pending.getLast().version(),
                failure.map(StatementFailure::message),
                failure.map(StatementFailure::transientFailure).orElse(false),
                start,
                clock.instant());
    }

    private static Checksum checksum(MigrationDirectory directory) {
        try {
            return Checksum.validate(directory);
        } catch (ChecksumException e) {
            throw new EngineException(EngineException.Reason.DIRECTORY, false, e.explained(), e);
        }
    }

    private Optional<Revision> baseline(MigrateApplyRequest request, Checksum checksum) {
        if (request.baseline().isPresent() && request.allowDirty()) {
            throw EngineException.permanent(
                    EngineException.Reason.OPTION, "sql/migrate: baseline and allow-dirty are mutually exclusive");
        }
        return request.baseline().map(version -> {
            List<MigrationFile> files = request.directory().files();
            refusing(EngineException.Reason.OPTION, () -> PendingPlan.after(files, version));
            MigrationFile file = PendingPlan.find(files, version).orElseThrow();
            return new Revision(
                    file.version(),
                    file.description(),
                    Revision.BASELINE,
                    0,
                    0,
                    clock.instant(),
                    Duration.ZERO,
                    "",
                    "",
                    checksum.hashOf(file.name()).orElse(""),
                    List.of(),
                    operatorVersion);
        });
    }

    private static List<MigrationFile> pending(MigrateApplyRequest request, List<Revision> revisions) {
        List<MigrationFile> files = request.toVersion()
                .map(version -> refusing(
                        EngineException.Reason.OPTION,
                        () -> PendingPlan.upTo(request.directory().files(), version)))
                .orElse(request.directory().files());
        if (!revisions.isEmpty()) {
            requireNothingBegunAfter(request, revisions.getLast());
        }
        List<MigrationFile> pending = refusing(
                EngineException.Reason.REVISIONS,
                () -> revisions.isEmpty() && request.baseline().isPresent()
                        ? afterBaseline(request, files)
                        : PendingPlan.of(files, revisions).in(request.execOrder()));
        return request.amount()
                .map(amount -> pending.subList(0, Math.min(amount, pending.size())))
                .orElse(pending);
    }

    private static List<MigrationFile> afterBaseline(MigrateApplyRequest request, List<MigrationFile> files) {
        String baseline = request.baseline().orElseThrow();
        List<MigrationFile> pending =
                new ArrayList<>(PendingPlan.after(request.directory().files(), baseline));
        pending.retainAll(files);
        return new PendingPlan(pending, List.of(), Optional.empty()).in(request.execOrder());
    }

    private static void requireNothingBegunAfter(MigrateApplyRequest request, Revision last) {
        request.toVersion()
                .filter(version -> last.partial()
                        && PendingPlan.order(request.directory().files()).compare(version, last.version()) < 0)
                .ifPresent(version -> {
                    throw EngineException.permanent(
                            EngineException.Reason.OPTION,
                            "version " + last.version()
                                    + " is partially applied, so the database can't stop at version " + version
                                    + ". Finish it first");
                });
    }

    private List<MigrationStep> steps(
            MigrateApplyRequest request,
            Checksum checksum,
            Session session,
            List<Revision> revisions,
            List<MigrationFile> pending) {
        StatementScanner scanner =
                new StatementScanner(session.dialect().syntax().scanner());
        List<MigrationStep> steps = new ArrayList<>();
        // All that is repeated shares a row, so each of these files finds what the one before it left.
        Optional<Revision> repeated = Optional.empty();
        for (MigrationFile file : pending) {
            MigrationScript script = refusing(
                    EngineException.Reason.DIRECTORY, () -> MigrationScript.of(file, scanner, request.txMode()));
            Optional<Revision> before = repeated.or(() -> revisions.stream()
                    .filter(revision -> revision.version().equals(file.version()))
                    .findFirst());
            MigrationStep step = refusing(
                    EngineException.Reason.REVISIONS,
                    () -> MigrationStep.of(script, checksum.hashOf(file.name()), before, scanner));
            steps.add(step);
            if (file.isRepeated()) {
                repeated = Optional.of(done(step));
            }
        }
        return steps;
    }

    private Revision done(MigrationStep step) {
        MigrationFile file = step.script().file();
        return new Revision(
                file.version(),
                file.description(),
                Revision.EXECUTED,
                step.total(),
                step.total(),
                clock.instant(),
                Duration.ZERO,
                "",
                "",
                step.hash(),
                List.of(),
                operatorVersion);
    }

    private static <T> T refusing(EngineException.Reason reason, Supplier<T> step) {
        try {
            return step.get();
        } catch (RevisionException e) {
            throw new EngineException(reason, false, String.valueOf(e.getMessage()), e);
        }
    }
}
