package io.atlasoperator.cli.schema;

import io.atlasoperator.cli.console.Engines;
import io.atlasoperator.cli.console.ProjectReader;
import io.atlasoperator.cli.console.Terminal;
import io.atlasoperator.workspace.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command about the state of a database, with the flags that all of them share. */
abstract class SchemaCommand implements Callable<Integer> {
    final Terminal terminal;
    final Engines engines;

    @Mixin
    SchemaFlags flags = new SchemaFlags();

    SchemaCommand(Terminal terminal, Engines engines) {
        this.terminal = terminal;
        this.engines = engines;
    }

    @Override
    public final Integer call() {
        flags.check();
        check();
        return run(new ProjectReader(terminal, flags.project));
    }

    /** Refuses flags that can't be honoured, before anything is read. */
    void check() {}

    /** Does the work for what the project says; says the exit code. */
    int run(ProjectReader project) {
        return run(project.read());
    }

    /** Does the work for one environment; says the exit code. */
    abstract int run(Settings settings);
}
