package io.atlasoperator.cli.schema;

import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The commands below {@code atlas schema}. */
public final class SchemaCommands {
    private SchemaCommands() {}

    /**
     * By name, in the order of the help. Each is made when it is asked for, which takes a while.
     *
     * @param terminal what they have around them
     * @param engines what does their work
     */
    public static Map<String, Supplier<Object>> all(Terminal terminal, Engines engines) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("apply", () -> new SchemaApplyCommand(terminal, engines));
        commands.put("clean", () -> new SchemaCleanCommand(terminal, engines));
        commands.put("diff", () -> new SchemaDiffCommand(terminal, engines));
        commands.put("fmt", () -> new SchemaFmtCommand(terminal));
        commands.put("inspect", () -> new SchemaInspectCommand(terminal, engines));
        commands.put("lint", () -> new SchemaLintCommand(terminal, engines));
        commands.put("test", () -> new SchemaTestCommand(terminal, engines));
        return commands;
    }
}
