package io.atlasoperator.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs as they ship: the launchers in {@code target/dist}, which the build leaves. */
public final class ShippedProgram {
    /** The exit status of a process that was killed with {@code kill -9}. */
    public static final int SIGKILLED = 128 + 9;

    private ShippedProgram() {}

    /**
     * A process that is not started yet; what it writes to standard error goes to standard output.
     *
     * @param temp its folder for temporary files, as a killed process leaves some
     */
    public static ProcessBuilder of(Path temp, String name, List<String> arguments) {
        Path launcher =
                ControlPlaneProcess.projectFolder().resolve("target/dist/bin").resolve(name);
        if (!Files.isExecutable(launcher)) {
            throw new IllegalStateException(launcher + " is not there: make build leaves it");
        }
        List<String> line = new ArrayList<>(List.of(launcher.toString()));
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TMPDIR", temp.toString());
        return builder;
    }
}
