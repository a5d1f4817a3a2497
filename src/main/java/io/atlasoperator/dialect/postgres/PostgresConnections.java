package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.ConnectionSpec;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.InvalidUrlException;
import io.atlasoperator.dialect.KeptAliveSocketFactory;
import io.atlasoperator.dialect.KeyFile;
import io.atlasoperator.dialect.UnixSocketFactory;
import io.atlasoperator.inspect.Scope;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/** From an Atlas URL, whose parameters are those of libpq, to what the JDBC driver takes. */
final class PostgresConnections {
    private static final String SEARCH_PATH = "search_path";

    /** The driver's names of parameters that libpq calls otherwise. */
    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("sslmode", "sslmode"),
            Map.entry("sslrootcert", "sslrootcert"),
            Map.entry("sslcert", "sslcert"),
            Map.entry("sslkey", "sslkey"),
            Map.entry("sslpassword", "sslpassword"),
            Map.entry("application_name", "ApplicationName"),
            Map.entry("fallback_application_name", "ApplicationName"),
            Map.entry("channel_binding", "channelBinding"),
            Map.entry("gssencmode", "gssEncMode"),
            Map.entry("krbsrvname", "kerberosServerName"));

    private static final Set<String> FILES = Set.of("sslrootcert", "sslcert", "sslkey");

    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    private static final Map<String, String> SESSION_ATTRIBUTES = Map.of(
            "any", "any",
            "read-write", "primary",
            "primary", "primary",
            "standby", "secondary",
            "read-only", "secondary",
            "prefer-standby", "preferSecondary");

    /** Parameters that mean something to other drivers only. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "binary_parameters",
            "sslsni",
            "sslinline",
            "sslcompression",
            "keepalives",
            "keepalives_idle",
            "keepalives_interval",
            "keepalives_count",
            "tcp_user_timeout",
            "disable_prepared_binary_result",
            "default_query_exec_mode",
            "pool_max_conns",
            "statement_cache_capacity",
            "passfile",
            "service");

    /** The root certificates of the system, or of the Java runtime. */
    private static final String OF_SYSTEM = "system";

    private static final Path USUAL_ROOT = Path.of(System.getProperty("user.home", ""), ".postgresql", "root.crt");

    /** Where a Unix socket is. */
    private static final Set<String> OF_SOCKET = Set.of("host", "port");

    private PostgresConnections() {}

    static Scope scope(DatabaseUrl url) {
        String schema = url.parameter(SEARCH_PATH).orElse("");
        return schema.isEmpty() ? new Scope.WholeRealm() : new Scope.OneSchema(schema);
    }

    static DatabaseUrl bind(DatabaseUrl url, String schema) {
        return url.withParameter(SEARCH_PATH, schema);
    }

    static DatabaseUrl unbind(DatabaseUrl url) {
        return url.withParameter(SEARCH_PATH, null);
    }

    static ConnectionSpec spec(DatabaseUrl url) {
        if (url.host().contains(",")) {
            throw new InvalidUrlException("the database URL names several hosts: name one");
        }
        PostgresLoginKeys.remember();
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "atlas");
        // A statement may run for hours, so only connecting is limited; keep-alives notice a server that is gone.
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "30");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("socketFactory", KeptAliveSocketFactory.class.getName());
        // The driver is not to take statements apart: it takes the END of a CASE for that of a BEGIN ATOMIC.
        properties.setProperty("preferQueryMode", "extendedForPrepared");
        if (url.user() != null) {
            properties.setProperty("user", url.user());
        }
        if (url.password() != null) {
            properties.setProperty("password", url.password());
        }
        StringJoiner settings = new StringJoiner(" ");
        Optional<String> socket = socket(url);
        url.query().forEach((name, value) -> {
            if (socket.isEmpty() || !OF_SOCKET.contains(name)) {
                put(properties, settings, name, value);
            }
        });
        if (socket.isPresent()) {
            properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
            properties.setProperty("socketFactoryArg", socket.get());
            // As in libpq: what does not leave the machine is not encrypted, whatever the URL says.
            properties.setProperty("sslmode", "disable");
            properties.setProperty("gssEncMode", "disable");
        }
        // The driver's own default goes on in plain text, without a word, where the server has no TLS.
        properties.putIfAbsent("sslmode", "require");
        trust(properties);
        if (settings.length() > 0) {
            properties.setProperty("options", settings.toString());
        }
        String host = url.host().isEmpty() || socket.isPresent() ? "localhost" : url.host();
        String port = url.port() == null ? "" : ":" + url.port();
        String path = url.path().isEmpty() ? "/" : url.path();
        return new ConnectionSpec("jdbc:postgresql://" + host + port + path, properties, initial(url));
    }

    /**
     * As in libpq: a root certificate is there to be checked, also where the mode only asks for encryption; where none is
     * named and the user's folder has none, those of the system count. The driver knows neither.
     */
    private static void trust(Properties properties) {
        @Nullable String root = properties.getProperty("sslrootcert");
        if (properties.getProperty("sslmode").equals("require") && root != null) {
            properties.setProperty("sslmode", root.equals(OF_SYSTEM) ? "verify-full" : "verify-ca");
        }
        boolean checks = properties.getProperty("sslmode").startsWith("verify-");
        boolean ofSystem = OF_SYSTEM.equals(root) || root == null && !Files.exists(USUAL_ROOT);
        if (checks && ofSystem && !properties.containsKey("sslcert")) {
            properties.remove("sslrootcert");
            properties.setProperty("sslfactory", DefaultJavaSSLFactory.class.getName());
        }
    }

    /**
     * The Unix socket that a URL means: in its parameter {@code host}, or as a percent-encoded host, the folder of the
     * socket.
     */
    private static Optional<String> socket(DatabaseUrl url) {
        String folder = url.host().isEmpty() ? url.parameter("host").orElse("") : decoded(url.host());
        if (!folder.startsWith("/")) {
            return Optional.empty();
        }
        String port = url.port() == null ? url.parameter("port").orElse("5432") : String.valueOf(url.port());
        if (!port.matches("\\d{1,5}")) {
            throw new InvalidUrlException("the port in the database URL is no number");
        }
        return Optional.of(folder + "/.s.PGSQL." + port);
    }

    private static String decoded(String host) {
        return host.startsWith("%2F") || host.startsWith("%2f")
                ? URLDecoder.decode(host, StandardCharsets.UTF_8)
                : host;
    }

    private static List<String> initial(DatabaseUrl url) {
        if (!(scope(url) instanceof Scope.OneSchema(String schema))) {
            return List.of();
        }
        if (schema.contains(",")) {
            throw new InvalidUrlException("search_path in the database URL names more than one schema: name one, or"
                    + " leave it out to mean all of them");
        }
        return List.of("SET search_path = " + PostgresSyntax.quote(schema));
    }

    private static void put(Properties properties, StringJoiner settings, String name, String value) {
        switch (name) {
            case SEARCH_PATH -> {}
            case "user", "password" -> properties.setProperty(name, value);
            case "connect_timeout" -> properties.setProperty("connectTimeout", seconds(name, value));
            case "options" -> settings.add(value);
            case "target_session_attrs" -> {
                if (!SESSION_ATTRIBUTES.containsKey(value)) {
                    throw unknownValue(name, SESSION_ATTRIBUTES.keySet());
                }
                properties.setProperty("targetServerType", SESSION_ATTRIBUTES.getOrDefault(value, value));
            }
            case "host", "hostaddr", "port", "dbname" ->
                throw new InvalidUrlException("write the " + name
                        + " of the database URL before the question mark: postgres://user:pass@host:5432/db;"
                        + " for a Unix socket, leave it out and name the socket's folder:"
                        + " postgres://user:pass@/db?host=/var/run/postgresql");
            default -> {
                if (name.equals("sslmode") && !SSL_MODES.contains(value)) {
                    throw unknownValue(name, SSL_MODES);
                }
                if (FILES.contains(name)) {
                    KeyFile.require(name, value);
                }
                if (RENAMED.containsKey(name)) {
                    properties.setProperty(RENAMED.getOrDefault(name, name), value);
                } else if (name.matches("[a-z_]+(\\.[a-z_]+)?") && !WITHOUT_EFFECT.contains(name)) {
                    // What is no parameter of a connection is a setting of the session, as in libpq.
                    settings.add(
                            "-c " + name + "=" + value.replace("\\", "\\\\").replace(" ", "\\ "));
                } else if (!WITHOUT_EFFECT.contains(name)) {
                    throw new InvalidUrlException("unknown parameter \"" + name + "\" in the database URL");
                }
            }
        }
    }

    private static String seconds(String name, String value) {
        if (!value.matches("\\d{1,9}")) {
            throw new InvalidUrlException(name + " in the database URL must be a number of seconds");
        }
        return value;
    }

    private static InvalidUrlException unknownValue(String name, Set<String> known) {
        return new InvalidUrlException("unknown " + name + " in the database URL, expected one of "
                + String.join(", ", known.stream().sorted().toList()));
    }
}
