package io.atlasoperator.cli.console;

import io.atlasoperator.project.TransactionHook;
import io.atlasoperator.template.GoDuration;
import io.atlasoperator.template.TemplateFunction;
import io.atlasoperator.workspace.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that several commands make of their flags. */
public final class Flags {
    private Flags() {}

    /** The first value that is given. */
    public static Optional<String> first(String flag, Optional<String> otherwise) {
        return flag.isEmpty() ? otherwise : Optional.of(flag);
    }

    /** The flag's values if it has any. */
    public static List<String> first(List<String> flag, List<String> otherwise) {
        return flag.isEmpty() ? otherwise : CsvValues.of(flag);
    }

    /** The value of a flag that is a duration. */
    public static Duration duration(String flag, String text) {
        try {
            return GoDuration.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CliException("invalid argument \"" + text + "\" for \"--" + flag + "\" flag: " + e.getMessage());
        }
    }

    /** Refuses an environment with hooks, for a command that would leave them out. */
    public static void requireNoHooks(Settings settings, String command) {
        List<TransactionHook> hooks = settings.environment().hooks();
        if (!hooks.isEmpty()) {
            throw new CliException(hooks.getFirst().title() + ": hooks run with \"atlas migrate apply\" only,"
                    + " so \"atlas " + command + "\" would leave it out: select an env without hooks for it");
        }
    }

    /** An error for flags that must be given. */
    public static CliException required(String... names) {
        List<String> quoted = new ArrayList<>();
        for (String name : names) {
            quoted.add("\"" + name + "\"");
        }
        return new CliException("required flag(s) " + String.join(", ", quoted) + " not set");
    }

    /** Refuses two flags that exclude each other. */
    public static void exclusive(String one, boolean hasOne, String other, boolean hasOther) {
        if (hasOne && hasOther) {
            String group = "[" + one + " " + other + "]";
            String sorted = one.compareTo(other) < 0 ? group : "[" + other + " " + one + "]";
            throw new CliException("if any flags in the group " + group + " are set none of the others can be; "
                    + sorted + " were all set");
        }
    }

    /** A function that is there. */
    public static TemplateFunction function(Map<String, TemplateFunction> functions, String name) {
        TemplateFunction function = functions.get(name);
        if (function == null) {
            throw new IllegalArgumentException("no function " + name);
        }
        return function;
    }
}
