package io.atlasoperator.source;

import java.util.Objects;

/**
 * A stretch of a source file. The end is exclusive.
 *
 * @param file the file's name as the user gave it; never a temporary path
 * @param start the first character
 * @param end the place right after the last character
 */
public record SourceRange(String file, Position start, Position end) {

    public SourceRange {
        Objects.requireNonNull(file);
        Objects.requireNonNull(start);
        Objects.requireNonNull(end);
    }

    /** The range as diagnostics print it: {@code file:line,col-col}, or {@code file:line,col-line,col} over several lines. */
    @Override
    public String toString() {
        String from = file + ":" + start.line() + "," + start.column() + "-";
        return start.line() == end.line() ? from + end.column() : from + end.line() + "," + end.column();
    }
}
