package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevContainer;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.inspect.Scope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Servers in containers, by the variables that the products' own images take. MariaDB's takes MySQL's as well. */
final class MySqlContainer {
    private static final String DATABASE = "dev";
    private static final int PORT = 3306;

    private MySqlContainer() {}

    /** A server of the same release line; patches of one line do not differ in what a state is made of. */
    static DevContainer of(MySqlFlavor flavor, ServerVersion version, Scope scope, String password) {
        boolean bound = scope instanceof Scope.OneSchema;
        Map<String, String> environment = new TreeMap<>();
        environment.put("MYSQL_ROOT_PASSWORD", password);
        if (bound) {
            environment.put("MYSQL_DATABASE", DATABASE);
        }
        DatabaseUrl url = DatabaseUrl.parse(
                "%s://root:%s@localhost:%d%s".formatted(flavor.engine(), password, PORT, bound ? "/" + DATABASE : ""));
        return new DevContainer(
                flavor.engine(),
                "%s:%d.%d".formatted(flavor.engine(), version.major(), version.number() / 100 % 100),
                flavor.foldsNames() ? List.of("--lower-case-table-names=1") : List.of(),
                environment,
                // While it sets itself up the server answers on its socket alone.
                List.of(flavor.adminProgram(), "ping", "--host=127.0.0.1", "--silent"),
                "/var/lib/mysql",
                flavor.imageUser(),
                url);
    }
}
