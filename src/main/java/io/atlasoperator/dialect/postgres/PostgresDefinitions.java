package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.postgres.PostgresDefinition.What;
import io.atlasoperator.plan.ObjectKind;
import io.atlasoperator.plan.PlanOptions;
import io.atlasoperator.plan.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Casts, collations, operators, text search dictionaries and configurations, publications. */
final class PostgresDefinitions implements ObjectKind<PostgresDefinition> {

    @Override
    public Class<PostgresDefinition> type() {
        return PostgresDefinition.class;
    }

    @Override
    public boolean changed(PostgresDefinition from, PostgresDefinition to) {
        return !same(from, to) || !text(from.comment()).equals(text(to.comment()));
    }

    @Override
    public boolean changesInPlace(PostgresDefinition from, PostgresDefinition to) {
        if (same(from, to)) {
            return true;
        }
        return switch (from.what()) {
            case COLLATION, CAST -> false;
            case OPERATOR -> {
                Set<String> apart = apart(from, to);
                apart.removeAll(Set.of("RESTRICT", "JOIN"));
                yield apart.isEmpty();
            }
            case TEXT_SEARCH_DICTIONARY -> !apart(from, to).contains("TEMPLATE");
            case TEXT_SEARCH_CONFIGURATION -> !apart(from, to).contains("PARSER");
            case PUBLICATION ->
                !apart(from, to).contains("ALL_TABLES")
                        && from.parts().isEmpty() == to.parts().isEmpty();
        };
    }

    /** Whether two of a kind say the same; the order in which options of a dictionary are written says nothing. */
    private static boolean same(PostgresDefinition from, PostgresDefinition to) {
        return from.parts().equals(to.parts()) && apart(from, to).isEmpty();
    }

    /** The words of the clauses that two of a kind do not share. */
    private static Set<String> apart(PostgresDefinition from, PostgresDefinition to) {
        Set<String> words = new HashSet<>(from.clauses().keySet());
        words.addAll(to.clauses().keySet());
        words.removeIf(
                word -> Objects.equals(from.clauses().get(word), to.clauses().get(word)));
        if (words.contains("OPTIONS") && dictionaryOptions(from).equals(dictionaryOptions(to))) {
            words.remove("OPTIONS");
        }
        return words;
    }

    @Override
    public List<Statement> add(PostgresDefinition definition, PlanOptions options) {
        List<Statement> statements = new ArrayList<>();
        String doing = definition.kind().replace('_', ' ') + " " + label(definition);
        String drop = "DROP " + reference(definition, options);
        statements.add(Statement.of(create(definition, options), "create " + doing, drop));
        if (definition.what() == What.TEXT_SEARCH_CONFIGURATION) {
            statements.addAll(modify(definition.holding(new TreeMap<>()), definition, options));
        }
        if (!text(definition.comment()).isEmpty()) {
            statements.add(comment(definition, null, options));
        }
        return statements;
    }

    @Override
    public List<Statement> drop(PostgresDefinition definition, PlanOptions options) {
        return List.of(Statement.of(
                "DROP " + reference(definition, options),
                "drop " + definition.kind().replace('_', ' ') + " " + label(definition),
                add(definition, options).stream().map(Statement::text).toArray(String[]::new)));
    }

    @Override
    public List<Statement> modify(PostgresDefinition from, PostgresDefinition to, PlanOptions options) {
        List<Statement> statements = new ArrayList<>();
        if (!same(from, to)) {
            List<PostgresDefinition> steps = steps(from, to);
            for (int i = 1; i < steps.size(); i++) {
                statements.add(Statement.of(
                        alter(steps.get(i - 1), steps.get(i), options).getFirst(),
                        "modify " + to.kind().replace('_', ' ') + " " + label(to),
                        alter(steps.get(i), steps.get(i - 1), options).toArray(String[]::new)));
            }
        }
        if (!text(from.comment()).equals(text(to.comment()))) {
            statements.add(comment(to, from.comment(), options));
        }
        return statements;
    }

