package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.testing.MySqlDatabase;
import io.atlasoperator.testing.MySqlServers;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class MySqlMigrationDownTest extends MigrationDownContract {
    private final Databases databases = new Databases(Dialects.all());
    private final MySqlDatabase database = MySqlServers.database(kind());

    MySqlServers.Kind kind() {
        return MySqlServers.Kind.MYSQL;
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Override
    DatabaseUrl url() {
        return database.url();
    }

    @Override
    Databases databases() {
        return databases;
    }

    @Override
    Optional<DatabaseUrl> dev() {
        return Optional.of(database.server().withDatabase("dev"));
    }
}
