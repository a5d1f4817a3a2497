package io.atlasoperator.testing;

import java.nio.file.Path;

/** {@code tools/control-plane.sh run} as a child: it stops by itself when this JVM dies, whichever way. */
final class ControlPlaneProcess implements AutoCloseable {
    private static final String SCRIPT = "control-plane.sh";

    private final ServerScript script;

    private ControlPlaneProcess(ServerScript script) {
        this.script = script;
    }

    /** Where etcd, kube-apiserver and kubectl are. */
    static Path binaries() {
        return Path.of(ServerScript.output(Prerequisite.CONTROL_PLANE, SCRIPT, "path"));
    }

    static ControlPlaneProcess start() {
        return new ControlPlaneProcess(ServerScript.start(Prerequisite.CONTROL_PLANE, SCRIPT));
    }

    Path kubeconfig() {
        return script.folder().resolve("kubeconfig");
    }

    /** Kills the API server and starts it again, on the same address. */
    void restartApiServer() {
        script.signal("USR1");
    }

    @Override
    public void close() {
        script.close();
    }

    /** The project's folder: the working directory of every build tool unless said otherwise. */
    static Path projectFolder() {
        return ServerScript.projectFolder();
    }
}
