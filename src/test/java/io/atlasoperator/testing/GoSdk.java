package io.atlasoperator.testing;

import java.nio.file.Path;

/** The Go SDK {@code ariga.io/atlas/atlasexec}, as a program that drives an atlas program with it ({@code tools/sdk}). */
public final class GoSdk {
    private GoSdk() {}

    /**
     * The program; it is built the first time, which takes a while.
     *
     * @throws RuntimeException as {@link Prerequisite#missing} makes it, if it can't be built
     */
    public static Path program() {
        return Path.of(ServerScript.output(Prerequisite.GO_SDK, "sdk.sh"));
    }
}
