package io.atlasoperator.sql;

import io.atlasoperator.source.SourceFile;

/** A line {@code -- atlas:import} of a SQL file can't be followed. The message is {@code file:line: reason}. */
public final class ScriptImportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ScriptImportException(SourceFile file, int line, String reason) {
        super(file.name() + ":" + line + ": " + reason);
    }
}
