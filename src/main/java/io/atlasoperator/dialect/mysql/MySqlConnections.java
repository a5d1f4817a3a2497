package io.atlasoperator.dialect.mysql;

import io.atlasoperator.dialect.ConnectionSpec;
import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.dialect.InvalidUrlException;
import io.atlasoperator.dialect.KeptAliveSocketFactory;
import io.atlasoperator.dialect.KeyFile;
import io.atlasoperator.inspect.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * From an Atlas URL, whose parameters are those of the Go driver, to what the JDBC driver takes. A parameter that is none of
 * a connection is a variable of the session, as in the Go driver.
 */
final class MySqlConnections {
    private static final String DATABASE = "database";
    private static final String UNIX = "+unix";
    private static final int PORT = 3306;

    /** A week. The server notices a machine that is gone much earlier, by the keep-alives of the system. */
    private static final int IDLE_SECONDS = 604_800;

    /** Parameters that mean something to other drivers only. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "parseTime",
            "loc",
            "multiStatements",
            "interpolateParams",
            "allowNativePasswords",
            "allowOldPasswords",
            "allowCleartextPasswords",
            "allowFallbackToPlaintext",
            "allowAllFiles",
            "checkConnLiveness",
            "clientFoundRows",
            "columnsWithAlias",
            "compress",
            "connectionAttributes",
            "maxAllowedPacket",
            "rejectReadOnly",
            "serverPubKey",
            "timeTruncate",
            "readTimeout",
            "writeTimeout");

    /** By itself a system notices after two hours that the other machine is gone while it is at a statement. */
    private static final Map<String, Integer> KEEP_ALIVE = Map.of(
            "tcpKeepIdle", KeptAliveSocketFactory.IDLE,
            "tcpKeepInterval", KeptAliveSocketFactory.INTERVAL,
            "tcpKeepCount", KeptAliveSocketFactory.COUNT);

    /** The properties that name files. */
    private static final Map<String, String> FILES = Map.of(
            "ssl-ca", "serverSslCert",
            "ssl-cert", MySqlClientCertificate.CERTIFICATE,
            "ssl-key", MySqlClientCertificate.KEY);

