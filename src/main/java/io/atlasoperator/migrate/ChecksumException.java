package io.atlasoperator.migrate;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** {@code atlas.sum} does not fit the directory. The message is the reference's: {@code checksum mismatch}. */
public final class ChecksumException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String HASH = "run \"atlas migrate hash\"";

    private final transient Optional<Difference> difference;
    private final String explanation;

    private ChecksumException(String message, Optional<Difference> difference, String explanation) {
        super(message);
        this.difference = difference;
        this.explanation = explanation;
    }

    static ChecksumException notFound() {
        return new ChecksumException(
                "checksum file not found",
                Optional.empty(),
                ": atlas.sum is not among the files, " + HASH + " to make it");
    }

    static ChecksumException format() {
        return new ChecksumException(
                "checksum file format invalid",
                Optional.empty(),
                " (atlas.sum): it is not as \"atlas migrate hash\" writes it, run that again");
    }

    static ChecksumException mismatch(Optional<Difference> difference) {
        return new ChecksumException(
                "checksum mismatch",
                difference,
                " (atlas.sum): "
                        + difference
                                .map(found -> found + ": put the files back as they were, or " + HASH)
                                .orElse("its lines are not those that its first line was made of, " + HASH)
                        + " if the files are as they should be");
    }

    /** What became of a file since its line was written. */
    public enum Reason {
        /** Its text is another. */
        EDITED,
        /** It is new. */
        ADDED,
        /** It is gone. */
        REMOVED
    }

    /**
     * The first line that differs.
     *
     * @param line line of {@code atlas.sum}, counted from 1
     * @param file the file it is about
     * @param reason what became of it
     */
    public record Difference(int line, String file, Reason reason) {
        public Difference {
            Objects.requireNonNull(file);
            Objects.requireNonNull(reason);
        }

        /** As messages show it: {@code L3: 2_t2.sql was edited}. */
        @Override
        public String toString() {
            return "L" + line + ": " + file + " was " + reason.name().toLowerCase(Locale.ROOT);
        }
    }

    /** The first line that differs, if {@code atlas.sum} by itself is in order. */
    public Optional<Difference> difference() {
        return difference;
    }

    /** The message, and in the same line what is wrong where and what to do. */
    public String explained() {
        return getMessage() + explanation;
    }

    /** What the command line prints before the error: what is wrong, where, and what to do. Ends with a line break. */
    public String banner() {
        return "You have a checksum error in your migration directory.\n"
                + difference.map(found -> "\n\t" + found + "\n").orElse("")
                + "\nPlease check your migration files and run 'atlas migrate hash' to re-hash the contents\n\n";
    }
}
