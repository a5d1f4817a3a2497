package io.atlasoperator.operator.project;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the operator's owner allows the project files of resources.
 *
 * @param allowed whether resources may bring any
 * @param programs the programs that they may run, exactly as they name them
 * @param variables the environment variables of the operator that they may read
 * @param hosts the web servers that they may ask, each a name or a name with a port, and the kinds of secret stores: {@code
 *     vault://}
 * @param environment the environment variables that they and their programs see
 */
public record ConfigPermissions(
        boolean allowed,
        Set<String> programs,
        Set<String> variables,
        Set<String> hosts,
        Map<String, String> environment) {

    /** No project files at all. */
    public static final ConfigPermissions NONE = new ConfigPermissions(false, Set.of(), Set.of(), Set.of(), Map.of());

    /** What programs need to find others, and a place for their own files. */
    private static final List<String> PLAIN = List.of("PATH", "HOME", "TMPDIR", "LANG");

    public ConfigPermissions {
        programs = Set.copyOf(programs);
        variables = Set.copyOf(variables);
        hosts = Set.copyOf(hosts);
        Map<String, String> seen = new HashMap<>();
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (variables.contains(variable.getKey()) || PLAIN.contains(variable.getKey())) {
                seen.put(variable.getKey(), variable.getValue());
            }
        }
        environment = Map.copyOf(seen);
    }

    /** Without the values of variables. */
    @Override
    public String toString() {
        return "ConfigPermissions[" + allowed + ", " + programs + ", " + variables + ", " + hosts + "]";
    }
}
