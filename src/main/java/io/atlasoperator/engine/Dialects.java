package io.atlasoperator.engine;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.Dialect;
import io.atlasoperator.dialect.ServerVersion;
import io.atlasoperator.dialect.mariadb.MariaDbFlavor;
import io.atlasoperator.dialect.mysql.MySqlDialect;
import io.atlasoperator.dialect.mysql.MySqlFlavor;
import io.atlasoperator.dialect.postgres.PostgresDialect;
import io.atlasoperator.dialect.sqlite.SqliteDialect;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The dialects that the product has. This is the only place that knows them all. */
public final class Dialects {
    private final List<Dialect> dialects;

    /** Every dialect that there is. */
    public static Dialects all() {
        List<Function<ServerVersion, Optional<MySqlFlavor>>> relatives = List.of(MariaDbFlavor::detect);
        return new Dialects(List.of(
                new PostgresDialect(),
                new MySqlDialect("mysql", Set.of("mysql", "mysql+unix"), relatives),
                new MySqlDialect("mariadb", Set.of("mariadb", "mariadb+unix", "maria", "maria+unix"), relatives),
                new SqliteDialect()));
    }

    /** @param dialects the dialects, no two with a scheme in common */
    public Dialects(List<Dialect> dialects) {
        this.dialects = List.copyOf(dialects);
    }

    /**
     * The dialect that a URL means.
     *
     * @throws EngineException with {@link EngineException.Reason#URL} if there is none
     */
    public Dialect of(DatabaseUrl url) {
        return answering(url.scheme())
                .orElseThrow(() -> EngineException.permanent(
                        EngineException.Reason.URL,
                        ContainerUrl.is(url)
                                ? "docker URLs name a dev database (--dev-url, spec.devURL) and nothing else"
                                : "sql/sqlclient: unknown driver \"" + url.scheme() + "\", expected one of "
                                        + String.join(", ", schemes()) + ". See: https://atlasgo.io/url"));
    }

    /** The dialect that answers to a scheme. */
    Optional<Dialect> answering(String scheme) {
        return dialects.stream()
                .filter(dialect -> dialect.schemes().contains(scheme))
                .findFirst();
    }

    /** What the dialects say to a question, of those that say something. */
    <T> Stream<T> all(Function<Dialect, Optional<T>> question) {
        return dialects.stream().map(question).flatMap(Optional::stream);
    }

    /** URLs for {@code --dev-url} that need no server of the user's, one for each dialect that has one. */
    List<String> devUrlExamples() {
        return all(Dialect::devUrlExample).toList();
    }

    /** Every URL scheme that is known, in alphabetical order. */
    public List<String> schemes() {
        return dialects.stream()
                .flatMap(dialect -> dialect.schemes().stream())
                .sorted()
                .toList();
    }
}
