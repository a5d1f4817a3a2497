package io.atlasoperator.inspect;

import io.atlasoperator.schema.QualifiedName;
import io.atlasoperator.schema.Realm;
import io.atlasoperator.schema.Schema;
import io.atlasoperator.schema.SchemaObject;
import io.atlasoperator.schema.Table;
import io.atlasoperator.schema.TableBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Patterns of what to leave out of a realm: {@code schema[.object[.child]]}, each part a glob, maybe with a suffix
 * {@code [type=table|enum]}. Where one schema is in scope its name is left out.
 */
public final class Exclusions {
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
            "event_trigger",
            "policy");

    private final List<List<Part>> patterns;

    private Exclusions(List<List<Part>> patterns) {
        this.patterns = patterns;
    }

    /**
     * Reads patterns.
     *
     * @throws IllegalArgumentException if a pattern has too many parts, a bad glob or an unknown type; the message names
     *     it
     */
    public static Exclusions of(List<String> patterns, Scope scope) {
        List<List<Part>> parsed = new ArrayList<>();
        for (String pattern : patterns) {
            List<Part> parts = new ArrayList<>();
            if (scope instanceof Scope.OneSchema) {
                parts.add(Part.ANY);
            }
            split(pattern).forEach(text -> parts.add(Part.of(text, pattern)));
            if (parts.size() > 3) {
                throw new IllegalArgumentException("too many parts in pattern: \"" + pattern + "\"");
            }
            parsed.add(List.copyOf(parts));
        }
        return new Exclusions(List.copyOf(parsed));
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

    /** Whether nothing is left out. */
    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** The realm without what the patterns match. */
    public Realm apply(Realm realm) {
        Realm rest = realm;
        for (List<Part> pattern : patterns) {
            rest = apply(rest, pattern);
        }
        return rest;
    }

    /**
     * The desired realm with all that the patterns match as it is now: what is left out of a comparison must come through
     * the changes unharmed, whether its schema is no longer wanted or its table is built anew.
     *
     * @param current the whole current realm
     * @param desired the desired one, from which what matches is left out
     */
    public Realm keep(Realm current, Realm desired) {
        return isEmpty() ? desired : KeptObjects.keep(current, apply(current), apply(desired));
    }

    private static Realm apply(Realm realm, List<Part> pattern) {
        List<Schema> schemas = new ArrayList<>();
        for (Schema schema : realm.schemas()) {
            if (!pattern.getFirst().matches("schema", schema.name())) {
                schemas.add(schema);
            } else if (pattern.size() > 1) {
                schemas.add(apply(schema, pattern));
            }
        }
        // What lives in no schema is matched by a pattern of one part that names its kind.
        return new Realm(
                schemas,
                realm.objects().stream()
                        .filter(object -> pattern.size() > 1
                                || !pattern.getFirst().names(object.kind())
                                || !pattern.getFirst()
                                        .matches(object.kind(), object.name().name()))
                        .toList(),
                realm.dependencies(),
                realm.renames());
    }

    private static Schema apply(Schema schema, List<Part> pattern) {
        Part object = pattern.get(1);
        if (pattern.size() == 2) {
            return schema.withTables(schema.tables().stream()
                            .filter(table ->
                                    !object.matches("table", table.name().name()))
                            .toList())
                    .withObjects(schema.objects().stream()
                            .filter(other -> !excluded(other, object))
                            .toList());
        }
        return schema.withTables(schema.tables().stream()
                        .map(table ->
                                object.matches("table", table.name().name()) ? apply(table, pattern.get(2)) : table)
                        .toList())
                .withObjects(schema.objects().stream()
                        .filter(other -> !isPart(other, object, pattern.get(2)))
                        .toList());
    }

    /** Whether an object is left out, by itself or along with the table that it belongs to. */
    private static boolean excluded(SchemaObject object, Part pattern) {
        @Nullable QualifiedName owner = object.owner();
        return owner == null
                ? pattern.matches(object.kind(), object.name().name())
                : pattern.matches("table", owner.name())
                        || pattern.names(object.kind())
                                && pattern.matches(object.kind(), object.name().name());
    }

    /** Whether an object is a part, such as a trigger, of a table that matches. */
    private static boolean isPart(SchemaObject object, Part table, Part child) {
        @Nullable QualifiedName owner = object.owner();
        return owner != null
                && table.matches("table", owner.name())
                && child.matches(object.kind(), object.name().name());
    }

    private static Table apply(Table table, Part child) {
        List<String> gone = table.columns().stream()
                .map(column -> column.name())
                .filter(name -> child.matches("column", name))
                .toList();
        boolean takesIndexes = child.allows("index");
        boolean takesKeys = child.allows("fk");
        TableBuilder rest = table.toBuilder();
        rest.columns(table.columns().stream()
                .filter(column -> !gone.contains(column.name()))
                .toList());
        rest.indexes(table.indexes().stream()
                .filter(index -> !child.matches("index", index.name())
                        && !(takesIndexes && index.columns().stream().anyMatch(gone::contains)))
                .toList());
        rest.foreignKeys(table.foreignKeys().stream()
                .filter(key -> !child.matches("fk", key.name())
                        && !(takesKeys && key.columns().stream().anyMatch(gone::contains)))
                .toList());
        rest.checks(table.checks().stream()
                .filter(check -> check.name() == null || !child.matches("check", check.name()))
                .toList());
        return rest.build();
    }

    /**
     * One part of a pattern.
     *
     * @param kinds the kinds it is limited to; empty means all
     * @param name what the name must look like
     */
    private record Part(Set<String> kinds, Pattern name) {
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
