package io.atlasoperator.source;

/**
 * A place in a text.
 *
 * @param line line, counted from 1
 * @param column column in Unicode code points, counted from 1
 */
public record Position(int line, int column) {

    public Position {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("line and column are counted from 1, got " + line + ":" + column);
        }
    }

    /** The position as {@code line:column}, the form of the SQL scanner's errors. */
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