    private static final String PREFERRED = "preferred";
    private static final Set<String> TLS = Set.of("true", "false", "skip-verify", PREFERRED);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m)?");
    private static final Pattern VARIABLE = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?|ON|OFF|DEFAULT", Pattern.CASE_INSENSITIVE);

    private MySqlConnections() {}

    static boolean isUnix(DatabaseUrl url) {
        return url.scheme().endsWith(UNIX);
    }

    static Scope scope(DatabaseUrl url) {
        String database = isUnix(url) ? url.parameter(DATABASE).orElse("") : url.database();
        return database.isEmpty() ? new Scope.WholeRealm() : new Scope.OneSchema(database);
    }

    static DatabaseUrl bind(DatabaseUrl url, String schema) {
        return isUnix(url) ? url.withParameter(DATABASE, schema) : url.withDatabase(schema);
    }

    static DatabaseUrl unbind(DatabaseUrl url) {
        return isUnix(url) ? url.withParameter(DATABASE, null) : url.withDatabase("");
    }

    static ConnectionSpec spec(DatabaseUrl url) {
        if (url.host().contains(",")) {
            throw new InvalidUrlException("the database URL names several hosts: name one");
        }
        Properties properties = new Properties();
        // A statement may run for hours, so only connecting is limited; keep-alives notice a server that is gone.
        properties.setProperty("connectTimeout", "10000");
        properties.setProperty("tcpKeepAlive", "true");
        KEEP_ALIVE.forEach((name, value) -> properties.setProperty(name, String.valueOf(value)));
        properties.setProperty("sslMode", "disable");
        // As the Go driver does it: a password goes through a plain connection encrypted with the server's key.
        properties.setProperty("allowPublicKeyRetrieval", "true");
        // A statement of a user is run to its end, and its text is never read for its meaning.
        properties.setProperty("dumpQueriesOnException", "false");
        properties.setProperty("connectionAttributes", "program_name:atlas");
        if (url.user() != null) {
            properties.setProperty("user", url.user());
        }
        if (url.password() != null) {
            properties.setProperty("password", url.password());
        }
        List<String> variables = new ArrayList<>();
        url.query().forEach((name, value) -> put(properties, variables, name, value, isUnix(url)));
        encrypt(url, properties);
        Optional<String> socket = socket(url);
        socket.ifPresent(path -> {
            properties.setProperty("socketFactory", MySqlSocketFactory.class.getName());
            properties.setProperty(MySqlSocketFactory.PATH, path);
            KEEP_ALIVE.forEach((name, value) -> properties.remove(name));
            // What does not leave the machine is not encrypted.
            properties.setProperty("sslMode", "disable");
        });
        String host = socket.isPresent() || url.host().isEmpty() ? "localhost" : url.host();
        int port = url.port() == null ? PORT : url.port();
        List<String> initial = initial();
        variables.forEach(variable -> initial.add("SET SESSION " + variable));
        initial.addAll(MySqlReading.initial());
        // Bound by a statement, for a name that the driver would have to take out of its URL.
        if (scope(url) instanceof Scope.OneSchema(String schema)) {
            initial.add("USE " + MySqlSyntax.INSTANCE.quoteIdentifier(schema));
        }
        String jdbcUrl = "jdbc:mariadb://" + host + ":" + port + "/";
        if (socket.isPresent() || !isPreferred(url)) {
            return new ConnectionSpec(jdbcUrl, properties, initial);
        }
        Properties plain = new Properties();
        plain.putAll(properties);
        plain.setProperty("sslMode", "disable");
        return new ConnectionSpec(
                jdbcUrl, properties, initial, Optional.of(new ConnectionSpec(jdbcUrl, plain, initial)));
    }

    /** Whether the connection is to be encrypted, without a look at the certificate, unless the server can't. */
    private static boolean isPreferred(DatabaseUrl url) {
        return url.parameter("tls")
                .or(() -> url.parameter("ssl-mode"))
                .filter(PREFERRED::equalsIgnoreCase)
                .isPresent();
    }

    /** Whoever names a certificate wants it to be used. */
    private static void encrypt(DatabaseUrl url, Properties properties) {
        boolean hasCertificate = properties.containsKey(MySqlClientCertificate.CERTIFICATE);
        if (hasCertificate != properties.containsKey(MySqlClientCertificate.KEY)) {
            throw new InvalidUrlException(
                    "the database URL names a certificate or a key of the client: name both, ssl-cert and ssl-key");
        }
        if (hasCertificate) {
            properties.setProperty("tlsSocketType", MySqlClientCertificate.TYPE);
        }
        boolean isSaid =
                url.parameter("tls").isPresent() || url.parameter("ssl-mode").isPresent();
        if (!isSaid && (hasCertificate || properties.containsKey("serverSslCert"))) {
            properties.setProperty("sslMode", "verify-full");
        } else if (hasCertificate && properties.getProperty("sslMode").equals("disable")) {
            throw new InvalidUrlException(
                    "the database URL names a certificate of the client (ssl-cert), but asks for no"
                            + " encryption: leave tls out, or write tls=true");
        }
    }

    /**
     * What every session needs. Statements in comments of a version are run by MySQL of that version and later alone: the
     * relatives pass them over.
     */
    private static List<String> initial() {
        List<String> statements = new ArrayList<>();
        // The driver adds a mode, which routines would keep with them. A session that holds a lock for another one may
        // be idle for long.
        statements.add("SET SESSION sql_mode = @@GLOBAL.sql_mode, SESSION wait_timeout = " + IDLE_SECONDS);
        // Numbers of the catalog are to be those of now, and not of yesterday.
        statements.add("SET /*!80000 information_schema_stats_expiry = 0, */ SESSION sql_quote_show_create = 1");
        // What the server adds to tables by itself is no part of what somebody wrote.
        statements.add(
                "SET /*!80030 show_gipk_in_create_table_and_information_schema = OFF, */ SESSION sql_quote_show_create = 1");
        return statements;
    }

    private static Optional<String> socket(DatabaseUrl url) {
        if (!isUnix(url)) {
            return Optional.empty();
        }
        String path = url.host().isEmpty() ? decoded(url) : url.host() + decoded(url);
        if (path.isEmpty() || path.equals("/")) {
            throw new InvalidUrlException("the database URL names no socket: write its file as the path, and the"
                    + " database as a parameter: mysql+unix://user:pass@/run/mysqld/mysqld.sock?database=app");
        }
        return Optional.of(path);
    }

    private static String decoded(DatabaseUrl url) {
        return "/" + url.database();
    }

    private static void put(Properties properties, List<String> variables, String name, String value, boolean unix) {
        switch (name) {
            case DATABASE -> {
                if (!unix) {
                    throw new InvalidUrlException("write the database of the URL before the question mark:"
                            + " mysql://user:pass@host:3306/app");
                }
            }
            case "tls", "ssl-mode" -> properties.setProperty("sslMode", sslMode(name, value));
            case "ssl-ca", "ssl-cert", "ssl-key" -> {
                KeyFile.require(name, value);
                properties.setProperty(FILES.getOrDefault(name, name), value);
            }
            case "timeout" -> properties.setProperty("connectTimeout", milliseconds(name, value));
            case "charset" -> {
                String charset = value.split(",", -1)[0];
                if (!VARIABLE.matcher(charset).matches()) {
                    throw new InvalidUrlException("invalid charset in the database URL");
                }
                variables.add("character_set_results = " + charset);
            }
            case "collation" -> {
                if (!VARIABLE.matcher(value).matches()) {
                    throw new InvalidUrlException("invalid collation in the database URL");
                }
                variables.add("collation_connection = " + value);
            }
            default -> {
                if (WITHOUT_EFFECT.contains(name)) {
                    return;
                }
                if (!VARIABLE.matcher(name).matches()) {
                    throw new InvalidUrlException("unknown parameter \"" + name + "\" in the database URL");
                }
                variables.add(name + " = " + literal(value));
            }
        }
    }

    /** A value as it is written in the URL: with its own quotes, a number, or a text without. */
    private static String literal(String value) {
        if (NUMBER.matcher(value).matches()) {
            return value;
        }
        boolean quoted = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
        return MySqlSyntax.INSTANCE.quoteLiteral(quoted ? MySqlText.value(value) : value);
    }

    private static String sslMode(String name, String value) {
        return switch (value.toLowerCase(java.util.Locale.ROOT)) {
            case "true", "verify_identity" -> "verify-full";
            case "verify_ca" -> "verify-ca";
            case "skip-verify", "required", PREFERRED -> "trust";
            case "false", "disabled" -> "disable";
            default ->
                throw new InvalidUrlException("unknown " + name + " in the database URL, expected one of "
                        + String.join(", ", TLS.stream().sorted().toList())
                        + "; a certificate is named by ssl-ca");
        };
    }

    private static String milliseconds(String name, String value) {
        var matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw new InvalidUrlException(name + " in the database URL must be a duration such as 30s");
        }
        long number = Long.parseLong(matcher.group(1));
        return String.valueOf(
                switch (matcher.group(2) == null ? "s" : matcher.group(2)) {
                    case "ms" -> number;
                    case "m" -> number * 60_000;
                    default -> number * 1_000;
                });
    }
}
