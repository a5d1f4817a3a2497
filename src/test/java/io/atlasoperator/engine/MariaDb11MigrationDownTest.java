package io.atlasoperator.engine;

import io.atlasoperator.testing.MySqlServers;

class MariaDb11MigrationDownTest extends MySqlMigrationDownTest {
    @Override
    MySqlServers.Kind kind() {
        return MySqlServers.Kind.MARIADB11;
    }
}
