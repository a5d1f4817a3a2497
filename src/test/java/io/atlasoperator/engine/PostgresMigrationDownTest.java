package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.postgres.PostgresDialect;
import io.atlasoperator.testing.PostgresDatabase;
import io.atlasoperator.testing.PostgresServers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PostgresMigrationDownTest extends MigrationDownContract {
    private final Databases databases = new Databases(new Dialects(List.of(new PostgresDialect())));
    private final PostgresDatabase database = PostgresServers.database();
    private final PostgresDatabase dev = PostgresServers.database();

    @BeforeEach
    void createSchema() {
        PostgresDatabase.run(database.url(), "CREATE SCHEMA app");
    }

    @AfterEach
    void drop() {
        database.close();
        dev.close();
    }

    @Override
    DatabaseUrl url() {
        return database.url("app");
    }

    @Override
    Databases databases() {
        return databases;
    }

    @Override
    Optional<DatabaseUrl> dev() {
        return Optional.of(dev.url());
    }
}
