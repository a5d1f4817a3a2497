package io.atlasoperator.dialect;

import java.util.List;
import java.util.Objects;
import java.util.Properties;

/**
 * How to open a JDBC connection.
 *
 * @param jdbcUrl the driver's URL, without credentials
 * @param properties the driver's properties, credentials among them
 * @param initialStatements statements to run on each new connection
 */
public record ConnectionSpec(String jdbcUrl, Properties properties, List<String> initialStatements) {

    public ConnectionSpec {
        Objects.requireNonNull(jdbcUrl);
        Objects.requireNonNull(properties);
        initialStatements = List.copyOf(initialStatements);
    }

    /** Without the properties: they hold the password. */
    @Override
    public String toString() {
        return "ConnectionSpec[" + jdbcUrl + "]";
    }
}
