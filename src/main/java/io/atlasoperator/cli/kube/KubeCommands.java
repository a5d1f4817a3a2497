package io.atlasoperator.cli.kube;

import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The commands below {@code atlas kube}. */
public final class KubeCommands {
    private KubeCommands() {}

    /**
     * By name, in the order of the help. Each is made when it is asked for: the jars that they need are not on the class path otherwise.
     *
     * @param terminal what they have around them
     * @param engines what does their work
     */
    public static Map<String, Supplier<Object>> all(Terminal terminal, Engines engines) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("plan", () -> new KubePlanCommand(terminal));
        commands.put("approve", () -> new KubeApproveCommand(terminal));
        commands.put("reject", () -> new KubeRejectCommand(terminal));
        commands.put("retry", () -> new KubeRetryCommand(terminal));
        commands.put("drift", () -> new KubeDriftCommand(terminal));
        commands.put("preview", () -> new KubePreviewCommand(terminal, engines));
        return commands;
    }
}
