package io.atlasoperator.dialect;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * How to open a JDBC connection.
 *
 * @param jdbcUrl the driver's URL, without credentials
 * @param properties the driver's properties, credentials among them
 * @param initialStatements statements to run on each new connection
 * @param plain how else to open it where the server turns out to have no encryption; empty if it is not to be opened then
 */
public record ConnectionSpec(
        String jdbcUrl, Properties properties, List<String> initialStatements, Optional<ConnectionSpec> plain) {

    public ConnectionSpec {
        Objects.requireNonNull(jdbcUrl);
        Objects.requireNonNull(properties);
        Objects.requireNonNull(plain);
        initialStatements = List.copyOf(initialStatements);
    }

    /** One that there is no other way for. */
    public ConnectionSpec(String jdbcUrl, Properties properties, List<String> initialStatements) {
        this(jdbcUrl, properties, initialStatements, Optional.empty());
    }

    /** Without the properties: they hold the password. */
    @Override
    public String toString() {
        return "ConnectionSpec[" + jdbcUrl + "]";
    }
}
