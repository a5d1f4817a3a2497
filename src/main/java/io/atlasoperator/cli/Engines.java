package io.atlasoperator.cli;

import io.atlasoperator.engine.Databases;
import io.atlasoperator.engine.DevDatabases;
import io.atlasoperator.engine.Dialects;
import io.atlasoperator.engine.JdbcMigrationEngine;
import io.atlasoperator.engine.JdbcSchemaEngine;
import io.atlasoperator.engine.MigrationEngine;
import io.atlasoperator.engine.SchemaEngine;
import java.time.Clock;

/** Makes the engines when a command first needs one, so that commands without a database start at once. */
final class Engines {
    private final Clock clock;

    Engines(Clock clock) {
        this.clock = clock;
    }

    Clock clock() {
        return clock;
    }

    SchemaEngine schema() {
        Databases databases = new Databases(Dialects.all());
        return new JdbcSchemaEngine(databases, new DevDatabases(databases), clock);
    }

    MigrationEngine migration() {
        return new JdbcMigrationEngine(new Databases(Dialects.all()), clock, "v" + ProductVersion.NUMBER);
    }
}
