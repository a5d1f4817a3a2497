package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevContainer;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.inspect.Scope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Servers in containers, by the variables that the project's own image and those made from it take. */
final class PostgresContainer {
    private static final long USER = 999;
    private static final Map<String, String> IMAGES =
            Map.of("postgres", "postgres", "postgis", "postgis/postgis", "pgvector", "pgvector/pgvector");
    private static final Pattern OFFICIAL = Pattern.compile("(?:docker\\.io/)?(?:library/)?postgres(?::([\\w.-]+))?");

    private PostgresContainer() {}

    static DevContainer of(ServerVersion version, Scope scope, String password) {
        String bound = scope instanceof Scope.OneSchema ? "&search_path=public" : "";
        return of("postgres:" + version.major(), "", password, bound);
    }

    static DevContainer of(String image, String database, String password) {
        return of(image, database, password, "");
    }

    private static DevContainer of(String image, String database, String password, String bound) {
        String data = "/var/lib/postgresql";
        Map<String, String> environment = new TreeMap<>(Map.of("POSTGRES_PASSWORD", password, "PGDATA", data + "/dev"));
        if (!database.isEmpty()) {
            environment.put("POSTGRES_DB", database);
        }
        DatabaseUrl url = DatabaseUrl.parse(
                "postgres://postgres:" + password + "@localhost:5432/postgres?sslmode=disable" + bound);
        return new DevContainer(
                "postgres",
                image,
                List.of(),
                environment,
                // While it sets itself up the server answers on its socket alone.
                List.of("pg_isready", "--host=127.0.0.1", "--quiet"),
                data,
                USER,
                database.isEmpty() ? url : url.withDatabase(database));
    }

    /** The image that a URL {@code docker://NAME/TAG} means. */
    static Optional<String> image(String name, String tag) {
        return Optional.ofNullable(IMAGES.get(name)).map(image -> image + ":" + tag);
    }

    /** The tag of the project's own image; nothing if it is another image. */
    static Optional<String> officialTag(String image) {
        Matcher official = OFFICIAL.matcher(image);
        return official.matches() ? Optional.of(Objects.requireNonNullElse(official.group(1), "")) : Optional.empty();
    }
}
