package io.atlasoperator.sql;

/**
 * What the statement scanner has to know of a dialect.
 *
 * @param beginBlocks whether {@code BEGIN … END} bodies hold delimiters
 * @param beginAtomic whether {@code BEGIN ATOMIC … END} bodies do
 * @param dollarQuotes whether {@code $tag$ … $tag$} quotes text
 * @param backslashEscapes whether a backslash escapes in quotes
 * @param escapeStrings whether it does so in {@code E'…'} only
 * @param hashComments whether {@code #} starts a comment
 */
public record ScannerOptions(
        boolean beginBlocks,
        boolean beginAtomic,
        boolean dollarQuotes,
        boolean backslashEscapes,
        boolean escapeStrings,
        boolean hashComments) {

    /** For directories of other tools, whose files name no dialect. */
    public static final ScannerOptions GENERIC = new ScannerOptions(false, true, true, false, false, false);

    /** Whether a comment that starts with {@code /*!} or {@code /*M!} is run: MySQL's family, which alone has {@code #} comments. */
    boolean executableComments() {
        return hashComments;
    }

    /** Whether a table may be made with its indexes: MySQL's family, where a column can't be called KEY without quotes. */
    boolean inlineIndexes() {
        return hashComments;
    }

    /** Whether block comments nest: PostgreSQL's family, which alone has {@code E'…'}. */
    boolean nestedComments() {
        return escapeStrings;
    }

    /** Whether a script may hold commands of the client and rows to copy: PostgreSQL's, whose dumps do. */
    boolean psqlCommands() {
        return escapeStrings;
    }
}
