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
        for (String line : variables) {
            String before = "";
            for (String pair : CsvValues.of(List.of(line))) {
                int equals = pair.indexOf('=');
                if (equals <= 0) {
                    throw notAPair(pair, before);
                }
                before = pair.substring(0, equals);
                values.computeIfAbsent(before, name -> new ArrayList<>()).add(pair.substring(equals + 1));
            }
        }
        return values;
    }

    /** What comes after a comma is likely the rest of a value, which may be a password: it is not shown. */
    private static CliException notAPair(String pair, String before) {
        if (before.isEmpty()) {
            return new CliException("invalid argument \"" + pair
                    + "\" for \"--var\" flag: variables must be format as key=value, got: \"" + pair + "\"");
        }
        return new CliException("invalid argument for \"--var\" flag: variables must be format as key=value, and what"
                + " follows the comma after \"" + before
                + "=…\" is not. A value with commas needs quotes around it all: --var '\""
                + before + "=a,b\"'");
    }

    /** The environment that is chosen, or an empty text. */
    public String env() {
        return env;
    }
}
