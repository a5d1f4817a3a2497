package io.atlasoperator.hcl;

import io.atlasoperator.source.SourceFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How documents are evaluated.
 *
 * @param kind what the files are
 * @param variables values of {@code variable} blocks; those that no file declares are ignored
 * @param functions functions beside those of the language
 * @param roots names beside those of the language: {@code atlas} for {@code atlas.env}
 * @param dataSources what reads {@code data} blocks
 * @param env which {@code env} blocks of a project are evaluated: those labelled so, else those without a label whose
 *     {@code name} mentions {@code atlas.env}; none if empty
 * @param base a file that the others are put over: blocks of the same type and labels become one, and what the others say
 *     counts more
 */
public record HclOptions(
        Kind kind,
        Map<String, Value> variables,
        Map<String, HclFunction> functions,
        Map<String, Value> roots,
        DataSources dataSources,
        Optional<String> env,
        Optional<SourceFile> base) {

    /** What a set of files is. */
    public enum Kind {
        /** A desired schema: unknown calls are kept, {@code env} blocks are refused. */
        SCHEMA,
        /** A project: unknown calls are errors. */
        PROJECT
    }

    public HclOptions {
        Objects.requireNonNull(kind);
        variables = Map.copyOf(variables);
        functions = Map.copyOf(functions);
        roots = Map.copyOf(roots);
        Objects.requireNonNull(dataSources);
        Objects.requireNonNull(env);
        Objects.requireNonNull(base);
    }

    /** The options of schema files. */
    public static HclOptions schema(Map<String, Value> variables) {
        return new HclOptions(
                Kind.SCHEMA, variables, Map.of(), Map.of(), DataSources.NONE, Optional.empty(), Optional.empty());
    }

    /** Variables as a command line gives them: a name given once is a text, given several times a list of texts. */
    public static Map<String, Value> textVariables(Map<String, List<String>> variables) {
        Map<String, Value> values = new LinkedHashMap<>();
        new TreeMap<>(variables).forEach((name, texts) -> {
            if (texts.size() == 1) {
                values.put(name, new Value.Text(texts.getFirst()));
            } else if (!texts.isEmpty()) {
                values.put(
                        name,
                        new Value.ListValue(
                                texts.stream().<Value>map(Value.Text::new).toList()));
            }
        });
        return values;
    }
}
