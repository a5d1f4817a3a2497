package io.atlasoperator.engine;

import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.engine.EngineException.Reason;
import io.atlasoperator.inspect.Scope;
import io.atlasoperator.migrate.ExecOrder;
import io.atlasoperator.migrate.MigrationFile;
import io.atlasoperator.migrate.PendingPlan;
import io.atlasoperator.plan.TxMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The migrations that a test runs, as {@code migrate apply} would run them. For one thread and one test. */
final class TestMigrations {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REVISIONS = "atlas_schema_revisions";

    private final MigrationEngine engine;
    private final TestRequest.Subject subject;
    private String current = "";

    TestMigrations(MigrationEngine engine, TestRequest.Subject subject) {
        this.engine = engine;
        this.subject = subject;
    }

    /**
     * Runs what leads to a version.
     *
     * @return why it failed, if it did
     * @throws EngineException if it is no fault of the files
     */
    Optional<String> to(DevDatabase.Lease lease, String version) {
        if (!(subject instanceof TestRequest.Subject.OfDirectory of)) {
            return Optional.of("there is no migration directory");
        }
        List<MigrationFile> files = of.directory().files();
        if (files.stream().noneMatch(file -> file.version().equals(version))) {
            return Optional.of("migration with version \"" + version + "\" not found in "
                    + of.directory().location());
        }
        if (!current.isEmpty() && PendingPlan.order(files).compare(version, current) < 0) {
            return Optional.of("the database is at version " + current + " already, which is behind " + version);
        }
        Session dev = lease.session();
        List<DevScripts.Step> steps = DevScripts.migrations(dev.dialect(), PendingPlan.upTo(files, version));
        DevScripts.stayInside(lease, steps, DevScripts.Origin.MIGRATION_FILE);
        claimRevisions(lease, of.revisionsSchema());
        MigrateApplyReport report;
        try {
            report = engine.apply(request(dev, of, version));
        } catch (EngineException e) {
            if (e.isTransient()) {
                throw e;
            }
            return Optional.of(String.valueOf(e.getMessage()));
        }
        if (report.transientFailure() || dev.interruption().isRaised()) {
            throw new EngineException(Reason.DEV_DATABASE, true, report.error().orElse("interrupted"), null);
        }
        if (report.error().isEmpty()) {
            current = version;
        }
        return report.error();
    }

    private static void claimRevisions(DevDatabase.Lease lease, Optional<String> given) {
        String schema = given.orElse(REVISIONS);
        switch (lease.session().scope()) {
            case Scope.WholeRealm() -> lease.claim(Set.of(schema));
            case Scope.OneSchema(String own) -> {
                Dialect dialect = lease.session().dialect();
                if (given.isPresent()
                        && !schema.equals(own)
                        && dialect.devSpace().hasNeighbors()) {
                    throw EngineException.permanent(
                            Reason.OPTION,
                            "the revisions table can't be in the schema \"" + schema
                                    + "\" in tests on a dev URL that is bound to one schema: use a dev URL that is not, or"
                                    + " leave --revisions-schema out");
                }
            }
        }
    }

    /** Nobody else knows of the place, so that the lock is never waited for; it has a name of its own for that. */
    private static MigrateApplyRequest request(Session dev, TestRequest.Subject.OfDirectory of, String version) {
        return new MigrateApplyRequest(
                dev.url(),
                of.directory(),
                of.revisionsSchema(),
                TxMode.FILE,
                ExecOrder.LINEAR,
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.of(version),
                false,
                "atlas_test_" + Integer.toHexString(dev.url().redacted().hashCode()),
                PATIENCE);
    }
}
