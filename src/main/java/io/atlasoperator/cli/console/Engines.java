package io.atlasoperator.cli.console;

import io.atlasoperator.engine.Containers;
import io.atlasoperator.engine.LintEngine;
import io.atlasoperator.engine.MigrationEngine;
import io.atlasoperator.engine.SchemaEngine;
import io.atlasoperator.engine.TestEngine;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the engines when a command first needs one, so that commands without a database start at once. */
public final class Engines implements AutoCloseable {
    private final Clock clock;
    private final Interrupts interrupts;
    private final ProgressLine progress;
    private final Supplier<Containers> containers;
    private io.atlasoperator.engine.@Nullable Engines made;

    /** @param containers where dev databases may be, made when a command first needs an engine */
    public Engines(Clock clock, Interrupts interrupts, ProgressLine progress, Supplier<Containers> containers) {
        this.clock = clock;
        this.interrupts = interrupts;
        this.progress = progress;
        this.containers = containers;
    }

    /** Shows no progress: a template makes the output, which is for programs. */
    public void turnProgressOff() {
        progress.turnOff();
    }

    /** What a signal does to the command. */
    public Interrupts interrupts() {
        return interrupts;
    }

    /** What versions and reports take the time from. */
    public Clock clock() {
        return clock;
    }

    /** States of databases. */
    public SchemaEngine schema() {
        return made().schema();
    }

    /** Versioned migrations. */
    public MigrationEngine migration() {
        return made().migration();
    }

    /** Checks on changes. */
    public LintEngine lint() {
        return made().lint();
    }

    /** Tests of schemas and migrations. */
    public TestEngine test() {
        return made().test();
    }

    private synchronized io.atlasoperator.engine.Engines made() {
        io.atlasoperator.engine.Engines engines = made;
        if (engines == null) {
            engines = io.atlasoperator.engine.Engines.once(
                    clock, "v" + ProductVersion.NUMBER, interrupts.work(), progress, containers.get());
            made = engines;
            interrupts.beforeQuestions(engines.devDatabases()::awaitRemovals);
        }
        return engines;
    }

    /** Leaves the dev databases that the command used as they were. */
    @Override
    public synchronized void close() {
        io.atlasoperator.engine.Engines engines = made;
        if (engines != null) {
            made = null;
            engines.close();
        }
    }
}
