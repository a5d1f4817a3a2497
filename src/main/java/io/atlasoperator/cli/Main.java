package io.atlasoperator.cli;

import io.atlasoperator.cli.console.CliException;
import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Interrupts;
import io.atlasoperator.cli.console.ProgressLine;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.cli.kube.KubeCommands;
import io.atlasoperator.cli.migrate.MigrateCommands;
import io.atlasoperator.cli.schema.SchemaCommands;
import io.atlasoperator.container.DockerContainers;
import io.atlasoperator.engine.Containers;
import io.atlasoperator.engine.Interruption;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line {@code atlas}. Exit code 0 for success and 1 for every error, which is one line on standard error. */
public final class Main {
    private static final String NO_ACCOUNT = "there is no account, and nothing that needs one";
    private static final Map<String, String> REFUSED_SCHEMA = Map.of(
            "plan",
            "\"atlas schema apply --dry-run\" shows a plan, \"--edit\" lets you change it before it runs, and an AtlasSchema"
                    + " has policies",
            "push",
            "there is no registry. Keep the schema's files where the deployment reads them: in git, in an image, or in the"
                    + " ConfigMap that spec.schema.configMapKeyRef of an AtlasSchema names",
            "stats",
            "ask the database for its statistics itself");
    private static final Map<String, String> REFUSED_MIGRATE = Map.of(
            "push",
            "there is no registry. Keep the directory where the deployment reads it: in git, in an image, or in the"
                    + " ConfigMap that spec.dir.configMapRef of an AtlasMigration names");

    private final Terminal terminal;
    private final Engines engines;

    private Main(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(out, err, System.in, Path.of(""), System.getenv(), new Interruption());
        // Asked for by scripts before anything else, and answered before any command is made.
        int code = arguments.length == 1 && arguments[0].equals("version")
                ? new VersionCommand(terminal).call()
                : handlingSignals(terminal, arguments);
        out.flush();
        System.exit(code);
    }

    private static int handlingSignals(Terminal terminal, String... arguments) {
        Interrupts interrupts = new Interrupts(terminal.interruption());
        interrupts.handleSignals(terminal);
        return run(terminal, interrupts, arguments);
    }

    /** Runs the command, which nothing interrupts; says its exit code. */
    static int run(Terminal terminal, String... arguments) {
        return run(terminal, new Interrupts(terminal.interruption()), arguments);
    }

    private static int run(Terminal terminal, Interrupts interrupts, String... arguments) {
        ProgressLine progress = new ProgressLine(terminal.err());
        if (!interrupts.handlesSignals()) {
            // This is no process of its own, whose standard error it could be.
            progress.turnOff();
        }
        Supplier<Containers> containers =
                () -> new DockerContainers(terminal.environment(), terminal.folder(), terminal.interruption());
        try (Engines engines = new Engines(Clock.systemUTC(), interrupts, progress, containers)) {
            return new Main(terminal, engines).commandLine(List.of(arguments)).execute(arguments);
        }
    }

    /**
     * The commands. Making one takes a while, so where the arguments begin with the words of one, the others are left
     * out.
     */
    private CommandLine commandLine(List<String> arguments) {
        Map<String, Supplier<Object>> schema = new LinkedHashMap<>(SchemaCommands.all(terminal, engines));
        REFUSED_SCHEMA.forEach(
                (name, instead) -> schema.put(name, () -> new RefusedCommand("schema " + name, instead)));
        Map<String, Supplier<Object>> migrate = new LinkedHashMap<>(MigrateCommands.all(terminal, engines));
        REFUSED_MIGRATE.forEach(
                (name, instead) -> migrate.put(name, () -> new RefusedCommand("migrate " + name, instead)));
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        List<String> rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        all.put("migrate", () -> group("migrate", "Manage versioned schema migrations.", migrate, rest));
        all.put("schema", () -> group("schema", "Work with atlas schemas.", schema, rest));
        all.put(
                "kube",
                () -> group(
                        "kube",
                        "Work with AtlasSchemas and AtlasMigrations.",
                        isAskedFor("kube", arguments) ? KubeCommands.all(terminal, engines) : Map.of(),
                        rest));
        all.put("version", () -> new VersionCommand(terminal));
        all.put("whoami", WhoAmICommand::new);
        for (String name : List.of("login", "logout", "cloud", "copilot")) {
            all.put(name, () -> new RefusedCommand(name, NO_ACCOUNT));
        }
        return configured(group("atlas", "Manage your database schema as code.", all, arguments));
    }

    /** Of commands that are not, the classes may be missing: the launcher leaves them out for a quick start. */
    private static boolean isAskedFor(String group, List<String> arguments) {
        return !arguments.isEmpty() && arguments.getFirst().equals(group);
    }

    private CommandLine group(
            String name, String description, Map<String, Supplier<Object>> commands, List<String> arguments) {
        CommandLine group = new CommandLine(new GroupCommand(terminal)).setCommandName(name);
        group.getCommandSpec().usageMessage().description(description);
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        commands.forEach((command, made) -> {
            if (command.equals(first) || !commands.containsKey(first)) {
                group.addSubcommand(command, made.get());
            }
        });
        return group;
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("help for " + command.getCommandName())
                        .build());
        command.getSubcommands().values().forEach(Main::addHelp);
    }

    private CommandLine configured(CommandLine root) {
        addHelp(root);
        return root.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler((e, arguments) -> usage(e))
                .setExecutionExceptionHandler((e, command, result) -> failed(e));
    }

    /** What a user did wrong is one line; anything else is a mistake of ours and shows where it happened. */
    private int failed(Exception e) {
        terminal.out().flush();
        if (CliException.isExpected(e)) {
            return error(String.valueOf(e.getMessage()));
        }
        error("internal error: " + e.getClass().getName() + ", please report it with the lines below");
        for (StackTraceElement frame : e.getStackTrace()) {
            terminal.err().println("    at " + frame);
        }
        return 1;
    }

    private int error(String message) {
        terminal.err().println("Error: " + message);
        terminal.err().flush();
        return 1;
    }

    private int usage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        if (e instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().getFirst();
            if (first.startsWith("--")) {
                int equals = first.indexOf('=');
                return error("unknown flag: " + (equals < 0 ? first : first.substring(0, equals)));
            }
            if (first.startsWith("-") && first.length() > 1) {
                return error("unknown shorthand flag: '" + first.charAt(1) + "' in " + first);
            }
            if (command.getParent() == null) {
                error("unknown command \"" + first + "\" for \"atlas\"");
                terminal.err().println("Run 'atlas --help' for usage.");
                return 1;
            }
            if (!command.getSubcommands().isEmpty()) {
                terminal.print(command.getUsageMessage());
                return 0;
            }
            return error(
                    "accepts no arguments, received " + unmatched.getUnmatched().size());
        }
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()
                && missing.getMissing().getFirst() instanceof OptionSpec option) {
            return error("flag needs an argument: " + option.longestName());
        }
        return error(String.valueOf(e.getMessage()));
    }
}
