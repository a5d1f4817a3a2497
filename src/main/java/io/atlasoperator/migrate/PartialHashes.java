package io.atlasoperator.migrate;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The JSON of the column {@code partial_hashes}: an array of hashes, or {@code null} when a file is finished. */
final class PartialHashes {
    private static final Pattern HASH = Pattern.compile("\"([^\"\\\\]*)\"");

    private PartialHashes() {}

    /** Base64 needs no escapes. */
    static String format(List<String> hashes) {
        return hashes.isEmpty()
                ? "null"
                : hashes.stream().map(hash -> "\"" + hash + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    static List<String> parse(String json) {
        return HASH.matcher(json)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
