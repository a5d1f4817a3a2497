package io.atlasoperator.sql;

import io.atlasoperator.source.SourceFile;
import java.util.Objects;

/**
 * The part of a SQL file that runs in one go: what stands between two imports. Positions are those in the whole file.
 *
 * @param file the file
 * @param firstLine the first line of the part, counted from 1
 * @param lastLine the last line of the part, which may lie behind the file's end
 */
public record ScriptPart(SourceFile file, int firstLine, int lastLine) {

    public ScriptPart {
        Objects.requireNonNull(file);
    }

    /** All of a file. */
    public static ScriptPart whole(SourceFile file) {
        return new ScriptPart(file, 1, Integer.MAX_VALUE);
    }

    /** Whether a statement that begins on that line belongs to the part. */
    public boolean holds(int line) {
        return firstLine <= line && line <= lastLine;
    }
}
