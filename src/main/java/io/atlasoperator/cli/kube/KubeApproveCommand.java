package io.atlasoperator.cli.kube;

import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.operator.status.Requests;
import picocli.CommandLine.Command;

/** {@code atlas kube approve}: lets a plan run. */
@Command(name = "approve", description = "Let a plan of an AtlasSchema run.")
final class KubeApproveCommand extends DecisionCommand {
    KubeApproveCommand(Terminal terminal) {
        super(
                terminal,
                Requests.APPROVE,
                Requests.REJECT,
                "approved; it runs if nothing has changed since it was made");
    }
}
