package io.atlasoperator.operator.target;

import io.atlasoperator.operator.api.v1alpha1.Credentials;
import io.atlasoperator.operator.ref.ReferenceException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds a URL from credentials. */
final class CredentialsUrl {
    private static final Set<String> SQL_SERVER = Set.of("sqlserver", "azuresql", "mssql");

    private static final Set<String> KNOWN = Set.of(
            "sqlite",
            "libsql",
            "mysql",
            "mariadb",
            "maria",
            "postgres",
            "postgresql",
            "ysql",
            "sqlserver",
            "azuresql",
            "mssql",
            "clickhouse",
            "redshift",
            "databricks",
            "snowflake",
            "spanner",
            "crdb",
            "dsql",
            "oracle");

    private CredentialsUrl() {}

    /**
     * The URL of credentials whose references were resolved.
     *
     * @param user user name, or null
     * @param password password, or null
     * @param host host, maybe empty
     * @throws ReferenceException if the scheme means no database
     */
    static String of(Credentials credentials, @Nullable String user, @Nullable String password, String host) {
        String scheme = Objects.requireNonNullElse(credentials.scheme(), "");
        String driver = scheme.toLowerCase(Locale.ROOT);
        int modifier = driver.indexOf('+');
        if (modifier >= 0) {
            driver = driver.substring(0, modifier);
        }
        if (!KNOWN.contains(driver)) {
            throw new ReferenceException("spec.credentials.scheme: unknown driver for schema \"" + scheme
                    + "\", expected postgres, mysql, mariadb or sqlite");
        }
        String database = Objects.requireNonNullElse(credentials.database(), "");
        Map<String, String> parameters = new TreeMap<>(credentials.parameters());
        String path = "";
        if (!database.isEmpty() && SQL_SERVER.contains(driver)) {
            parameters.put("database", database);
        } else if (!database.isEmpty()) {
            path = "/" + database;
        }
        boolean login = user != null && !user.isEmpty();
        boolean secret = password != null && !password.isEmpty();
        int port = Objects.requireNonNullElse(credentials.port(), 0);
        return UrlText.of(
                scheme,
                login || secret ? Objects.requireNonNullElse(user, "") : null,
                secret ? password : null,
                host,
                port,
                path,
                parameters);
    }
}
