package io.atlasoperator.engine;

import java.time.Clock;

/**
 * The engines of a process, wired: one set serves the command line for one command or the operator for its whole life.
 *
 * @param schema the declarative use cases
 * @param migration the versioned use cases
 * @param databases opens targets
 */
public record Engines(SchemaEngine schema, MigrationEngine migration, Databases databases) implements AutoCloseable {

    /**
     * Engines over all dialects and the chain of dev databases.
     *
     * @param version the product's version, as the revisions table keeps it: {@code v1.0.0}
     */
    public static Engines create(Clock clock, String version) {
        Databases databases = new Databases(Dialects.all());
        return new Engines(
                new JdbcSchemaEngine(databases, new DevDatabases(databases), clock),
                new JdbcMigrationEngine(databases, clock, version),
                databases);
    }

    /** Ends what the engines keep open between calls. */
    @Override
    public void close() {
        // Sessions are closed by the call that opened them, so there is nothing yet.
    }
}
