package io.atlasoperator.sql;

import io.atlasoperator.source.Position;

/** A script can't be split into statements. The message is {@code line:column: reason}. */
public final class SqlScanException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Position position;

    public SqlScanException(Position position, String reason) {
        super(position + ": " + reason);
        this.position = position;
    }

    /** Where it goes wrong. */
    public Position position() {
        return position;
    }
}
