package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.migrate.Checksum;
import io.atlasoperator.migrate.ExecOrder;
import io.atlasoperator.migrate.MigrationDirectory;
import io.atlasoperator.migrate.Revision;
import io.atlasoperator.plan.TxMode;
import io.atlasoperator.source.SourceFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A database for tests of migrations, and what they look at in it. */
abstract class MigrationEngineFixture {
    static final String A = "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\n";
    static final String B = "CREATE TABLE b (id int);\n";
    static final String BROKEN = "INSERT INTO a VALUES (2);\nTHIS FAILS;\nINSERT INTO a VALUES (3);\n";

    /** An empty database, the same one for the whole test. */
    abstract DatabaseUrl url();

    abstract Databases databases();

    MigrationEngine engine() {
        return new JdbcMigrationEngine(
                databases(), new DevDatabases(databases(), Duration.ZERO), Clock.systemUTC(), "v1.2.3");
    }

    static MigrationDirectory directory(String... namesAndContents) {
        List<SourceFile> files = new ArrayList<>();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            files.add(new SourceFile(namesAndContents[i], namesAndContents[i + 1]));
        }
        String sum = Checksum.of(MigrationDirectory.atlas("", files).files()).text();
        files.add(new SourceFile("atlas.sum", sum));
        return MigrationDirectory.atlas("file://migrations", files);
    }

    MigrateApplyRequest request(MigrationDirectory directory) {
        return MigrateApplyRequest.of(url(), directory);
    }

    static MigrateApplyRequest in(MigrateApplyRequest from, TxMode mode) {
        return new MigrateApplyRequest(
                from.target(),
                from.directory(),
                from.revisionsSchema(),
                mode,
                from.execOrder(),
                from.baseline(),
                from.allowDirty(),
                from.amount(),
                from.toVersion(),
                from.dryRun(),
                from.lockName(),
                from.lockTimeout());
    }

    static MigrateApplyRequest in(MigrateApplyRequest from, ExecOrder order) {
        return new MigrateApplyRequest(
                from.target(),
                from.directory(),
                from.revisionsSchema(),
                from.txMode(),
                order,
                from.baseline(),
                from.allowDirty(),
                from.amount(),
                from.toVersion(),
                from.dryRun(),
                from.lockName(),
                from.lockTimeout());
    }

    MigrateApplyRequest with(
            MigrationDirectory directory,
            Optional<String> baseline,
            boolean allowDirty,
            Optional<Integer> amount,
            Optional<String> toVersion,
            boolean dryRun) {
        return new MigrateApplyRequest(
                url(),
                directory,
                Optional.empty(),
                TxMode.FILE,
                ExecOrder.LINEAR,
                baseline,
                allowDirty,
                amount,
                toVersion,
                dryRun,
                MigrateApplyRequest.DEFAULT_LOCK,
                Duration.ofMillis(100));
    }

    MigrateApplyReport apply(MigrationDirectory directory) {
        return engine().apply(request(directory));
    }

    MigrateStatusReport status(MigrationDirectory directory) {
        return engine().status(new MigrateStatusRequest(url(), directory, Optional.empty()));
    }

    void execute(String... statements) throws SQLException {
        try (Session session = databases().open(url());
                Statement statement = session.connection().createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    /** The first column of what a query returns. */
    List<String> values(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Session session = databases().open(url());
                Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    List<Revision> revisions() throws SQLException {
        try (Session session = databases().open(url())) {
            return RevisionStore.of(session, Optional.empty()).read();
        }
    }

    boolean revisionsExist() throws SQLException {
        try (Session session = databases().open(url())) {
            return RevisionStore.of(session, Optional.empty()).revisions().exist();
        }
    }

    /** The revisions table as a query of a test names it. */
    String table() {
        return "atlas_schema_revisions";
    }
}
