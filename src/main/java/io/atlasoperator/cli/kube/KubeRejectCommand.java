package io.atlasoperator.cli.kube;

import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.operator.status.Requests;
import picocli.CommandLine.Command;

/** {@code atlas kube reject}: keeps a plan from running. */
@Command(name = "reject", description = "Keep a plan of an AtlasSchema from running.")
final class KubeRejectCommand extends DecisionCommand {
    KubeRejectCommand(Terminal terminal) {
        super(terminal, Requests.REJECT, Requests.APPROVE, "rejected; it does not run until something changes");
    }
}
