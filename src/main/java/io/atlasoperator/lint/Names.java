package io.atlasoperator.lint;

import java.util.List;
import java.util.stream.Collectors;

/** Names in sentences. */
final class Names {

    private Names() {}

    static String quoted(String name) {
        return '"' + name + '"';
    }

    /** Several names with commas between: {@code "a", "b"}. */
    static String list(List<String> names) {
        return names.stream().map(Names::quoted).collect(Collectors.joining(", "));
    }

    /** Several names as one speaks: {@code "a", "b" and "c"}. */
    static String spoken(List<String> names) {
        if (names.size() == 1) {
            return quoted(names.getFirst());
        }
        return list(names.subList(0, names.size() - 1)) + " and " + quoted(names.getLast());
    }
}
