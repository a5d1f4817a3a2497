package io.atlasoperator.cli;

import io.atlasoperator.cli.console.CliException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** A command of the reference that this program does not have: it says so, whatever its flags. */
@Command(hidden = true)
final class RefusedCommand implements Callable<Integer> {
    private final String name;
    private final String instead;

    @Unmatched
    private List<String> rest = new ArrayList<>();

    /**
     * One that says what there is in its place.
     *
     * @param name its words
     * @param instead a sentence
     */
    RefusedCommand(String name, String instead) {
        this.name = name;
        this.instead = instead;
    }

    @Override
    public Integer call() {
        throw new CliException("'atlas " + name + "' is not supported by this version: " + instead);
    }
}
