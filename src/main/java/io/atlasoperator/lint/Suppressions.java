package io.atlasoperator.lint;

import io.atlasoperator.diff.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What comments ask not to be told: {@code -- atlas:nolint} with codes or names of analyzers, or nothing for all.
 *
 * @param rules the comments
 */
public record Suppressions(List<Rule> rules) {

    /** Everything is told. */
    public static final Suppressions NONE = new Suppressions(List.of());

    private static final String NOLINT = "atlas:nolint";
    private static final Pattern DIRECTIVE =
            Pattern.compile("(?:--|#|/\\*)\\s*atlas:nolint\\b([^\\r\\n*]*)(?:\\*/)?\\s*", Pattern.DOTALL);
    private static final String NAME =
            "((?:\"[^\"]+\"|`[^`]+`|\\[[^\\]]+]|[\\w$]+)(?:\\s*\\.\\s*(?:\"[^\"]+\"|`[^`]+`|[\\w$]+))?)";
    private static final Pattern INDEX = Pattern.compile(
            "CREATE\\s+(?:UNIQUE\\s+)?INDEX\\b.*?\\bON\\s+(?:ONLY\\s+)?" + NAME + ".*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern OBJECT = Pattern.compile(
            "CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:(?:GLOBAL|LOCAL|TEMP|TEMPORARY|UNLOGGED|MATERIALIZED|RECURSIVE|VIRTUAL"
                    + "|FOREIGN)\\s+)*(?:TABLE|VIEW|SEQUENCE|TYPE|DOMAIN|SCHEMA|EXTENSION)\\s+"
                    + "(?:IF\\s+NOT\\s+EXISTS\\s+)?" + NAME + ".*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern ALTER = Pattern.compile(
            "ALTER\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?(?:ONLY\\s+)?" + NAME + ".*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    public Suppressions {
        rules = List.copyOf(rules);
    }

    /** What a comment is about. */
    public sealed interface Target {

        /** All that is judged. */
        record Everything() implements Target {}

        /** One step. */
        record OneStep(int step) implements Target {}

        /** Every change of a table or object of that name. */
        record OneObject(String name) implements Target {}
    }

    /**
     * One comment.
     *
     * @param target what it is about
     * @param names codes and names of analyzers; empty for all of them
     * @param place where it stands, as file and line: {@code 1.sql:3}
     * @param directive what the comment begins with: {@code atlas:nolint}
     */
    public record Rule(Target target, Set<String> names, String place, String directive) {
        public Rule {
            names = Set.copyOf(names);
            Objects.requireNonNull(place);
            Objects.requireNonNull(directive);
        }

        /** One about what a list of words names. */
        public static Rule of(Target target, List<String> names, String place) {
            return new Rule(target, Set.copyOf(names), place, NOLINT);
        }

        /** One about what a check before a migration answers. */
        public static Rule answered(String name, String place) {
            return new Rule(new Target.Everything(), Set.of(name), place, "atlas:assert");
        }
    }

    /**
     * Where a comment stands.
     *
     * @param file the file's name
     * @param text the file's text
     * @param end index in it before which the comment ends
     */
    public static String place(String file, String text, int end) {
        return placeAt(file, text, text.lastIndexOf(NOLINT, end));
    }

    /** The same, where the index is known at which it begins. */
    public static String placeAt(String file, String text, int start) {
        long line = 1
                + text.substring(0, Math.max(start, 0))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return file + ":" + line;
    }

    /** The words of the comments that are such directives; nothing if none is. */
    public static Optional<List<String>> directive(List<String> comments) {
        Set<String> names = new TreeSet<>();
        boolean isThere = false;
        boolean all = false;
        for (String comment : comments) {
            Matcher matcher = DIRECTIVE.matcher(comment.strip());
            if (matcher.matches()) {
                isThere = true;
                String words = matcher.group(1).strip();
                all |= words.isEmpty();
                if (!words.isEmpty()) {
                    names.addAll(List.of(words.split("[\\s,]+")));
                }
            }
        }
        return isThere ? Optional.of(all ? List.of() : List.copyOf(names)) : Optional.empty();
    }

    /** What a statement of a schema file makes or changes, if a comment before it can be about that. */
    public static Optional<Target> object(String statement) {
        for (Pattern pattern : List.of(INDEX, OBJECT, ALTER)) {
            Matcher matcher = pattern.matcher(statement.strip());
            if (matcher.matches()) {
                String name = matcher.group(1);
                String last = name.substring(lastDot(name) + 1).strip();
                boolean quoted = last.length() > 2 && "\"`[".indexOf(last.charAt(0)) >= 0;
                return Optional.of(new Target.OneObject(quoted ? last.substring(1, last.length() - 1) : last));
            }
        }
        return Optional.empty();
    }

    private static int lastDot(String name) {
        String text = name.strip();
        char end = text.charAt(text.length() - 1);
        int from = text.length() - 1;
        if (end == '"' || end == '`') {
            from = text.lastIndexOf(end, text.length() - 2);
        }
        return name.lastIndexOf('.', Math.max(from, 0));
    }

    /** These and others. */
    public Suppressions and(Suppressions others) {
        List<Rule> all = new ArrayList<>(rules);
        all.addAll(others.rules);
        return new Suppressions(all);
    }

    /** Whether a comment asks not to be told this. */
    public boolean hides(String analyzer, Diagnostic diagnostic) {
        return rules.stream()
                .filter(rule -> rule.names().isEmpty()
                        || rule.names().contains(analyzer)
                        || rule.names().contains(diagnostic.code()))
                .anyMatch(rule -> isAbout(rule.target(), diagnostic));
    }

    private static boolean isAbout(Target target, Diagnostic diagnostic) {
        return switch (target) {
            case Target.Everything() -> true;
            case Target.OneStep(int step) -> diagnostic.step() == step;
            case Target.OneObject(String name) ->
                diagnostic.change() != null && names(diagnostic.change()).contains(name.toLowerCase(Locale.ROOT));
        };
    }

    private static Set<String> names(Change change) {
        Set<String> names = new TreeSet<>();
        if (change instanceof Change.ModifyTable modify) {
            names.add(modify.name().name());
            names.add(modify.to().name().name());
        } else if (change instanceof Change.AddTable(var table)) {
            names.add(table.name().name());
        } else if (change instanceof Change.DropTable(var table)) {
            names.add(table.name().name());
        } else if (change instanceof Change.RenameTable(var from, var to)) {
            names.add(from.name().name());
            names.add(to.name().name());
        } else if (change instanceof Change.AddObject(var object)) {
            names.add(object.name().name());
        } else if (change instanceof Change.DropObject(var object)) {
            names.add(object.name().name());
        } else if (change instanceof Change.ModifyObject(var from, var to)) {
            names.add(to.name().name());
        } else if (change instanceof Change.RenameObject(var from, var to)) {
            names.add(from.name().name());
            names.add(to.name().name());
        } else if (change instanceof Change.AddSchema(var schema)) {
            names.add(schema.name());
        } else if (change instanceof Change.DropSchema(var schema)) {
            names.add(schema.name());
        }
        Set<String> folded = new TreeSet<>();
        names.forEach(name -> folded.add(name.toLowerCase(Locale.ROOT)));
        return folded;
    }
}
