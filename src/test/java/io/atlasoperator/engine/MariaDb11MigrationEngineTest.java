package io.atlasoperator.engine;

import io.atlasoperator.testing.MySqlServers;

class MariaDb11MigrationEngineTest extends MySqlMigrationEngineTest {
    @Override
    MySqlServers.Kind kind() {
        return MySqlServers.Kind.MARIADB11;
    }
}
