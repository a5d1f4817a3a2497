package io.atlasoperator.operator.status;

import java.nio.charset.StandardCharsets;

/** Keeps messages within what the API server takes. */
final class Messages {

    private Messages() {}

    /**
     * The message, cut where it is longer than so many bytes of UTF-8; what was left out is told at its end.
     */
    static String limit(String message, int bytes) {
        int length = message.getBytes(StandardCharsets.UTF_8).length;
        if (length <= bytes) {
            return message;
        }
        String note = "\n... truncated " + length + " bytes in all";
        int end = Math.min(message.length(), bytes - note.length());
        while (message.substring(0, end).getBytes(StandardCharsets.UTF_8).length > bytes - note.length()) {
            end -= 1 + (end > 256 ? end / 256 : 0);
        }
        if (end > 0 && Character.isHighSurrogate(message.charAt(end - 1))) {
            end--;
        }
        return message.substring(0, end) + note;
    }
}
