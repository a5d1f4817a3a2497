package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.sqlite.SqliteDialect;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class SqliteMigrationDownTest extends MigrationDownContract {
    private final Databases databases = new Databases(new Dialects(List.of(new SqliteDialect())));

    @TempDir
    Path folder = Path.of("");

    @Override
    DatabaseUrl url() {
        return DatabaseUrl.parse("sqlite://" + folder.resolve("test.db"));
    }

    @Override
    Databases databases() {
        return databases;
    }

    @Override
    Optional<DatabaseUrl> dev() {
        return Optional.empty();
    }
}
