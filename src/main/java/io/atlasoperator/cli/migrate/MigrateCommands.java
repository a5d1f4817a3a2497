package io.atlasoperator.cli.migrate;

import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The commands below {@code atlas migrate}. */
public final class MigrateCommands {
    private MigrateCommands() {}

    /**
     * By name, in the order of the help. Each is made when it is asked for, which takes a while.
     *
     * @param terminal what they have around them
     * @param engines what does their work
     */
    public static Map<String, Supplier<Object>> all(Terminal terminal, Engines engines) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("apply", () -> new MigrateApplyCommand(terminal, engines));
        commands.put("checkpoint", () -> new MigrateCheckpointCommand(terminal, engines));
        commands.put("diff", () -> new MigrateDiffCommand(terminal, engines));
        commands.put("down", () -> new MigrateDownCommand(terminal, engines));
        commands.put("edit", () -> new MigrateEditCommand(terminal, engines));
        commands.put("hash", () -> new MigrateHashCommand(terminal));
        commands.put("import", () -> new MigrateImportCommand(terminal));
        commands.put("lint", () -> new MigrateLintCommand(terminal, engines));
        commands.put("ls", () -> new MigrateLsCommand(terminal));
        commands.put("new", () -> new MigrateNewCommand(terminal, engines));
        commands.put("rebase", () -> new MigrateRebaseCommand(terminal, engines));
        commands.put("rm", () -> new MigrateRmCommand(terminal));
        commands.put("set", () -> new MigrateSetCommand(terminal, engines));
        commands.put("status", () -> new MigrateStatusCommand(terminal, engines));
        commands.put("test", () -> new MigrateTestCommand(terminal, engines));
        commands.put("validate", () -> new MigrateValidateCommand(terminal, engines));
        return commands;
    }
}
