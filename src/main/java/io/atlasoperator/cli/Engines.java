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

    Engines(Clock clock, Interrupts interrupts) {
        this.clock = clock;
        this.interrupts = interrupts;
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
                clock, "v" + ProductVersion.NUMBER, Duration.ZERO, interrupts.work());
    }
}
