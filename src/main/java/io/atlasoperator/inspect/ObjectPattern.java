package io.atlasoperator.inspect;

import io.atlasoperator.schema.SchemaObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern of names: {@code schema[.object[.child]]}, each part a glob, maybe with a suffix {@code [type=table|enum]}.
 * Where one schema is in scope its name is left out.
 *
 * @param isBound whether one schema is in scope
 * @param parts one to three of them, the schema's first
 */
record ObjectPattern(boolean isBound, List<Part> parts) {
    private static final Pattern SELECTOR = Pattern.compile("\\[type=([a-z_]+(?:\\|[a-z_]+)*)]$");
    private static final Set<String> KINDS = Set.of(
            "schema",
            "table",
            "enum",
            "column",
            "index",
            "fk",
            "check",
            "view",
            "materialized",
            "function",
            "procedure",
            "aggregate",
            "trigger",
            "virtual_table",
            "sequence",
            "domain",
            "composite",
            "range",
            "extension",
            "event",
            "event_trigger",
            "policy",
            "rule",
            "statistics",
            "permission",
            "default_permission",
            "collation",
            "cast",
            "operator",
            "text_search_dictionary",
            "text_search_configuration",
            "publication");

    ObjectPattern {
        parts = List.copyOf(parts);
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it has too many parts, a bad glob or an unknown type; the message names it
     */
    static ObjectPattern of(String text, Scope scope) {
        boolean isBound = scope instanceof Scope.OneSchema;
        List<Part> parts = new ArrayList<>();
        if (isBound) {
            parts.add(Part.ANY);
        }
        split(text).forEach(part -> parts.add(Part.of(part, text)));
        if (parts.size() > 3) {
            throw new IllegalArgumentException("too many parts in pattern: \"" + text + "\"");
        }
        return new ObjectPattern(isBound, parts);
    }

    /** The parts between dots; dots inside double quotes do not count. */
    private static List<String> split(String pattern) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < pattern.length() && pattern.charAt(i + 1) == '"') {
                    part.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    int size() {
        return parts.size();
    }

    Part schema() {
        return parts.getFirst();
    }

    Part object() {
        return parts.get(1);
    }

    Part child() {
        return parts.get(2);
    }

    /** Whether it means an object that lives in no schema, which it does only if it names the kind. */
    boolean matchesOutside(SchemaObject object) {
        Part first = parts.get(isBound ? 1 : 0);
        return parts.size() == (isBound ? 2 : 1)
                && first.names(object.kind())
                && first.matches(object.kind(), object.name().name());
    }

    /**
     * One part of a pattern.
     *
     * @param kinds the kinds it is limited to; empty means all
     * @param name what the name must look like
     */
    record Part(Set<String> kinds, Pattern name) {
        static final Part ANY = new Part(Set.of(), Pattern.compile(".*", Pattern.DOTALL));

        static Part of(String text, String whole) {
            Matcher selector = SELECTOR.matcher(text);
            if (!selector.find()) {
                return new Part(Set.of(), Glob.compile(text, whole));
            }
            Set<String> kinds = Set.of(selector.group(1).split("\\|"));
            for (String kind : kinds) {
                if (!KINDS.contains(kind)) {
                    throw new IllegalArgumentException(
                            "unknown type \"" + kind + "\" in pattern \"" + whole + "\", expected one of "
                                    + String.join(", ", KINDS.stream().sorted().toList()));
                }
            }
            return new Part(kinds, Glob.compile(text.substring(0, selector.start()), whole));
        }

        /** Whether the kind is asked for by its name. */
        boolean names(String kind) {
            return kinds.contains(kind);
        }

        boolean allows(String kind) {
            return kinds.isEmpty() || kinds.contains(kind);
        }

        boolean matches(String kind, String text) {
            return allows(kind) && name.matcher(text).matches();
        }
    }
}
