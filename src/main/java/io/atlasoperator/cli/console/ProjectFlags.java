package io.atlasoperator.cli.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The flags of every command that may read a project file. */
public final class ProjectFlags {
    @Option(
            names = {"-c", "--config"},
            description = "select config (project) file using URL format")
    private String config = "";

    @Option(names = "--env", description = "set which env from the config file to use")
    private String env = "";

    @Option(names = "--var", description = "input variables")
    List<String> variables = new ArrayList<>();

    /** Whether a file is to be read, for somebody named it or an environment in it. */
    public boolean isProjectWanted() {
        return !config.isEmpty() || !env.isEmpty();
    }

    /** The URL of the project file. */
    public String config() {
        return config.isEmpty() ? "file://atlas.hcl" : config;
    }

    /** The variables by name; one that is given several times has several values. */
    public Map<String, List<String>> values() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : CsvValues.of(variables)) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new CliException("variables must be format as key=value, got: \"" + pair + "\"");
            }
            values.computeIfAbsent(pair.substring(0, equals), name -> new ArrayList<>())
                    .add(pair.substring(equals + 1));
        }
        return values;
    }

    /** The environment that is chosen, or an empty text. */
    public String env() {
        return env;
    }
}
