package io.atlasoperator.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A query whose parameters are numbered ({@code $1}), in the form that JDBC takes: a question mark for each place.
 *
 * @param text the query for JDBC
 * @param numbers which parameter stands at each question mark, counted from 1
 */
public record NumberedParameters(String text, List<Integer> numbers) {
    private static final int MOST_DIGITS = 4;

    public NumberedParameters {
        numbers = List.copyOf(numbers);
    }

    /**
     * Reads a query; what is in quotes and comments stays as it is.
     *
     * @throws SqlScanException if a quote or comment is not closed
     */
    public static NumberedParameters read(String query, ScannerOptions options) {
        ScriptText script = new ScriptText(query);
        QuoteLexer quotes = new QuoteLexer(script, options);
        StringBuilder text = new StringBuilder();
        List<Integer> numbers = new ArrayList<>();
        int at = 0;
        while (!script.atEnd(at)) {
            int end = quotes.skipQuoted(at);
            end = end > at ? end : quotes.skipCommentInside(at);
            int digits = at + 1;
            while (Character.digit(script.at(digits), 10) >= 0 && digits - at <= MOST_DIGITS) {
                digits++;
            }
            if (end > at) {
                text.append(query, at, end);
                at = end;
            } else if (query.charAt(at) == '$' && digits > at + 1 && !ScriptText.isWordPart(script.at(at - 1))) {
                text.append('?');
                numbers.add(Integer.parseInt(query.substring(at + 1, digits)));
                at = digits;
            } else {
                // JDBC takes a question mark that is an operator if it is doubled.
                text.append(query.charAt(at) == '?' ? "??" : query.substring(at, at + 1));
                at++;
            }
        }
        return new NumberedParameters(text.toString(), numbers);
    }
}
