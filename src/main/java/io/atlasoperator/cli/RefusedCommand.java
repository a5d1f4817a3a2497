package io.atlasoperator.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** A command of the reference that this program does not have: it says so, whatever its flags. */
@Command(hidden = true)
final class RefusedCommand implements Callable<Integer> {
    private final String name;

    @Unmatched
    private List<String> rest = new ArrayList<>();

    RefusedCommand(String name) {
        this.name = name;
    }

    @Override
    public Integer call() {
        throw new CliException("'atlas " + name + "' is not supported by this version");
    }
}
