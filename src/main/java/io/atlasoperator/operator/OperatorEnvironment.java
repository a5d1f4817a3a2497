package io.atlasoperator.operator;

import io.atlasoperator.engine.DevDatabases;
import io.atlasoperator.operator.devpod.DevPodSettings;
import io.atlasoperator.operator.project.ConfigPermissions;
import io.atlasoperator.operator.ref.DirectoryVolume;
import io.atlasoperator.operator.target.ResyncInterval;
import io.atlasoperator.operator.target.WorkLimits;
import io.atlasoperator.project.LintPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the operator takes from environment variables. {@code SKIP_VERCHECK} is accepted: there is no version check to
 * skip, the operator calls nobody but the API server and the databases.
 *
 * @param devPods {@code PREWARM_DEVDB}, {@code DEV_POD_REGISTRY}, {@code DEV_POD_RESOURCES}, {@code DEV_POD_SPEC}: what pods for
 *     dev databases are like
 * @param permissions {@code ALLOW_CUSTOM_CONFIG}, {@code CUSTOM_CONFIG_PROGRAMS}, {@code CUSTOM_CONFIG_VARIABLES}, {@code
 *     CUSTOM_CONFIG_HOSTS}: whether resources may bring project files, and what these may reach
 * @param dataFolder {@code DATA_DIR}: where files are kept that are worth having after a restart
 * @param resyncInterval {@code RESYNC_INTERVAL}: how often targets are looked at again; zero means never
 * @param minimumReview {@code MINIMUM_REVIEW}: which plans need an approval whatever a resource says; empty means none
 * @param workLimits {@code WORK_PER_SERVER}, {@code WORK_IN_ALL}: how many databases are worked on at a time
 * @param devDatabaseMode {@code DEV_DATABASE_MODE}: where desired states are tried out if a resource names no dev database
 * @param gracePeriod {@code TERMINATION_GRACE_PERIOD}, in seconds: how long the process has to end when it is told to
 * @param directoryVolumes {@code DIRECTORY_VOLUMES}: the volumes with migration directories
 * @param watchesSecrets {@code WATCH_SECRETS}: whether a change of a Secret has the resources that refer to it looked at
 */
public record OperatorEnvironment(
        DevPodSettings devPods,
        ConfigPermissions permissions,
        Path dataFolder,
        Duration resyncInterval,
        Optional<LintPolicy.Review> minimumReview,
        WorkLimits workLimits,
        DevDatabases.Mode devDatabaseMode,
        Duration gracePeriod,
        List<DirectoryVolume> directoryVolumes,
        boolean watchesSecrets) {

    private static final Pattern SMALL_NUMBER = Pattern.compile("[1-9][0-9]{0,3}");

    /** What Kubernetes gives a pod that says nothing. */
    private static final Duration DEFAULT_GRACE_PERIOD = Duration.ofSeconds(30);

    private static final Duration LONGEST_GRACE_PERIOD = Duration.ofDays(7);

    public OperatorEnvironment {
        directoryVolumes = List.copyOf(directoryVolumes);
    }

    /**
     * Reads the variables.
     *
     * @throws IllegalArgumentException naming the variable whose value can't be used
     */
    public static OperatorEnvironment of(Map<String, String> variables) {
        String folder = variables.getOrDefault("DATA_DIR", "");
        DevDatabases.Mode mode = mode(variables.getOrDefault("DEV_DATABASE_MODE", ""));
        return new OperatorEnvironment(
                DevPodSettings.of(mode != DevDatabases.Mode.POD, truth(variables, "PREWARM_DEVDB", true), variables),
                new ConfigPermissions(
                        truth(variables, "ALLOW_CUSTOM_CONFIG", false),
                        names(variables, "CUSTOM_CONFIG_PROGRAMS"),
                        names(variables, "CUSTOM_CONFIG_VARIABLES"),
                        names(variables, "CUSTOM_CONFIG_HOSTS"),
                        variables),
                Path.of(folder.isEmpty() ? "/tmp/data" : folder),
                interval(variables.getOrDefault("RESYNC_INTERVAL", "")),
                review(variables.getOrDefault("MINIMUM_REVIEW", "")),
                new WorkLimits(
                        number(variables, "WORK_PER_SERVER", WorkLimits.USUAL.perServer()),
                        number(variables, "WORK_IN_ALL", WorkLimits.USUAL.inAll())),
                mode,
                gracePeriod(variables.getOrDefault("TERMINATION_GRACE_PERIOD", "")),
                volumes(variables.getOrDefault("DIRECTORY_VOLUMES", "")),
                truth(variables, "WATCH_SECRETS", true));
    }

    private static Duration gracePeriod(String value) {
        if (value.isEmpty()) {
            return DEFAULT_GRACE_PERIOD;
        }
        try {
            long seconds = Long.parseLong(value);
            if (seconds >= 0 && seconds <= LONGEST_GRACE_PERIOD.toSeconds()) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            // It is told below.
        }
        throw new IllegalArgumentException(
                "invalid value of TERMINATION_GRACE_PERIOD: expected seconds, got \"" + value + "\"");
    }

    private static List<DirectoryVolume> volumes(String value) {
        try {
            return DirectoryVolume.list(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("invalid value of DIRECTORY_VOLUMES: " + e.getMessage(), e);
        }
    }

    private static Optional<LintPolicy.Review> review(String value) {
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(Arrays.stream(LintPolicy.Review.values())
                        .filter(level -> level.name().equals(value))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "invalid value of MINIMUM_REVIEW: expected ERROR, WARNING or ALWAYS, got \"" + value
                                        + "\"")));
    }

    private static int number(Map<String, String> variables, String name, int otherwise) {
        String value = variables.getOrDefault(name, "");
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!SMALL_NUMBER.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "invalid value of " + name + ": expected a number from 1 to 9999, got \"" + value + "\"");
        }
        return Integer.parseInt(value);
    }

    private static Duration interval(String value) {
        return value.isEmpty() ? Duration.ZERO : ResyncInterval.parse("invalid value of RESYNC_INTERVAL", value);
    }

    /** Names with commas between them. */
    private static Set<String> names(Map<String, String> variables, String name) {
        Set<String> names = new TreeSet<>();
        for (String one : variables.getOrDefault(name, "").split(",", -1)) {
            if (!one.isBlank()) {
                names.add(one.strip());
            }
        }
        return names;
    }

    private static DevDatabases.Mode mode(String value) {
        return switch (value) {
            case "", "auto" -> DevDatabases.Mode.AUTO;
            case "pod" -> DevDatabases.Mode.POD;
            case "none" -> DevDatabases.Mode.NONE;
            case "shadow" -> DevDatabases.Mode.SHADOW;
            default ->
                throw new IllegalArgumentException(
                        "invalid value of DEV_DATABASE_MODE: expected auto, pod, none or shadow, got \"" + value
                                + "\"");
        };
    }

    private static boolean truth(Map<String, String> variables, String name, boolean otherwise) {
        String value = variables.getOrDefault(name, "");
        if (value.isEmpty()) {
            return otherwise;
        }
        return GoBoolean.parse(value)
                .orElseThrow(() -> new IllegalArgumentException(
                        "invalid value of " + name + ": expected true or false, got \"" + value + "\""));
    }
}
