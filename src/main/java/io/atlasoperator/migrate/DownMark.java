package io.atlasoperator.migrate;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The note in a row whose version is being undone statement by statement. To whoever reads the row as that of a file which
 * is run, its statements have changed since: nobody goes on with it as if nothing had been undone.
 *
 * @param done how many of the file's statements had run before
 * @param begun which statement of the way back is running, from 1; 0 before the first
 */
public record DownMark(int done, int begun) {
    private static final Pattern MARK = Pattern.compile("h1:migrate-down-of-(\\d{1,9})-at-(\\d{1,9})");

    /** The note in a row, if it has one. */
    public static Optional<DownMark> of(Revision row) {
        if (row.partialHashes().size() != 1 || (row.type() & Revision.RESOLVED) != 0) {
            return Optional.empty();
        }
        Matcher matcher = MARK.matcher(row.partialHashes().getFirst());
        return matcher.matches()
                ? Optional.of(new DownMark(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /**
     * The row with this note.
     *
     * @param statement the statement that is running, or failed
     * @param failure why it failed, or empty
     */
    public Revision on(Revision row, String statement, String failure) {
        String error = text(row.version()) + (failure.isEmpty() ? "" : ": " + failure);
        // One of two statements done: whoever compares the hash of that one finds that it changed.
        return new Revision(
                row.version(),
                row.description(),
                Revision.EXECUTED,
                1,
                2,
                row.executedAt(),
                row.executionTime(),
                error,
                statement,
                row.hash(),
                List.of("h1:migrate-down-of-" + done + "-at-" + begun),
                row.operatorVersion());
    }

    /** What to say of a version in this state. */
    public static String text(String version) {
        return "version " + version
                + " is being reverted, and the way is not finished: run \"atlas migrate down\" again";
    }
}
