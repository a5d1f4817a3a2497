package io.atlasoperator.sql;

import java.util.List;

/**
 * Looks for whole words in a text, whatever their case. Statements are looked at by the thousand, and a pattern that
 * begins with alternatives tries each of them at every letter: to ask for the words that it can't do without first spares
 * most texts the pattern. Words are of ASCII letters, digits and underscores, as {@code \b} has it. Immutable.
 */
public final class WordSearch {
    private final List<String> words;

    /** @param words those looked for */
    public WordSearch(String... words) {
        this.words = List.of(words);
    }

    /** Whether one of the words is somewhere in the text, in comments and quotes too. */
    public boolean findsIn(String text) {
        int at = 0;
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && isWordPart(text.charAt(at))) {
                at++;
            }
            if (at > start && isOneOfThem(text, start, at - start)) {
                return true;
            }
            at++;
        }
        return false;
    }

    private boolean isOneOfThem(String text, int start, int length) {
        for (String word : words) {
            if (word.length() == length && text.regionMatches(true, start, word, 0, length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWordPart(char letter) {
        return letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z'
                || letter >= '0' && letter <= '9'
                || letter == '_';
    }
}
