package io.atlasoperator.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a URL.
 *
 * @param scheme {@code postgres}, {@code sqlite}, …
 * @param user user name
 * @param userFrom where the user name is kept; counts more than {@code user}
 * @param password password; {@link #toString()} leaves it out
 * @param passwordFrom where the password is kept; counts more than {@code password}
 * @param host host name
 * @param hostFrom where the host name is kept; counts more than {@code host}
 * @param port port; left out where it is not above 0
 * @param database name of the database
 * @param parameters parameters of the URL
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Credentials(
        @Nullable String scheme,
        @Nullable String user,
        @Nullable SecretSource userFrom,
        @Nullable String password,
        @Nullable SecretSource passwordFrom,
        @Nullable String host,
        @Nullable SecretSource hostFrom,
        @Nullable Integer port,
        @Nullable String database,
        Map<String, String> parameters) {

    public Credentials(
            @Nullable String scheme,
            @Nullable String user,
            @Nullable SecretSource userFrom,
            @Nullable String password,
            @Nullable SecretSource passwordFrom,
            @Nullable String host,
            @Nullable SecretSource hostFrom,
            @Nullable Integer port,
            @Nullable String database,
            @Nullable Map<String, String> parameters) {
        this.scheme = scheme;
        this.user = user;
        this.userFrom = userFrom;
        this.password = password;
        this.passwordFrom = passwordFrom;
        this.host = host;
        this.hostFrom = hostFrom;
        this.port = port;
        this.database = database;
        this.parameters = parameters == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** Without anything that may be secret. */
    @Override
    public String toString() {
        return "Credentials[scheme=" + scheme + "]";
    }
}
