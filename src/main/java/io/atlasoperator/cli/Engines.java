package io.atlasoperator.cli;

import io.atlasoperator.engine.LintEngine;
import io.atlasoperator.engine.MigrationEngine;
import io.atlasoperator.engine.SchemaEngine;
import java.time.Clock;
import java.time.Duration;

/** Makes the engines when a command first needs one, so that commands without a database start at once. */
final class Engines {
    private final Clock clock;
    private final Interrupts interrupts;
    private final ProgressLine progress;

    Engines(Clock clock, Interrupts interrupts, ProgressLine progress) {
        this.clock = clock;
        this.interrupts = interrupts;
        this.progress = progress;
    }

    /** Shows no progress: a template makes the output, which is for programs. */
    void turnProgressOff() {
        progress.turnOff();
    }

    /** What a signal does to the command. */
    Interrupts interrupts() {
        return interrupts;
    }

    Clock clock() {
        return clock;
    }

    SchemaEngine schema() {
        return made().schema();
    }

    MigrationEngine migration() {
        return made().migration();
    }

    LintEngine lint() {
        return made().lint();
    }

    private io.atlasoperator.engine.Engines made() {
        return io.atlasoperator.engine.Engines.create(
                clock, "v" + ProductVersion.NUMBER, Duration.ZERO, interrupts.work(), progress);
    }
}
