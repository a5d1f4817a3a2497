package io.atlasoperator.secretstore;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The stores that URLs may name, by their schemes. Safe for use by several threads. */
public final class SecretStores {
    /** What a store of AWS can be told in a URL, by {@code awssdk} which of its libraries another program would take. */
    private static final Set<String> AWS = Set.of("awssdk", "endpoint", "profile", "region");

    private static final Map<String, Set<String>> PARAMETERS = new TreeMap<>(Map.of(
            AwsStore.SECRETS_MANAGER,
            AWS,
            AwsStore.PARAMETER_STORE,
            AWS,
            GoogleStore.SCHEME,
            Set.of("endpoint"),
            VaultStore.SCHEME,
            Set.of("address", "field", "namespace", "version")));

    private final Surroundings surroundings;

    /**
     * Stores for one caller.
     *
     * @param environment the environment variables in which credentials may be
     * @param folder what the paths in them start at
     * @param clock what requests are dated by
     */
    public SecretStores(Map<String, String> environment, Path folder, Clock clock) {
        this.surroundings = new Surroundings(environment, folder, clock);
    }

    /** The schemes of URLs that mean a store, in order. */
    public static Set<String> schemes() {
        return PARAMETERS.keySet();
    }

    /** The parameters that a scheme's URLs may have. */
    public static Set<String> parameters(String scheme) {
        return PARAMETERS.getOrDefault(scheme, Set.of());
    }

    /**
     * Asks for a value.
     *
     * @param scheme one of {@link #schemes()}
     * @param name what the secret is called there
     * @param parameters what the URL says beside that
     * @param timeout how long all of it may take
     * @throws SecretStoreException if it can't be had
     * @throws InterruptedException if the thread was interrupted meanwhile
     */
    public String value(String scheme, String name, Map<String, String> parameters, Duration timeout)
            throws SecretStoreException, InterruptedException {
        if (name.isEmpty()) {
            throw new SecretStoreException("\"url\" does not say which secret: " + scheme + "://NAME");
        }
        try (Web web = new Web(timeout)) {
            return switch (scheme) {
                case AwsStore.SECRETS_MANAGER, AwsStore.PARAMETER_STORE ->
                    new AwsStore(surroundings, web, scheme, parameters).value(name);
                case GoogleStore.SCHEME -> new GoogleStore(surroundings, web, parameters).value(name);
                case VaultStore.SCHEME -> new VaultStore(surroundings, web, parameters).value(name);
                default -> throw new IllegalArgumentException("no secret store: " + scheme);
            };
        }
    }
}
