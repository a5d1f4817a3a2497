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
    private static final String DATA = "/var/lib/mysql";
    private static final long IMAGE_USER = 999;

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
                DATA,
                flavor.imageUser(),
                url);
    }

    /** A server of any image that takes these variables. Its user is the one that the image says. */
    static DevContainer of(String product, String image, String database, String password) {
        Map<String, String> environment = new TreeMap<>(Map.of("MYSQL_ROOT_PASSWORD", password));
        if (!database.isEmpty()) {
            environment.put("MYSQL_DATABASE", database);
        }
        DatabaseUrl url = DatabaseUrl.parse("%s://root:%s@localhost:%d".formatted(product, password, PORT));
        return new DevContainer(
                product,
                image,
                List.of(),
                environment,
                List.of(),
                DATA,
                IMAGE_USER,
                database.isEmpty() ? url : url.withDatabase(database));
    }
}
