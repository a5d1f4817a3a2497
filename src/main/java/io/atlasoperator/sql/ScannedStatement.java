package io.atlasoperator.sql;

import java.util.List;
import java.util.Objects;

/**
 * A statement found in a script.
 *
 * @param text the statement without surrounding white space; its delimiter is kept if that is a semicolon, and the rows
 *     that {@code COPY … FROM stdin} reads are part of it
 * @param start index of its first character in the script
 * @param end index right after its last character: {@code script.substring(start, end)} is the text
 * @param bytePosition position of its first byte in the script's UTF-8 form
 * @param line line of its first character, counted from 1
 * @param comments the comments right before it, each as written; an empty line in between cuts them off
 */
public record ScannedStatement(String text, int start, int end, int bytePosition, int line, List<String> comments) {

    public ScannedStatement {
        Objects.requireNonNull(text);
        comments = List.copyOf(comments);
    }
}
