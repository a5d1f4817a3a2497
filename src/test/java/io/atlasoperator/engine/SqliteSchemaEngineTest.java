package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteSchemaEngineTest extends SchemaEngineContract {
    @TempDir
    Path folder;

    private int count;

    @Override
    protected DatabaseUrl freshTarget() {
        return DatabaseUrl.parse("sqlite://" + folder.resolve("target" + count++ + ".db"));
    }
}
