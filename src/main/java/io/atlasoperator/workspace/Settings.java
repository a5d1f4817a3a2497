package io.atlasoperator.workspace;

import io.atlasoperator.diff.DiffPolicy;
import io.atlasoperator.engine.StateSource;
import io.atlasoperator.hcl.Value;
import io.atlasoperator.project.Environment;
import io.atlasoperator.project.LintPolicy;
import io.atlasoperator.project.MigrationSettings;
import io.atlasoperator.project.TestSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the project file says for the chosen environment; flags go before it.
 *
 * @param environment the environment, an empty one if none was chosen
 * @param variables values for the variables of schema files
 * @param states what the URLs of data sources mean
 * @param templates the migration directories among them
 */
public record Settings(
        Environment environment,
        Map<String, List<String>> variables,
        Map<String, StateSource> states,
        Map<String, TemplateFolder> templates) {

    public Settings {
        variables = Map.copyOf(variables);
        states = Map.copyOf(states);
        templates = Map.copyOf(templates);
    }

    /** Those of a command without an environment. */
    public static Settings without(DiffPolicy diff, LintPolicy lint, Map<String, List<String>> given) {
        Environment none = new Environment(
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                MigrationSettings.NONE,
                diff,
                lint,
                TestSettings.NONE,
                List.of(),
                Map.of(),
                Map.of());
        return new Settings(none, given, Map.of(), Map.of());
    }

    /** Those of an environment; what it says of a variable goes before what a flag says. */
    public static Settings of(
            Environment environment,
            Map<String, List<String>> given,
            Map<String, StateSource> states,
            Map<String, TemplateFolder> templates) {
        Map<String, List<String>> variables = new LinkedHashMap<>(given);
        environment.variables().forEach((name, value) -> variables.put(name, texts(value)));
        return new Settings(environment, variables, states, templates);
    }

    /** The target, which may hold a password. */
    public Optional<String> url() {
        return environment.url();
    }

    /** The dev database, likewise. */
    public Optional<String> dev() {
        return environment.dev();
    }

    /** The desired state; a path alone is a file. */
    public List<String> source() {
        return environment.src().stream()
                .map(source -> StateUrls.scheme(source).isEmpty() ? "file://" + source : source)
                .toList();
    }

    /** What is left out of diffs. */
    public DiffPolicy policy() {
        return environment.diff();
    }

    /** The migration directory and how it is applied. */
    public MigrationSettings migration() {
        return environment.migration();
    }

    /** The template of a command's output, such as {@code migrate.apply}. */
    public Optional<String> format(String command) {
        return Optional.ofNullable(environment.formats().get(command));
    }

    /**
     * URLs with each {@code env://name} replaced by what the environment says.
     *
     * @throws WorkspaceException if it says nothing of one
     */
    public List<String> resolve(List<String> urls) {
        return urls.stream().flatMap(url -> resolve(url).stream()).toList();
    }

    private List<String> resolve(String url) {
        if (!url.startsWith("env://")) {
            return List.of(url);
        }
        String name = url.substring("env://".length());
        List<String> found = switch (name) {
            case "src", "schema.src" -> source();
            case "url" -> url().stream().toList();
            case "dev" -> dev().stream().toList();
            case "migration.dir" -> migration().dir().stream().toList();
            default -> variables.getOrDefault(name, List.of());
        };
        if (found.isEmpty()) {
            throw new WorkspaceException(
                    environment.name().isEmpty()
                            ? "cannot use env:// variables without selecting an environment: name one with --env for "
                                    + url
                            : url + " (attribute) not found in env." + environment.name());
        }
        return found;
    }

    /** A value as flags give it: one text, or several for a list. */
    public static List<String> texts(Value value) {
        return switch (value) {
            case Value.Text(String text) -> List.of(text);
            case Value.Num(var number) -> List.of(number.toPlainString());
            case Value.Bool(boolean bool) -> List.of(String.valueOf(bool));
            case Value.Null n -> List.of();
            case Value.ListValue(List<Value> values) ->
                values.stream().flatMap(inner -> texts(inner).stream()).toList();
            case Value.ObjectValue(Map<String, Value> values) ->
                new TreeMap<>(values)
                        .values().stream()
                                .flatMap(inner -> texts(inner).stream())
                                .toList();
            case Value.Reference reference -> List.of(String.join(".", reference.path()));
            case Value.Call call -> List.of(call.name());
            case Value.RawSql(String sql) -> List.of(sql);
        };
    }
}
