package io.atlasoperator.cli.console;

import io.atlasoperator.dialect.InvalidUrlException;
import io.atlasoperator.diff.DiffException;
import io.atlasoperator.engine.EngineException;
import io.atlasoperator.hcl.HclException;
import io.atlasoperator.migrate.ChecksumException;
import io.atlasoperator.migrate.RevisionException;
import io.atlasoperator.plan.PlanException;
import io.atlasoperator.workspace.WorkspaceException;

/** A command can't go on. The message is printed behind {@code Error: }, and the exit code is 1. */
public final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message for the user: what is wrong, and what to do */
    public CliException(String message) {
        super(message);
    }

    /** Whether its message tells users what to do. */
    public static boolean isExpected(Exception e) {
        return e instanceof CliException
                || e instanceof WorkspaceException
                || e instanceof EngineException
                || e instanceof InvalidUrlException
                || e instanceof HclException
                || e instanceof PlanException
                || e instanceof DiffException
                || e instanceof ChecksumException
                || e instanceof RevisionException;
    }
}
