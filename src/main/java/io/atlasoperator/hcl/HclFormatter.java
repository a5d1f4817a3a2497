package io.atlasoperator.hcl;

import java.util.ArrayList;
import java.util.List;

/**
 * Lays out source text: indents by two, aligns equals signs and trailing comments of lines that follow each other, and
 * keeps comments, blank lines and the text of strings and heredocs. Pure and thread-safe.
 */
public final class HclFormatter {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private HclFormatter() {}

    /** The text in canonical layout. A text that does not parse is laid out too, as far as its brackets tell. */
    public static String format(String source) {
        StringBuilder text = new StringBuilder();
        List<FormatLine> lines = FormatLine.split(source);
        indent(lines);
        align(lines);
        for (FormatLine line : lines) {
            line.appendTo(text);
        }
        if (source.startsWith(BYTE_ORDER_MARK)) {
            return BYTE_ORDER_MARK + text;
        }
        // Further in it is a character like any other, and has to stay one.
        return text.indexOf(BYTE_ORDER_MARK) == 0 ? " " + text : text.toString();
    }

    /** Brackets that open on the same line indent what follows by one level only. */
    private static void indent(List<FormatLine> lines) {
        List<Integer> open = new ArrayList<>();
        for (FormatLine line : lines) {
            int net = line.netBrackets(0);
            boolean closesFirst = line.startsWithClosingBracket();
            if (net > 0) {
                line.indent(closesFirst ? Math.max(0, open.size() - 1) : open.size());
                open.add(net);
                continue;
            }
            int closing = -net;
            while (closing > 0 && !open.isEmpty()) {
                int innermost = open.removeLast();
                if (innermost > closing) {
                    open.add(innermost - closing);
                }
                closing -= innermost;
            }
            line.indent(net == 0 && closesFirst ? Math.max(0, open.size() - 1) : open.size());
        }
    }

    private static void align(List<FormatLine> lines) {
        List<FormatLine> assignments = new ArrayList<>();
        for (FormatLine line : lines) {
            if (!line.isAssignment()) {
                alignAssignments(assignments);
            } else {
                assignments.add(line);
                if (line.spansLines()) {
                    alignAssignments(assignments);
                }
            }
        }
        alignAssignments(assignments);
        List<FormatLine> comments = new ArrayList<>();
        for (FormatLine line : lines) {
            if (line.hasTrailingComment()) {
                comments.add(line);
            } else {
                alignComments(comments);
            }
        }
        alignComments(comments);
    }

    private static void alignAssignments(List<FormatLine> lines) {
        int width = lines.stream().mapToInt(FormatLine::nameWidth).max().orElse(0);
        lines.forEach(line -> line.alignAssignment(width));
        lines.clear();
    }

    private static void alignComments(List<FormatLine> lines) {
        int width = lines.stream().mapToInt(FormatLine::codeWidth).max().orElse(0);
        lines.forEach(line -> line.alignComment(width));
        lines.clear();
    }
}