    /** From the one to the other, by one statement each. */
    private static List<PostgresDefinition> steps(PostgresDefinition from, PostgresDefinition to) {
        List<PostgresDefinition> steps = new ArrayList<>(List.of(from));
        if (to.what() == What.TEXT_SEARCH_CONFIGURATION) {
            SortedMap<String, String> parts = new TreeMap<>(from.parts());
            if (parts.keySet().retainAll(to.parts().keySet())) {
                steps.add(from.holding(parts));
            }
            for (boolean present : new boolean[] {false, true}) {
                new TreeMap<>(to.parts())
                        .entrySet().stream()
                                .filter(part -> from.parts().containsKey(part.getKey()) == present
                                        && !part.getValue().equals(from.parts().get(part.getKey())))
                                .collect(Collectors.groupingBy(Map.Entry::getValue, TreeMap::new, Collectors.toList()))
                                .values()
                                .forEach(group -> {
                                    group.forEach(part -> parts.put(part.getKey(), part.getValue()));
                                    steps.add(from.holding(parts));
                                });
            }
        } else {
            PostgresDefinition held = from.holding(to.parts());
            if (to.what() == What.PUBLICATION && !same(held, from)) {
                steps.add(held);
            }
            if (!same(held, to)) {
                steps.add(to);
            }
        }
        return steps;
    }

    private static List<String> alter(PostgresDefinition from, PostgresDefinition to, PlanOptions options) {
        String start = "ALTER " + reference(to, options) + " ";
        return switch (to.what()) {
            case COLLATION, CAST -> List.of();
            case OPERATOR ->
                List.of(start + "SET ("
                        + apart(from, to).stream()
                                .sorted()
                                .map(word -> word + " = " + to.clauses().getOrDefault(word, "NONE"))
                                .collect(Collectors.joining(", "))
                        + ")");
            case TEXT_SEARCH_DICTIONARY -> {
                Map<String, String> before = dictionaryOptions(from);
                Map<String, String> after = dictionaryOptions(to);
                List<String> changes = new ArrayList<>();
                before.keySet().stream()
                        .filter(option -> !after.containsKey(option))
                        .forEach(changes::add);
                after.entrySet().stream()
                        .filter(option -> !option.getValue().equals(before.get(option.getKey())))
                        .forEach(option -> changes.add(option.getKey() + " = " + option.getValue()));
                yield List.of(start + "(" + String.join(", ", changes) + ")");
            }
            case TEXT_SEARCH_CONFIGURATION -> mappings(from.parts(), to.parts(), start);
            case PUBLICATION -> {
                List<String> statements = new ArrayList<>();
                if (!from.parts().equals(to.parts())) {
                    statements.add(start + "SET " + published(to));
                }
                Set<String> apart = apart(from, to);
                if (!apart.isEmpty()) {
                    statements.add(start + "SET (" + settings(to, apart) + ")");
                }
                yield statements;
            }
        };
    }

    private static Map<String, String> dictionaryOptions(PostgresDefinition dictionary) {
        Map<String, String> options = new LinkedHashMap<>();
        @Nullable String text = dictionary.clauses().get("OPTIONS");
        if (text != null) {
            for (String option : PostgresExpressions.splitList(text)) {
                int equals = option.indexOf('=');
                String word = equals < 0 ? option : option.substring(0, equals);
                options.put(word.strip(), option.substring(equals + 1).strip());
            }
        }
        return options;
    }

    /** Words of one kind are looked up in the same dictionaries as others mostly: one statement for them all. */
    private static List<String> mappings(SortedMap<String, String> from, SortedMap<String, String> to, String start) {
        List<String> statements = new ArrayList<>();
        List<String> gone =
                from.keySet().stream().filter(token -> !to.containsKey(token)).toList();
        if (!gone.isEmpty()) {
            statements.add(start + "DROP MAPPING FOR " + String.join(", ", gone));
        }
        SortedMap<String, List<String>> added = new TreeMap<>();
        SortedMap<String, List<String>> altered = new TreeMap<>();
        to.forEach((token, dictionaries) -> {
            if (!dictionaries.equals(from.get(token))) {
                (from.containsKey(token) ? altered : added)
                        .computeIfAbsent(dictionaries, unused -> new ArrayList<>())
                        .add(token);
            }
        });
        added.forEach((dictionaries, tokens) ->
                statements.add(start + "ADD MAPPING FOR " + String.join(", ", tokens) + " WITH " + dictionaries));
        altered.forEach((dictionaries, tokens) ->
                statements.add(start + "ALTER MAPPING FOR " + String.join(", ", tokens) + " WITH " + dictionaries));
        return statements;
    }

