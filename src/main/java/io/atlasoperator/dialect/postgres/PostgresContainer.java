package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.DevContainer;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.inspect.Scope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Servers in containers, by the variables that the project's own image and those made from it take. */
final class PostgresContainer {
    private static final long USER = 999;
    private static final String DATA = "/var/lib/postgresql";
    private static final Map<String, String> IMAGES =
            Map.of("postgres", "postgres", "postgis", "postgis/postgis", "pgvector", "pgvector/pgvector");
    private static final Pattern OFFICIAL = Pattern.compile("(?:docker\\.io/)?(?:library/)?postgres(?::([\\w.-]+))?");

    private PostgresContainer() {}

    /** One of the usual image, with its data in a place that is there for every version and user. */
    static DevContainer of(ServerVersion version, Scope scope, String password) {
        String bound = scope instanceof Scope.OneSchema ? "&search_path=public" : "";
        return of(
                "postgres:" + version.major(),
                Map.of("POSTGRES_PASSWORD", password, "PGDATA", DATA + "/dev"),
                url(password, bound));
    }

    /** One of any image that takes these variables. */
    static DevContainer of(String image, String database, String password) {
        DatabaseUrl url = url(password, "");
        return database.isEmpty()
                ? of(image, Map.of("POSTGRES_PASSWORD", password), url)
                : of(image, Map.of("POSTGRES_PASSWORD", password, "POSTGRES_DB", database), url.withDatabase(database));
    }

    private static DatabaseUrl url(String password, String bound) {
        return DatabaseUrl.parse(
                "postgres://postgres:" + password + "@localhost:5432/postgres?sslmode=disable" + bound);
    }

    private static DevContainer of(String image, Map<String, String> environment, DatabaseUrl url) {
        return new DevContainer(
                "postgres",
                image,
                List.of(),
                environment,
                // While it sets itself up the server answers on its socket alone.
                List.of("pg_isready", "--host=127.0.0.1", "--quiet"),
                DATA,
                USER,
                url);
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
