package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevContainer;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.inspect.Scope;
import java.util.List;
import java.util.Map;

/** A server of a target's major version in a container, by the variables that the project's own image takes. */
final class PostgresContainer {
    private static final long USER = 999;

    private PostgresContainer() {}

    static DevContainer of(ServerVersion version, Scope scope, String password) {
        String bound = scope instanceof Scope.OneSchema ? "&search_path=public" : "";
        String data = "/var/lib/postgresql";
        return new DevContainer(
                "postgres",
                "postgres:" + version.major(),
                List.of(),
                Map.of("POSTGRES_PASSWORD", password, "PGDATA", data + "/dev"),
                // While it sets itself up the server answers on its socket alone.
                List.of("pg_isready", "--host=127.0.0.1", "--quiet"),
                data,
                USER,
                DatabaseUrl.parse(
                        "postgres://postgres:" + password + "@localhost:5432/postgres?sslmode=disable" + bound));
    }
}
