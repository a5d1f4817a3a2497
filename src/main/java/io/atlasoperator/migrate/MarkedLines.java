package io.atlasoperator.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a file that a tool takes for its own marks.
 *
 * @param line the line's number, counted from 1
 * @param start index of its first character in the file
 * @param end index right after its line break, or the end of the file
 * @param mark what the mark says, as the pattern's first group has it
 * @param rest what follows it, without surrounding white space
 */
record MarkedLines(int line, int start, int end, String mark, String rest) {

    /** All lines that match, in order; the pattern's first group is the mark, its second what follows. */
    static List<MarkedLines> of(String content, Pattern pattern) {
        List<MarkedLines> found = new ArrayList<>();
        int line = 1;
        for (int start = 0; start < content.length(); line++) {
            int feed = content.indexOf('\n', start);
            int end = feed < 0 ? content.length() : feed + 1;
            Matcher matcher = pattern.matcher(content.substring(start, end).strip());
            if (matcher.matches()) {
                String rest = matcher.groupCount() < 2 || matcher.group(2) == null ? "" : matcher.group(2);
                found.add(new MarkedLines(line, start, end, matcher.group(1), rest.strip()));
            }
            start = end;
        }
        return found;
    }

    /** An error about this line. */
    RevisionException error(MigrationFile file, String message) {
        return new RevisionException(
                "sql/migrate: " + file.format().text() + ": " + file.name() + ":" + line + " " + message);
    }
}
