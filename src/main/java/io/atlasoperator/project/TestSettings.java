package io.atlasoperator.project;

import io.atlasoperator.hcl.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The {@code test} block of an environment.
 *
 * @param schema tests of the desired state
 * @param migrate tests of migrations
 */
public record TestSettings(Suite schema, Suite migrate) {

    /** Nothing is said. */
    public static final TestSettings NONE = new TestSettings(Suite.NONE, Suite.NONE);

    /**
     * Tests of one kind.
     *
     * @param src their files and folders
     * @param vars values of their variables
     */
    public record Suite(List<String> src, Map<String, Value> vars) {
        /** None. */
        public static final Suite NONE = new Suite(List.of(), Map.of());

        public Suite {
            src = List.copyOf(src);
            vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
        }
    }

    public TestSettings {
        Objects.requireNonNull(schema);
        Objects.requireNonNull(migrate);
    }
}