    private static String create(PostgresDefinition definition, PlanOptions options) {
        SortedMap<String, String> clauses = definition.clauses();
        return switch (definition.what()) {
            case COLLATION, TEXT_SEARCH_CONFIGURATION ->
                "CREATE " + reference(definition, options) + " (" + settings(definition, clauses.keySet()) + ")";
            case TEXT_SEARCH_DICTIONARY ->
                "CREATE " + reference(definition, options) + " (TEMPLATE = "
                        + clauses.getOrDefault("TEMPLATE", "simple")
                        + (clauses.containsKey("OPTIONS") ? ", " + clauses.get("OPTIONS") : "") + ")";
            case CAST -> {
                @Nullable String function = clauses.get("FUNCTION");
                yield "CREATE " + reference(definition, options)
                        + (function != null
                                ? " WITH FUNCTION " + function
                                : clauses.containsKey("INOUT") ? " WITH INOUT" : " WITHOUT FUNCTION")
                        + (clauses.containsKey("CONTEXT") ? " AS " + clauses.get("CONTEXT") : "");
            }
            case OPERATOR -> {
                List<String> operands = PostgresExpressions.splitList(
                        definition.operands().substring(1, definition.operands().length() - 1));
                yield "CREATE OPERATOR " + operator(definition, options) + " ("
                        + (operands.getFirst().equals("NONE") ? "" : "LEFTARG = " + operands.getFirst() + ", ")
                        + (operands.getLast().equals("NONE") ? "" : "RIGHTARG = " + operands.getLast() + ", ")
                        + settings(definition, clauses.keySet()) + ")";
            }
            case PUBLICATION -> {
                String settings = settings(definition, clauses.keySet());
                yield "CREATE " + reference(definition, options)
                        + (clauses.containsKey("ALL_TABLES") ? " FOR ALL TABLES" : "")
                        + (definition.parts().isEmpty() ? "" : " FOR " + published(definition))
                        + (settings.isEmpty() ? "" : " WITH (" + settings + ")");
            }
        };
    }

    /** What a publication is for: each kind of thing is named once, as older versions want it. */
    private static String published(PostgresDefinition publication) {
        List<String> lists = new ArrayList<>();
        for (String kind : List.of("TABLE ", "TABLES IN SCHEMA ")) {
            String list = publication.parts().keySet().stream()
                    .filter(part -> part.startsWith(kind))
                    .map(part -> part.substring(kind.length()))
                    .collect(Collectors.joining(", "));
            if (!list.isEmpty()) {
                lists.add(kind + list);
            }
        }
        return String.join(", ", lists);
    }

    /** Words with their values, in the order in which they are listed. */
    private static String settings(PostgresDefinition definition, Set<String> words) {
        return definition.what().clauses().stream()
                .filter(word -> words.contains(word) && !word.equals("ALL_TABLES"))
                .map(word -> {
                    String value = definition.clauses().getOrDefault(word, usual(word));
                    return switch (What.form(word)) {
                        case SQL -> word + " = " + value;
                        case LITERAL -> word + " = " + PostgresSyntax.INSTANCE.quoteLiteral(value);
                        case FLAG -> word;
                    };
                })
                .collect(Collectors.joining(", "));
    }

    /** What a publication has where it does not say. */
    private static String usual(String word) {
        return switch (word) {
            case "PUBLISH" -> "insert, update, delete, truncate";
            case "PUBLISH_GENERATED_COLUMNS" -> "none";
            default -> "false";
        };
    }

    private static String operator(PostgresDefinition operator, PlanOptions options) {
        @Nullable String schema = options.qualifier().of(operator.name().schema());
        return (schema == null ? "" : PostgresSyntax.quote(schema) + ".")
                + operator.name().name();
    }

    private static String reference(PostgresDefinition definition, PlanOptions options) {
        String words = definition.what().words() + " ";
        return switch (definition.what()) {
            case CAST -> words + "(" + definition.name().name() + ")";
            case OPERATOR -> words + operator(definition, options) + " " + definition.operands();
            case PUBLICATION -> words + PostgresSyntax.quote(definition.name().name());
            case COLLATION, TEXT_SEARCH_DICTIONARY, TEXT_SEARCH_CONFIGURATION ->
                words + PostgresSyntax.name(definition.name(), options.qualifier());
        };
    }

    private static Statement comment(PostgresDefinition definition, @Nullable String from, PlanOptions options) {
        String start = "COMMENT ON " + reference(definition, options) + " IS ";
        return Statement.of(
                start + PostgresPlanner.text(definition.comment()),
                "set comment to " + definition.kind().replace('_', ' ') + ": " + label(definition),
                start + PostgresPlanner.text(from));
    }

    private static String text(@Nullable String comment) {
        return comment == null ? "" : comment;
    }

    private static String label(PostgresDefinition definition) {
        return "\"" + definition.name().name() + "\"";
    }
}
