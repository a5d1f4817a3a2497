package io.atlasoperator.engine;

import java.time.Clock;
import java.time.Duration;

/**
 * The engines of a process, wired: one set serves the command line for one command or the operator for its whole life.
 *
 * @param schema the declarative use cases
 * @param migration the versioned use cases
 * @param lint judges changes before they are made
 * @param test runs tests
 * @param databases opens targets
 * @param devDatabases where desired states are tried out
 * @param containers the containers of such places
 */
public record Engines(
        SchemaEngine schema,
        MigrationEngine migration,
        LintEngine lint,
        TestEngine test,
        Databases databases,
        DevDatabases devDatabases,
        Containers containers)
        implements AutoCloseable {

    /**
     * Engines over all dialects and the chain of dev databases.
     *
     * @param version the product's version, as the revisions table keeps it: {@code v1.0.0}
     * @param keep how long a dev database is kept for the next use
     */
    public static Engines create(Clock clock, String version, Duration keep) {
        return create(clock, version, keep, DevDatabases.Mode.AUTO, DevServers.NONE, new Interruption(), Traffic.NONE);
    }

    /**
     * Engines that say what is used where nobody names a dev database.
     *
     * @param version the product's version, as the revisions table keeps it: {@code v1.0.0}
     * @param keep how long a dev database is kept for the next use
     * @param mode what is used
     * @param servers servers that others run
     * @param interruption ends all work early
     * @param traffic is told of sessions and what they wait for
     */
    public static Engines create(
            Clock clock,
            String version,
            Duration keep,
            DevDatabases.Mode mode,
            DevServers servers,
            Interruption interruption,
            Traffic traffic) {
        Databases databases = new Databases(Dialects.all(), interruption, traffic);
        DevDatabases devDatabases = new DevDatabases(databases, keep, mode, servers, DevDatabases.Cleaning.AT_ONCE);
        return create(clock, version, databases, devDatabases, Containers.NONE, Progress.NONE, true);
    }

    /**
     * Engines for one command, whose work may be ended early. They keep nothing for another use, and are to be closed at
     * the end of the command.
     *
     * @param interruption ends it
     * @param progress is told what it is at
     * @param containers for dev databases; closed with the engines
     */
    public static Engines once(
            Clock clock, String version, Interruption interruption, Progress progress, Containers containers) {
        Databases databases =
                new Databases(Dialects.all(), interruption, containers, Databases.CONTAINER_PATIENCE, progress);
        return create(
                clock,
                version,
                databases,
                new DevDatabases(
                        databases,
                        Duration.ZERO,
                        DevDatabases.Mode.AUTO,
                        DevServers.NONE,
                        DevDatabases.Cleaning.MEANWHILE),
                containers,
                progress,
                false);
    }

    private static Engines create(
            Clock clock,
            String version,
            Databases databases,
            DevDatabases devDatabases,
            Containers containers,
            Progress progress,
            boolean asksAgain) {
        SchemaEngine schema = new JdbcSchemaEngine(databases, devDatabases, clock, progress, asksAgain);
        MigrationEngine migration = new JdbcMigrationEngine(databases, devDatabases, clock, version);
        return new Engines(
                schema,
                migration,
                new JdbcLintEngine(databases, devDatabases, schema, clock),
                new JdbcTestEngine(databases, devDatabases, migration, clock),
                databases,
                devDatabases,
                containers);
    }

    /** Ends what the engines keep open between calls. */
    @Override
    public void close() {
        try (containers) {
            devDatabases.close();
        }
    }
}
